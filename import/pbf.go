package importer

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"google.golang.org/protobuf/encoding/protowire"
)

// The bounds of an OpenStreetMap PBF. A block's are those of the format; without them a
// file of a few kilobytes could ask for all memory there is.
const (
	maxPBFHeader   = 64 << 10
	maxPBFBlock    = 32 << 20
	maxPBFBlocks   = 200_000
	maxPBFInflated = 64 << 30 // of all blocks: China is 10 GB
	maxPBFWays     = 2_000_000
	maxPBFRefs     = 10_000_000
)

// pbf reads OpenStreetMap's PBF, as much of it as roads need: nodes with their places,
// ways with their nodes and tags.
//
// It is our own because github.com/paulmach/osm ends the program at a file with plain
// nodes, and inflates a block without a bound.
type pbf struct {
	in       *countingReader
	blocks   int
	inflated int64
	node     func(id int64, lon, lat int64) // units of 1e-9 degree; nil: nodes are passed over
	way      func(*osmWay) error            // nil: ways are passed over
}

// osmWay is a way; it is used again after way has returned.
type osmWay struct {
	id   int64
	refs []int64
	tags map[string]string
}

// countingReader knows where it is, for who is told of a fault.
type countingReader struct {
	io.Reader
	at int64
}

// Read reads on.
func (r *countingReader) Read(p []byte) (int, error) {
	n, err := r.Reader.Read(p)
	r.at += int64(n)
	return n, err
}

// isPBF reports whether a file begins as an OpenStreetMap PBF does.
func isPBF(head []byte) bool {
	return len(head) > 16 && head[0] == 0 && head[1] == 0 && bytes.Contains(head[4:min(len(head), 64)], []byte("OSMHeader"))
}

func damagedPBF(at int64, why string) error {
	return said(fmt.Sprintf("the OpenStreetMap file is damaged at byte %d (%s): download it anew", at, why),
		fmt.Sprintf("OpenStreetMap 文件在第 %d 字节处损坏（%s）：请重新下载", at, why))
}

// read reads all blocks of a file. size is the file's, so that what is cut off is told
// from what ends.
func (p *pbf) read(in io.Reader, size int64, step func(done int64) error) error {
	p.in = &countingReader{Reader: in}
	for p.in.at < size {
		if err := step(p.in.at); err != nil {
			return err
		}
		start := p.in.at
		kind, data, err := p.block()
		if err != nil {
			return err
		}
		switch kind {
		case "OSMHeader":
			err = p.header(data)
		case "OSMData":
			err = p.primitives(data)
		}
		var wire *wireError
		if errors.As(err, &wire) {
			return damagedPBF(start, wire.why)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// wireError is a fault within a block.
type wireError struct{ why string }

// Error is the fault.
func (e *wireError) Error() string { return e.why }

func wire(why string) error { return &wireError{why} }

// block reads a block: how long its header is, its header, its content.
func (p *pbf) block() (kind string, data []byte, err error) {
	at := p.in.at
	if p.blocks++; p.blocks > maxPBFBlocks {
		return "", nil, said("the OpenStreetMap file has more blocks than are read: cut the county out of it, as osmium extract does", "OpenStreetMap 文件的数据块过多：请先裁出本县范围（如用 osmium extract）")
	}
	var length [4]byte
	if _, err := io.ReadFull(p.in, length[:]); err != nil {
		return "", nil, damagedPBF(at, "it ends in the middle")
	}
	n := binary.BigEndian.Uint32(length[:])
	if n > maxPBFHeader {
		return "", nil, damagedPBF(at, fmt.Sprintf("a block's header of %d bytes", n))
	}
	header := make([]byte, n)
	if _, err := io.ReadFull(p.in, header); err != nil {
		return "", nil, damagedPBF(at, "it ends in the middle")
	}
	size := int64(-1)
	err = eachField(header, func(f field) error {
		switch f.number {
		case 1:
			kind = string(f.bytes)
		case 3:
			size = int64(f.value)
		}
		return nil
	})
	if err != nil || size < 0 || size > maxPBFBlock {
		return "", nil, damagedPBF(at, fmt.Sprintf("a block of %d bytes", size))
	}
	blob := make([]byte, size)
	if _, err := io.ReadFull(p.in, blob); err != nil {
		return "", nil, damagedPBF(at, "it ends in the middle")
	}
	data, err = p.content(blob, at)
	return kind, data, err
}

// content is what a block holds, inflated.
func (p *pbf) content(blob []byte, at int64) (data []byte, err error) {
	var packed []byte
	other := false
	err = eachField(blob, func(f field) error {
		switch f.number {
		case 1:
			data = f.bytes
		case 3:
			packed = f.bytes
		case 4, 5, 6, 7:
			other = true
		}
		return nil
	})
	switch {
	case err != nil:
		return nil, damagedPBF(at, "a block that cannot be read")
	case data == nil && packed == nil && other:
		return nil, said("the OpenStreetMap file is packed by another method than zlib: write it anew, as osmium cat does", "OpenStreetMap 文件的压缩方式不是 zlib：请重新输出（如用 osmium cat）")
	case packed != nil:
		z, err := zlib.NewReader(bytes.NewReader(packed))
		if err != nil {
			return nil, damagedPBF(at, "a block that does not inflate")
		}
		data, err = io.ReadAll(io.LimitReader(z, maxPBFBlock+1))
		if err != nil {
			return nil, damagedPBF(at, "a block that does not inflate")
		}
	}
	if len(data) > maxPBFBlock {
		return nil, damagedPBF(at, "a block that inflates to more than 32 MB")
	}
	if p.inflated += int64(len(data)); p.inflated > maxPBFInflated {
		return nil, said("the OpenStreetMap file inflates to more than 64 GB: cut the county out of it", "OpenStreetMap 文件解压后超过 64 GB：请先裁出本县范围")
	}
	return data, nil
}

// header demands that the file needs nothing that is not known here.
func (p *pbf) header(data []byte) error {
	return eachField(data, func(f field) error {
		if f.number != 4 {
			return nil
		}
		switch need := string(f.bytes); need {
		case "OsmSchema-V0.6", "DenseNodes":
			return nil
		default:
			return said(fmt.Sprintf("the OpenStreetMap file needs %q, which is not read here: write the newest state anew, as osmium cat does", need), fmt.Sprintf("OpenStreetMap 文件需要 %q，无法读取：请重新输出最新状态", need))
		}
	})
}

// field is a field of a message: value of a number, bytes of all else.
type field struct {
	number protowire.Number
	value  uint64
	bytes  []byte
}

// eachField calls visit for the fields of a message.
func eachField(message []byte, visit func(field) error) error {
	for len(message) > 0 {
		number, kind, n := protowire.ConsumeTag(message)
		if n < 0 {
			return wire("a field without a number")
		}
		message = message[n:]
		f := field{number: number}
		switch kind {
		case protowire.VarintType:
			f.value, n = protowire.ConsumeVarint(message)
		case protowire.BytesType:
			f.bytes, n = protowire.ConsumeBytes(message)
			if f.bytes == nil {
				f.bytes = []byte{}
			}
		default:
			n = protowire.ConsumeFieldValue(number, kind, message)
		}
		if n < 0 {
			return wire("a field that is cut off")
		}
		message = message[n:]
		if err := visit(f); err != nil {
			return err
		}
	}
	return nil
}
