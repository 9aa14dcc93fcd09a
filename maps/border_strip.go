package maps

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// part chooses the scale and parts the border into pieces, one a sheet.
func (s *bordering) part(d *draft) (scale int, err error) {
	s.whole = true
	d.choosePaper()
	if s.whole = s.panelFits(d); !s.whole {
		d.choosePaper()
	}
	one := d.largestScale(d.paper)
	scale = max(one, 500)
	if usual := usualBorderScale[s.Border.Level]; scale > usual {
		scale = usual
	}
	if s.o.Scale > 0 {
		scale = s.o.Scale
	}
	for ; ; scale = roundScale(float64(scale) * 1.01) {
		s.pieces = nil
		for range 2 { // with several sheets the panel grows by their index
			d.measurePanel(d.paper)
			d.window(scale)
			metres := float64(scale) / 1000
			inner := grown(d.field, -d.u*(landMargin+3))
			s.pieces = s.cut((inner.Max[0]-inner.Min[0])*metres, (inner.Max[1]-inner.Min[1])*metres)
		}
		if len(s.pieces) <= mostBorderSheets {
			break
		}
		if s.o.Scale > 0 {
			return 0, refuse(ErrInvalid, "scale", "比例尺 1:%d：这条界线需要 %d 幅 %s 图，最多 %d 幅：请用较小的比例尺或较大的纸张", "scale 1:%d: the border would need %d sheets of %s, and at most %d are made: choose a smaller scale or larger paper", scale, len(s.pieces), d.paper.Name, mostBorderSheets)
		}
	}
	s.o.Paper = d.paper
	s.o.Paper.Fixed = true
	return scale, nil
}

// panelFits reports whether the panel leaves the map its room, and letters are not too small.
func (s *bordering) panelFits(d *draft) bool {
	side := d.panel
	return side.k >= 0.78 && side.beside <= widestPanel*d.paper.Width && side.beneath <= widestPanel*d.paper.Height
}

// cut parts the lines into stretches, in order, each within a box of a width and height in
// metres.
func (s *bordering) cut(width, height float64) (pieces []orb.Bound) {
	step := min(width, height) / 12
	var box orb.Bound
	var last orb.Point
	begun := false
	for _, line := range s.lines {
		for i, p := range line {
			for _, q := range between(line, i, step) {
				grownBox := box.Extend(q)
				if begun && (grownBox.Max[0]-grownBox.Min[0] > width || grownBox.Max[1]-grownBox.Min[1] > height) {
					pieces = append(pieces, box)
					if grownBox = (orb.Bound{Min: q, Max: q}); i > 0 { // another part begins afresh
						grownBox = grownBox.Extend(last)
					}
				} else if !begun {
					grownBox = orb.Bound{Min: q, Max: q}
				}
				box, last, begun = grownBox, q, true
			}
			last = p
		}
	}
	return append(pieces, box)
}

// between are the places along a line's i-th segment, so far apart at most, and its end.
func between(line orb.LineString, i int, step float64) []orb.Point {
	if i == 0 {
		return line[:1]
	}
	a, b := line[i-1], line[i]
	n := max(1, int(math.Ceil(math.Hypot(b[0]-a[0], b[1]-a[1])/step)))
	out := make([]orb.Point, n)
	for k := range out {
		t := float64(k+1) / float64(n)
		out[k] = orb.Point{a[0] + t*(b[0]-a[0]), a[1] + t*(b[1]-a[1])}
	}
	return out
}

// document draws the sheets.
func (s *bordering) document(scale int) (*Document, error) {
	doc := &Document{}
	title := s.o.Title
	var last *draft
	for i := range s.pieces {
		s.at = i
		if len(s.pieces) > 1 {
			s.o.Title = fmt.Sprintf(s.o.Lang.in("%s（第%d幅，共%d幅）", "%s (%d of %d)"), title, i+1, len(s.pieces))
		}
		d, err := s.draft()
		if err != nil {
			return nil, err
		}
		d.choosePaper()
		d.window(scale)
		d.setPlacement(scale, orb.Point{})
		d.prepare()
		d.taken, d.margins = newBoxes(), nil
		s.draw(d)
		doc.sheets, doc.marks = append(doc.sheets, d.sheetOf(d.scene())), append(doc.marks, d.title())
		last = d
	}
	s.o.Title = title
	if !s.whole {
		doc.addTable(last, s.table(last), 0, title+last.in("（界桩及边界点坐标表）", " (Points)"))
		doc.addText(last, s.Course, title+last.in("（界线走向说明）", " (Course)"))
	}
	return doc, nil
}
