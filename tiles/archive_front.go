package tiles

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"math"
)

// The measures of a PMTiles archive, version 3.
const (
	archiveHeaderBytes = 127
	archiveFirstBytes  = 16384 // what a client asks for first: header and root directory lie in it
	archiveRootBytes   = archiveFirstBytes - archiveHeaderBytes
	archiveLeafEntries = 4096 // in a leaf directory, to begin with
)

// ArchiveHeader is what an archive says of itself at its start.
type ArchiveHeader struct {
	Root, Metadata, Leaves, Data ArchiveSection

	Addressed uint64 // tiles that can be found
	Entries   uint64 // lines of the directories that stand for tiles
	Contents  uint64 // tiles that differ
	MinZoom   int
	MaxZoom   int
	Bounds    [4]float64 // west, south, east, north in degrees
	Center    [3]float64 // lon, lat, zoom
}

// ArchiveSection is a stretch of an archive, in bytes.
type ArchiveSection struct{ Offset, Length uint64 }

// The codes of the format that ours use.
const (
	archiveGzip   = 2
	archiveVector = 1
)

// encode writes the header as it stands at the start of an archive.
func (h *ArchiveHeader) encode() []byte {
	out := append(make([]byte, 0, archiveHeaderBytes), "PMTiles\x03"...)
	for _, s := range []ArchiveSection{h.Root, h.Metadata, h.Leaves, h.Data} {
		out = binary.LittleEndian.AppendUint64(out, s.Offset)
		out = binary.LittleEndian.AppendUint64(out, s.Length)
	}
	for _, n := range []uint64{h.Addressed, h.Entries, h.Contents} {
		out = binary.LittleEndian.AppendUint64(out, n)
	}
	const clustered = 1
	out = append(out, clustered, archiveGzip, archiveGzip, archiveVector, byte(h.MinZoom), byte(h.MaxZoom))
	for _, degrees := range h.Bounds {
		out = binary.LittleEndian.AppendUint32(out, tenMillionths(degrees))
	}
	out = append(out, byte(h.Center[2]))
	for _, degrees := range h.Center[:2] {
		out = binary.LittleEndian.AppendUint32(out, tenMillionths(degrees))
	}
	return out
}

// tenMillionths are degrees as the format keeps them.
func tenMillionths(degrees float64) uint32 { return uint32(int32(math.Round(degrees * 1e7))) }

// archiveMetadata is the JSON that an archive carries: what a TileJSON says of layers,
// and which editions the tiles are of.
type archiveMetadata struct {
	Name         string        `json:"name"`
	Description  string        `json:"description"`
	Version      string        `json:"version"`
	Type         string        `json:"type"`
	Format       string        `json:"format"`
	VectorLayers []VectorLayer `json:"vector_layers"`
	Xiantu       archiveSource `json:"xiantu"`
}

type archiveSource struct {
	Sets     []Set            `json:"sets"`
	Editions []archiveEdition `json:"editions"`
}

type archiveEdition struct {
	County  string `json:"county"`
	Name    string `json:"name"`
	At      string `json:"at"`
	Plan    int64  `json:"plan,omitempty"`
	Version int64  `json:"version"`
}

func (r *ArchiveRequest) metadata() archiveMetadata {
	m := archiveMetadata{Name: "xiantu", Version: "1.0.0", Type: "overlay", Format: "pbf", Xiantu: archiveSource{Sets: r.Sets, Editions: []archiveEdition{}}}
	for i, set := range r.Sets {
		if i > 0 {
			m.Description += "; "
		}
		m.Description += setWords[set]
		m.VectorLayers = append(m.VectorLayers, vectorLayers(set, r.Editions)...)
	}
	kept := m.VectorLayers[:0]
	named := map[string]bool{}
	for _, l := range m.VectorLayers {
		if named[l.ID] || l.MinZoom > r.MaxZoom { // the layer truncated, which every set may have
			continue
		}
		named[l.ID] = true
		l.MinZoom, l.MaxZoom = max(l.MinZoom, r.MinZoom), min(l.MaxZoom, r.MaxZoom)
		kept = append(kept, l)
	}
	m.VectorLayers = kept
	for _, ed := range r.Editions {
		m.Xiantu.Editions = append(m.Xiantu.Editions, archiveEdition{ed.Key.County.String(), ed.County.Name, ed.Key.At.String(), ed.Key.Plan, ed.Versions.County})
	}
	return m
}

// front is all of an archive that stands before its tiles.
func (r *ArchiveRequest) front(body *archiveBody) ([]byte, error) {
	text, err := json.Marshal(r.metadata())
	if err != nil {
		return nil, err
	}
	metadata := squeezed(text)
	root, leaves := directories(body.entries)
	h := ArchiveHeader{Addressed: body.tiles, Entries: uint64(len(body.entries)), Contents: body.contents, MinZoom: r.MinZoom, MaxZoom: r.MaxZoom}
	at := uint64(archiveHeaderBytes)
	place := func(length int) ArchiveSection {
		s := ArchiveSection{at, uint64(length)}
		at += s.Length
		return s
	}
	h.Root, h.Metadata, h.Leaves = place(len(root)), place(len(metadata)), place(len(leaves))
	h.Data = ArchiveSection{at, body.size}
	var view Description
	view.place(r.Editions)
	if view.Bounds != nil {
		h.Bounds, h.Center = *view.Bounds, *view.Center
		h.Center[2] = min(max(h.Center[2], float64(r.MinZoom)), float64(r.MaxZoom))
	}
	return bytes.Join([][]byte{h.encode(), root, metadata, leaves}, nil), nil
}

// directories writes the lines in one directory if that is small enough for the start of
// an archive, else in leaves of equal length, with a root of a line for each.
func directories(entries []archiveEntry) (root, leaves []byte) {
	root = squeezed(encodeDirectory(entries))
	for size := archiveLeafEntries; len(root) > archiveRootBytes; size += size / 2 {
		var lines []archiveEntry
		leaves = leaves[:0]
		for from := 0; from < len(entries); from += size {
			part := entries[from:min(from+size, len(entries))]
			leaf := squeezed(encodeDirectory(part))
			lines = append(lines, archiveEntry{number: part[0].number, offset: uint64(len(leaves)), length: uint32(len(leaf))})
			leaves = append(leaves, leaf...)
		}
		root = squeezed(encodeDirectory(lines))
	}
	return root, leaves
}

// encodeDirectory writes lines as columns: how far the number is from the line before, runs,
// lengths, and offsets, 0 for what follows on the line before.
func encodeDirectory(entries []archiveEntry) []byte {
	out := binary.AppendUvarint(nil, uint64(len(entries)))
	last := uint64(0)
	for _, e := range entries {
		out = binary.AppendUvarint(out, e.number-last)
		last = e.number
	}
	for _, e := range entries {
		out = binary.AppendUvarint(out, uint64(e.run))
	}
	for _, e := range entries {
		out = binary.AppendUvarint(out, uint64(e.length))
	}
	for i, e := range entries {
		if i > 0 && e.offset == entries[i-1].offset+uint64(entries[i-1].length) {
			out = append(out, 0)
		} else {
			out = binary.AppendUvarint(out, e.offset+1)
		}
	}
	return out
}

// squeezed compresses with gzip.
func squeezed(plain []byte) []byte {
	var out bytes.Buffer
	z, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err == nil {
		_, err = z.Write(plain)
		err = errors.Join(err, z.Close())
	}
	if err != nil {
		panic("tiles: gzip into memory: " + err.Error())
	}
	return out.Bytes()
}
