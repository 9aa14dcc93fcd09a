package maps

import (
	"strings"
	"unicode"

	"github.com/paulmach/orb"
)

// row is a line of what is set down a column: of a panel, a table, a description.
type row struct {
	height float64
	draw   func(at orb.Point) []Node // its top left corner; nil: a gap, left out at the top of a column
	keep   bool                      // not parted from the next
}

// flowed breaks rows into columns no higher than the height. A row that is higher stands
// in a column of its own.
func flowed(rows []row, height float64) [][]row {
	var columns [][]row
	var column []row
	used := 0.0
	for i := 0; i < len(rows); {
		group, need := i, 0.0
		for group < len(rows) {
			need += rows[group].height
			group++
			if !rows[group-1].keep || need > height {
				break
			}
		}
		if used+need > height*(1+1e-9) && len(column) > 0 {
			columns, column, used = append(columns, column), nil, 0
		}
		for ; i < group; i++ {
			if rows[i].draw == nil && len(column) == 0 {
				continue
			}
			column, used = append(column, rows[i]), used+rows[i].height
		}
	}
	if len(column) > 0 {
		columns = append(columns, column)
	}
	return columns
}

// heightOf is the height of rows, one beneath the other.
func heightOf(rows []row) (sum float64) {
	for _, r := range rows {
		sum += r.height
	}
	return sum
}

// highest is the height of the highest row.
func highest(rows []row) (most float64) {
	for _, r := range rows {
		most = max(most, r.height)
	}
	return most
}

// drawRows draws a column of rows down from its top left corner.
func drawRows(rows []row, at orb.Point) (nodes []Node) {
	for _, r := range rows {
		if r.draw != nil {
			nodes = append(nodes, r.draw(at)...)
		}
		at[1] += r.height
	}
	return nodes
}

// textRows are a text broken into lines no wider than the width.
func (d *draft) textRows(s string, size, width float64, bold bool, fill Color) []row {
	var rows []row
	for _, line := range d.broken(s, size, width, bold) {
		t := d.text(line, size, bold, fill)
		rows = append(rows, row{height: 1.42 * size, draw: func(at orb.Point) []Node {
			return []Node{d.put(t, orb.Point{at[0], at[1] + 1.1*size}, 0)}
		}})
	}
	return rows
}

// broken breaks a text into lines: at spaces, and between Chinese characters, but not
// before what closes nor behind what opens. A word that is too long is cut.
func (d *draft) broken(s string, size, width float64, bold bool) []string {
	face := d.fonts.face(bold)
	var lines []string
	line, used := "", 0.0
	for _, word := range breakable(printable(s)) {
		w := face.width(strings.TrimRight(word, " "), size, 0)
		if used+w > width && line != "" {
			lines, line, used = append(lines, strings.TrimRight(line, " ")), "", 0
		}
		for w > width {
			n := fitting(face, word, size, width)
			lines, word = append(lines, word[:n]), word[n:]
			w = face.width(strings.TrimRight(word, " "), size, 0)
		}
		line += word
		used += face.width(word, size, 0)
	}
	if line != "" {
		lines = append(lines, strings.TrimRight(line, " "))
	}
	return lines
}

// fitting is how many bytes of a word fit on a line: a character at least.
func fitting(f *face, word string, size, width float64) int {
	used := 0.0
	for i, r := range word {
		used += f.advance(r) * size
		if used > width && i > 0 {
			return i
		}
	}
	return len(word)
}

// breakable parts a text where a line may end.
func breakable(s string) []string {
	var out []string
	runes := []rune(s)
	start := 0
	for i := 1; i < len(runes); i++ {
		if mayBreak(runes[i-1], runes[i]) {
			out, start = append(out, string(runes[start:i])), i
		}
	}
	if start < len(runes) {
		out = append(out, string(runes[start:]))
	}
	return out
}

func mayBreak(before, after rune) bool {
	if after == ' ' || strings.ContainsRune("，。；：、？！）》〉」』】〕…％%）)]}°′″,.;:!?", after) || strings.ContainsRune("（《〈「『【〔([{", before) {
		return false
	}
	return before == ' ' || wide(before) || wide(after)
}

// wide reports whether a character is one that lines may end at.
func wide(r rune) bool {
	return unicode.Is(unicode.Han, r) || r >= 0x3000 && r <= 0x303f || r >= 0xff00 && r <= 0xffef
}
