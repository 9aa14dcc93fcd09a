package maps

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"strings"
	"unicode/utf16"
)

// pdfFont is a font of the file with the glyphs that its pages use.
type pdfFont struct {
	face     *face
	subset   *subset
	resource string // its name on the page
}

// pdfFonts cuts the fonts to what the pages use.
func pdfFonts(pages []Page, fonts *fonts) ([]*pdfFont, error) {
	var nodes []Node
	for _, p := range pages {
		nodes = append(nodes, p.Scene.Nodes...)
	}
	used := fonts.used(nodes)
	var out []*pdfFont
	for i, face := range fonts.all() {
		cut, err := face.subset(used[face])
		if err != nil {
			return nil, err
		}
		out = append(out, &pdfFont{face, cut, fmt.Sprintf("F%d", i)})
	}
	return out, nil
}

// writeFonts adds the fonts that something is set in, and returns what pages call them.
func writeFonts(f *pdfFile, fonts []*pdfFont) string {
	named := ""
	for _, font := range fonts {
		if len(font.subset.runes) > 0 {
			named += fmt.Sprintf("/%s %d 0 R ", font.resource, font.write(f))
		}
	}
	return named
}

// used are the characters that each face draws, sorted.
func (f *fonts) used(nodes []Node) map[*face][]rune {
	sets := map[*face]map[rune]bool{}
	for _, face := range f.all() {
		sets[face] = map[rune]bool{}
	}
	walk(nodes, func(n Node) {
		if t, ok := n.(*Text); ok {
			first := f.face(t.Bold)
			for _, r := range t.String {
				if !sets[first][r] {
					sets[first.having(r)][r] = true
				}
			}
		}
	})
	used := map[*face][]rune{}
	for face, set := range sets {
		used[face] = sortedRunes(set)
	}
	return used
}

// write adds the font's objects and returns the number of the one to name.
func (p *pdfFont) write(f *pdfFile) int {
	tables, _ := readTables(p.face.data) // it was read when the subset was cut
	be := binary.BigEndian
	em := p.face.em
	scaled := func(v int16) int { return int(float64(v) * 1000 / em) }
	name := p.tag() + "+" + p.face.name
	head, hhea := tables["head"], tables["hhea"]
	file := f.stream(fmt.Sprintf("/Length1 %d", len(p.subset.data)), p.subset.data)
	descriptor := f.add(fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d/Descent %d/CapHeight 733/StemV %d/FontFile2 %d 0 R>>",
		name, scaled(int16(be.Uint16(head[36:]))), scaled(int16(be.Uint16(head[38:]))), scaled(int16(be.Uint16(head[40:]))), scaled(int16(be.Uint16(head[42:]))),
		scaled(int16(be.Uint16(hhea[4:]))), scaled(int16(be.Uint16(hhea[6:]))), map[bool]int{false: 80, true: 140}[strings.Contains(name, "Bold")], file))
	var widths strings.Builder
	for _, r := range p.subset.runes {
		fmt.Fprintf(&widths, "%s ", number(p.face.advance(r)*1000))
	}
	cid := f.add(fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor %d 0 R/DW 1000/W[1[%s]]/CIDToGIDMap/Identity>>",
		name, descriptor, widths.String()))
	unicode := f.stream("", []byte(p.toUnicode()))
	return f.add(fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]/ToUnicode %d 0 R>>", name, cid, unicode))
}

// tag is the six letters that mark a subset, made of its characters.
func (p *pdfFont) tag() string {
	sum := sha256.Sum256([]byte(string(p.subset.runes)))
	tag := make([]byte, 6)
	for i := range tag {
		tag[i] = 'A' + sum[i]%26
	}
	return string(tag)
}

// toUnicode maps glyphs back to characters, by UTF-16 and so for all of them.
func (p *pdfFont) toUnicode() string {
	var b strings.Builder
	b.WriteString("/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe)/Ordering (UCS)/Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n")
	runes := p.subset.runes
	for from := 0; from < len(runes); from += 100 { // at most so many in a section
		to := min(from+100, len(runes))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for i := from; i < to; i++ {
			fmt.Fprintf(&b, "<%04X> <", i+1)
			for _, unit := range utf16.Encode(runes[i : i+1]) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n")
	return b.String()
}
