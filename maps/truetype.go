package maps

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
)

// subset is a font with only the glyphs of some characters: glyph i+1 draws
// runes[i], glyph 0 is the font's mark for what is missing.
type subset struct {
	runes []rune
	data  []byte // a TrueType file
}

// subset cuts the font down to runes, which must be sorted and different. Each has
// a glyph of its own even where two look alike, so that text can be read back.
func (f *face) subset(runes []rune) (*subset, error) {
	tables, err := readTables(f.data)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", f.name, err)
	}
	source := glyphSource{tables, binary.BigEndian.Uint16(tables["head"][50:]) != 0, int(binary.BigEndian.Uint16(tables["hhea"][34:]))}
	glyphs := []uint16{0}
	for _, r := range runes {
		g, _ := f.glyph(r)
		glyphs = append(glyphs, uint16(g))
	}
	glyf, loca, glyphs, err := source.copyGlyphs(glyphs)
	if err != nil {
		return nil, fmt.Errorf("font %s: %w", f.name, err)
	}
	out := map[string][]byte{"glyf": glyf, "loca": loca, "hmtx": source.metrics(glyphs), "cmap": cmapOf(runes), "post": plainPost(), "name": {0, 0, 0, 0, 0, 6}}
	for _, tag := range []string{"head", "hhea", "maxp", "OS/2", "cvt ", "fpgm", "prep"} {
		if t, ok := tables[tag]; ok {
			out[tag] = slices.Clone(t)
		}
	}
	binary.BigEndian.PutUint16(out["head"][50:], 1) // long offsets
	binary.BigEndian.PutUint32(out["head"][8:], 0)
	binary.BigEndian.PutUint16(out["hhea"][34:], uint16(len(glyphs)))
	binary.BigEndian.PutUint16(out["maxp"][4:], uint16(len(glyphs)))
	return &subset{runes, writeTables(out)}, nil
}

// glyph is the subset's glyph for r; 0 where r is not in it.
func (s *subset) glyph(r rune) uint16 {
	if i, ok := slices.BinarySearch(s.runes, r); ok {
		return uint16(i + 1)
	}
	return 0
}

func readTables(data []byte) (map[string][]byte, error) {
	tables := map[string][]byte{}
	if len(data) < 12 {
		return nil, errors.New("it is cut short")
	}
	for i := range int(binary.BigEndian.Uint16(data[4:])) {
		entry := 12 + 16*i
		if entry+16 > len(data) {
			return nil, errors.New("it is cut short")
		}
		from, size := int(binary.BigEndian.Uint32(data[entry+8:])), int(binary.BigEndian.Uint32(data[entry+12:]))
		if from+size > len(data) {
			return nil, fmt.Errorf("table %q lies beyond the end", data[entry:entry+4])
		}
		tables[string(data[entry:entry+4])] = data[from : from+size]
	}
	for tag, size := range map[string]int{"head": 54, "hhea": 36, "maxp": 6, "hmtx": 4, "loca": 4, "glyf": 1} {
		if len(tables[tag]) < size {
			return nil, fmt.Errorf("it has no table %q", tag)
		}
	}
	return tables, nil
}

// glyphSource reads glyphs and their widths.
type glyphSource struct {
	tables  map[string][]byte
	long    bool // offsets have 32 bits
	metered int  // glyphs with a width of their own
}

func (s glyphSource) data(g uint16) ([]byte, error) {
	loca, at := s.tables["loca"], func(i int) int { return 0 }
	size := 2
	if s.long {
		size = 4
		at = func(i int) int { return int(binary.BigEndian.Uint32(loca[4*i:])) }
	} else {
		at = func(i int) int { return 2 * int(binary.BigEndian.Uint16(loca[2*i:])) }
	}
	if (int(g)+2)*size > len(loca) || at(int(g)+1) > len(s.tables["glyf"]) || at(int(g)) > at(int(g)+1) {
		return nil, fmt.Errorf("glyph %d lies beyond the end", g)
	}
	return s.tables["glyf"][at(int(g)):at(int(g)+1)], nil
}

// copyGlyphs returns the tables glyf and loca of the glyphs, and the glyphs with
// those appended that others are composed of.
func (s glyphSource) copyGlyphs(glyphs []uint16) (glyf, loca []byte, all []uint16, err error) {
	added := map[uint16]uint16{}
	for i := 0; i < len(glyphs); i++ {
		data, err := s.data(glyphs[i])
		if err != nil {
			return nil, nil, nil, err
		}
		data = slices.Clone(data)
		for _, at := range components(data) {
			old := binary.BigEndian.Uint16(data[at:])
			if _, ok := added[old]; !ok {
				added[old] = uint16(len(glyphs))
				glyphs = append(glyphs, old)
			}
			binary.BigEndian.PutUint16(data[at:], added[old])
		}
		loca = binary.BigEndian.AppendUint32(loca, uint32(len(glyf)))
		glyf = append(glyf, data...)
		for len(glyf)%4 != 0 {
			glyf = append(glyf, 0)
		}
	}
	return glyf, binary.BigEndian.AppendUint32(loca, uint32(len(glyf))), glyphs, nil
}

// components finds the places in a composite glyph that hold another's number.
func components(glyph []byte) []int {
	if len(glyph) < 10 || int16(binary.BigEndian.Uint16(glyph)) >= 0 {
		return nil
	}
	const wide, scale, more, scaleXY, matrix = 1 << 0, 1 << 3, 1 << 5, 1 << 6, 1 << 7
	var places []int
	for at := 10; at+4 <= len(glyph); {
		flags := binary.BigEndian.Uint16(glyph[at:])
		places = append(places, at+2)
		at += 6
		if flags&wide != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&scaleXY != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			break
		}
	}
	return places
}

// metrics is the table hmtx of the glyphs: width and left bearing of each.
func (s glyphSource) metrics(glyphs []uint16) []byte {
	hmtx := s.tables["hmtx"]
	var out []byte
	for _, g := range glyphs {
		width := 4 * min(int(g), s.metered-1)
		bearing := width + 2
		if int(g) >= s.metered {
			bearing = 4*s.metered + 2*(int(g)-s.metered)
		}
		if width+2 > len(hmtx) || bearing+2 > len(hmtx) {
			out = append(out, 0, 0, 0, 0)
			continue
		}
		out = append(append(out, hmtx[width:width+2]...), hmtx[bearing:bearing+2]...)
	}
	return out
}

// cmapOf is the table cmap (format 12) of glyphs 1, 2, ... for runes.
func cmapOf(runes []rune) []byte {
	be := binary.BigEndian
	out := []byte{0, 0, 0, 1, 0, 3, 0, 10, 0, 0, 0, 12, 0, 12, 0, 0}
	out = be.AppendUint32(out, uint32(16+12*len(runes)))
	out = be.AppendUint32(out, 0)
	out = be.AppendUint32(out, uint32(len(runes)))
	for i, r := range runes {
		out = be.AppendUint32(out, uint32(r))
		out = be.AppendUint32(out, uint32(r))
		out = be.AppendUint32(out, uint32(i+1))
	}
	return out
}

// plainPost is the table post without names of glyphs.
func plainPost() []byte { return append([]byte{0, 3, 0, 0}, make([]byte, 28)...) }

// writeTables makes a TrueType file, its tables in order of their names.
func writeTables(tables map[string][]byte) []byte {
	var tags []string
	for tag := range tables {
		tags = append(tags, tag)
	}
	slices.Sort(tags)
	be := binary.BigEndian
	power, log := 1, 0
	for power*2 <= len(tags) {
		power, log = power*2, log+1
	}
	out := be.AppendUint16([]byte{0, 1, 0, 0}, uint16(len(tags)))
	for _, n := range []int{16 * power, log, 16 * (len(tags) - power)} {
		out = be.AppendUint16(out, uint16(n))
	}
	body, start := []byte(nil), 12+16*len(tags)
	head := 0
	for _, tag := range tags {
		if tag == "head" {
			head = start + len(body)
		}
		out = append(out, tag...)
		out = be.AppendUint32(out, checksum(tables[tag]))
		out = be.AppendUint32(out, uint32(start+len(body)))
		out = be.AppendUint32(out, uint32(len(tables[tag])))
		body = append(body, tables[tag]...)
		for len(body)%4 != 0 {
			body = append(body, 0)
		}
	}
	out = append(out, body...)
	be.PutUint32(out[head+8:], 0xB1B0AFBA-checksum(out))
	return out
}

func checksum(table []byte) uint32 {
	sum := uint32(0)
	for i := 0; i < len(table); i += 4 {
		var word [4]byte
		copy(word[:], table[i:])
		sum += binary.BigEndian.Uint32(word[:])
	}
	return sum
}
