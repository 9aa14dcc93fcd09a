package tiles

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"slices"
)

// Archive is a PMTiles archive (version 3) of vector tiles, open for reading: a file, or
// anything else that is read at offsets. It is safe for concurrent use where that is.
type Archive struct {
	Header ArchiveHeader
	from   io.ReaderAt
	root   []archiveEntry
}

// maxDirectory bounds what a directory or the metadata of an archive may unpack to.
const maxDirectory = 64 << 20

// OpenArchive reads the header and the root directory. The error is ErrInvalid for what
// is no PMTiles archive, or one in a form that this package does not write: others
// compress by brotli or zstd, or hold pictures.
func OpenArchive(from io.ReaderAt) (*Archive, error) {
	head := make([]byte, archiveHeaderBytes)
	if _, err := from.ReadAt(head, 0); err != nil {
		if errors.Is(err, io.EOF) {
			err = badArchive("it is shorter than the header of one")
		}
		return nil, err
	}
	header, err := decodeHeader(head)
	if err != nil {
		return nil, err
	}
	a := &Archive{Header: header, from: from}
	a.root, err = a.directory(header.Root)
	return a, err
}

func badArchive(said string, args ...any) error {
	return fmt.Errorf("%w: not a PMTiles archive that can be read: %s", ErrInvalid, fmt.Sprintf(said, args...))
}

func decodeHeader(head []byte) (h ArchiveHeader, err error) {
	if string(head[:7]) != "PMTiles" || head[7] != 3 {
		return h, badArchive("it does not begin as one of version 3 does")
	}
	if head[97] != archiveGzip || head[98] != archiveGzip || head[99] != archiveVector {
		return h, badArchive("compressions %d and %d, tiles of type %d: only gzip (2) and vector tiles (1) are read", head[97], head[98], head[99])
	}
	number := func(at int) uint64 { return binary.LittleEndian.Uint64(head[at:]) }
	for i, s := range []*ArchiveSection{&h.Root, &h.Metadata, &h.Leaves, &h.Data} {
		*s = ArchiveSection{number(8 + 16*i), number(16 + 16*i)}
	}
	h.Addressed, h.Entries, h.Contents = number(72), number(80), number(88)
	h.MinZoom, h.MaxZoom = int(head[100]), int(head[101])
	degrees := func(at int) float64 { return float64(int32(binary.LittleEndian.Uint32(head[at:]))) / 1e7 }
	for i := range h.Bounds {
		h.Bounds[i] = degrees(102 + 4*i)
	}
	h.Center = [3]float64{degrees(119), degrees(123), float64(head[118])}
	return h, nil
}

// Metadata is the JSON that the archive carries.
func (a *Archive) Metadata() ([]byte, error) { return a.unpack(a.Header.Metadata) }

// Tile finds a tile, compressed with gzip; nil where the archive has none there.
func (a *Archive) Tile(z, x, y int) ([]byte, error) {
	if err := CheckAddress(z, x, y); err != nil {
		return nil, err
	}
	number, lines := tileNumber(z, x, y), a.root
	for range archiveDepth {
		i, found := slices.BinarySearchFunc(lines, number, func(e archiveEntry, n uint64) int {
			if e.number <= n {
				return -1
			}
			return 1
		})
		if i--; found || i < 0 {
			return nil, nil
		}
		e := lines[i]
		if e.run > 0 {
			if number-e.number >= uint64(e.run) {
				return nil, nil
			}
			return a.read(ArchiveSection{a.Header.Data.Offset + e.offset, uint64(e.length)})
		}
		var err error
		if lines, err = a.directory(ArchiveSection{a.Header.Leaves.Offset + e.offset, uint64(e.length)}); err != nil {
			return nil, err
		}
	}
	return nil, badArchive("its directories lie more than %d deep", archiveDepth)
}

// archiveDepth is how deep directories may lie in one another.
const archiveDepth = 4

// Tiles goes through the addresses z, x, y of all tiles, in the order of the archive.
func (a *Archive) Tiles() iter.Seq2[[3]int, error] {
	return func(yield func([3]int, error) bool) { a.each(a.root, archiveDepth, yield) }
}

func (a *Archive) each(lines []archiveEntry, depth int, yield func([3]int, error) bool) bool {
	for _, e := range lines {
		if e.run == 0 {
			if depth == 0 {
				return yield([3]int{}, badArchive("its directories lie more than %d deep", archiveDepth))
			}
			leaf, err := a.directory(ArchiveSection{a.Header.Leaves.Offset + e.offset, uint64(e.length)})
			if err != nil {
				return yield([3]int{}, err)
			}
			if !a.each(leaf, depth-1, yield) {
				return false
			}
			continue
		}
		for i := range uint64(e.run) {
			z, x, y := tilePlace(e.number + i)
			if !yield([3]int{z, x, y}, nil) {
				return false
			}
		}
	}
	return true
}

// read reads a stretch of the archive.
func (a *Archive) read(s ArchiveSection) ([]byte, error) {
	if s.Length > maxDirectory || s.Offset > 1<<62 {
		return nil, badArchive("a part of %d bytes at %d", s.Length, s.Offset)
	}
	out := make([]byte, s.Length)
	n, err := a.from.ReadAt(out, int64(s.Offset))
	if n == len(out) {
		return out, nil
	}
	if errors.Is(err, io.EOF) {
		err = badArchive("it ends before byte %d", s.Offset+s.Length)
	}
	return nil, err
}

func (a *Archive) unpack(s ArchiveSection) ([]byte, error) {
	packed, err := a.read(s)
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, badArchive("at byte %d: %v", s.Offset, err)
	}
	out, err := io.ReadAll(io.LimitReader(z, maxDirectory+1))
	if err != nil || len(out) > maxDirectory {
		return nil, badArchive("at byte %d: %d bytes, %v", s.Offset, len(out), err)
	}
	return out, nil
}

func (a *Archive) directory(s ArchiveSection) ([]archiveEntry, error) {
	plain, err := a.unpack(s)
	if err != nil {
		return nil, err
	}
	return decodeDirectory(plain)
}

// decodeDirectory reads the columns of a directory. Runs stay below the numbers of the
// next line, and numbers below the end of the deepest zoom.
func decodeDirectory(plain []byte) ([]archiveEntry, error) {
	broken := false
	next := func() uint64 {
		v, n := binary.Uvarint(plain)
		broken = broken || n <= 0
		plain = plain[max(n, 0):]
		return v
	}
	count := next()
	if count > uint64(len(plain)) { // every line takes four bytes or more
		return nil, badArchive("a directory of %d lines in %d bytes", count, len(plain))
	}
	lines := make([]archiveEntry, count)
	last := uint64(0)
	for i := range lines {
		last += next()
		lines[i].number = last
	}
	for i := range lines {
		lines[i].run = uint32(next())
	}
	for i := range lines {
		lines[i].length = uint32(next())
	}
	for i := range lines {
		if offset := next(); offset > 0 {
			lines[i].offset = offset - 1
		} else if i > 0 {
			lines[i].offset = lines[i-1].offset + uint64(lines[i-1].length)
		}
	}
	return lines, checkDirectory(lines, broken)
}

func checkDirectory(lines []archiveEntry, broken bool) error {
	if broken {
		return badArchive("a directory is cut off")
	}
	end := firstNumber(MaxZoom + 1)
	for i, e := range lines {
		upto := end
		if i+1 < len(lines) {
			upto = lines[i+1].number
		}
		if e.number >= end || e.number+max(uint64(e.run), 1) > upto || e.offset > 1<<48 {
			return badArchive("line %d of a directory cannot be: tile %d, %d of them, at %d", i+1, e.number, e.run, e.offset)
		}
	}
	return nil
}
