package maps

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
)

// panelRows are what stands beside the map: which border it is, the symbols, where the
// sheet lies along it, its points and course if they fit, and who signs.
func (s *bordering) panelRows(d *draft, width, k float64) []row {
	size := 2.1 * d.u * k
	gap := row{height: 1.1 * size}
	rows := []row{d.headingRow(d.in("界线", "Border"), 1.15*size)}
	for _, line := range s.facts(d) {
		rows = append(rows, d.textRows(line, size, width, false, rgb(0x222222))...)
	}
	rows = append(rows, gap, d.headingRow(d.words.legend, 1.15*size))
	rows = append(rows, s.legendRows(d, size, width)...)
	if len(s.pieces) > 1 {
		rows = append(rows, gap, d.headingRow(d.in("图幅接合", "Sheets"), 1.15*size), s.indexRow(d, size, width))
	}
	if s.whole {
		if len(s.Points) > 0 {
			header, points := s.shortTable(d).set(d, width, 0.82*size)
			header.keep = true
			rows = append(append(rows, gap, header), points...)
		}
		if len(s.Course) > 0 {
			rows = append(rows, gap, d.headingRow(d.in("界线走向说明", "Course"), size))
			for _, sentence := range s.Course {
				rows = append(rows, d.textRows(sentence, 0.86*size, width, false, rgb(0x333333))...)
			}
		}
	} else {
		rows = append(rows, gap)
		rows = append(rows, d.textRows(d.in("界桩及边界点坐标表、界线走向说明见续页。", "The table of points and the course stand on further sheets."), 0.86*size, width, false, rgb(0x333333))...)
	}
	left, right := s.sides()
	return append(rows, gap, s.signature(d, left, size, width), s.signature(d, right, size, width))
}

// facts say which border it is.
func (s *bordering) facts(d *draft) []string {
	left, right := s.sides()
	number := s.Border.Number
	if number == "" {
		number = d.in("未编号", "no number")
	}
	level := map[bool]string{true: s.Border.Level.String(), false: [...]string{"", "县级", "乡级", "村级"}[s.Border.Level]}[d.o.Lang == English]
	return []string{
		fmt.Sprintf(d.in("编号：%s", "Number: %s"), number),
		fmt.Sprintf(d.in("级别：%s界线", "Level: %s"), level),
		fmt.Sprintf(d.in("左侧：%s", "Left: %s"), left),
		fmt.Sprintf(d.in("右侧：%s", "Right: %s"), right),
		fmt.Sprintf(d.in("长度：%.1f米", "Length: %.1f m"), float64(s.Border.Length)),
		fmt.Sprintf(d.in("状态：%s", "State: %s"), d.in(s.Border.State.Chinese(), s.Border.State.String())),
		fmt.Sprintf(d.in("界桩：%d座", "Markers: %d"), s.markers()),
	}
}

// markers counts the points with a marker, or the border's own where none are given.
func (s *bordering) markers() int {
	n := 0
	for _, p := range s.Points {
		if p.Marker != "" || p.Kind == boundaries.MarkerPoint {
			n++
		}
	}
	return max(n, len(s.Border.Markers()))
}

func (s *bordering) legendRows(d *draft, size, width float64) []row {
	mark := func(kind boundaries.PointKind, marker string) func(at orb.Point) []Node {
		return func(at orb.Point) []Node {
			return pointMark(BorderPoint{Kind: kind, Marker: marker}, at, min(d.t, size/2))
		}
	}
	rows := []row{d.symbolRow(d.in("本图界线", "The border"), size, width, func(at orb.Point) []Node {
		half := symbolWidth * d.u / 2
		line := orb.LineString{{at[0] - half, at[1]}, {at[0] + half, at[1]}}
		band := &Path{Lines: []orb.LineString{line}, Stroke: rgb(0xf3b8a8), Width: min(2*d.t, size), Round: true}
		return []Node{band, borderStyle(s.Border.Level, d.t).path(line)}
	})}
	used := map[int]bool{}
	for _, p := range s.Points {
		switch {
		case p.Marker != "" || p.Kind == boundaries.MarkerPoint:
			used[0] = true
		case p.Kind == boundaries.JunctionPoint:
			used[1] = true
		default:
			used[2] = true
		}
	}
	for i, e := range []struct {
		said string
		draw func(at orb.Point) []Node
	}{{d.in("界桩", "Marker"), mark(boundaries.MarkerPoint, "1")}, {d.in("交会点", "Junction"), mark(boundaries.JunctionPoint, "")}, {d.in("转折点、变化点", "Turning point, change"), mark(boundaries.TurningPoint, "")}} {
		if used[i] {
			rows = append(rows, d.symbolRow(e.said, size, width, e.draw))
		}
	}
	for _, e := range d.entries() {
		rows = append(rows, d.symbolRow(e.text.String, size, width, e.symbol))
	}
	return rows
}

// indexRow shows the border whole, with its sheets.
func (s *bordering) indexRow(d *draft, size, width float64) row {
	all := s.extent()
	for _, p := range s.pieces {
		all = all.Union(p)
	}
	w, h := max(all.Max[0]-all.Min[0], 1), max(all.Max[1]-all.Min[1], 1)
	scale := min(width/w, 22*size/h)
	return row{height: h*scale + 1.5*size, draw: func(at orb.Point) (nodes []Node) {
		on := func(p orb.Point) orb.Point {
			return orb.Point{at[0] + (width-w*scale)/2 + (p[0]-all.Min[0])*scale, at[1] + 0.6*size + (all.Max[1]-p[1])*scale}
		}
		for i, piece := range s.pieces {
			box := grown(orb.MultiPoint{on(piece.Min), on(piece.Max)}.Bound(), 0.25*size)
			frame := &Path{Lines: rectangle(box), Closed: true, Stroke: rgb(0x888888), Width: 0.15 * d.u}
			if i == s.at {
				frame.Fill, frame.Stroke, frame.Width = rgb(0xfbe3d9), borderInk, 0.35*d.u
				nodes = append([]Node{frame}, nodes...)
			} else {
				nodes = append(nodes, frame)
			}
		}
		for _, line := range s.lines {
			var drawn orb.LineString
			for _, p := range line {
				drawn = append(drawn, on(p))
			}
			nodes = append(nodes, &Path{Lines: []orb.LineString{drawn}, Stroke: rgb(0x222222), Width: 0.25 * d.u})
		}
		for i, piece := range s.pieces {
			t := d.text(fmt.Sprint(i+1), 0.9*size, true, borderInk)
			t.Halo, t.HaloWidth = rgb(0xffffff), 0.15*size
			c := orb.MultiPoint{on(piece.Min), on(piece.Max)}.Bound().Center()
			nodes = append(nodes, d.put(t, orb.Point{c[0], c[1] + middleOfEm*t.Size}, 0.5))
		}
		return nodes
	}}
}

// signature is where a side signs.
func (s *bordering) signature(d *draft, name string, size, width float64) row {
	said := d.fitted(name+d.in("人民政府（盖章）", " (seal)"), size, 0.6*size, width, true, rgb(0x222222))
	if s.Border.Level > 2 {
		said = d.fitted(name+d.in("（盖章）", " (seal)"), size, 0.6*size, width, true, rgb(0x222222))
	}
	sign := d.text(d.in("代表签字：", "Signed for it:"), 0.95*size, false, rgb(0x333333))
	return row{height: 8.2 * size, draw: func(at orb.Point) []Node {
		rule := at[1] + 5.1*size
		from := at[0] + d.fonts.width(sign) + 0.5*size
		nodes := []Node{
			d.put(said, orb.Point{at[0], at[1] + 1.2*size}, 0),
			d.put(sign, orb.Point{at[0], rule - 0.3*size}, 0),
			&Path{Lines: []orb.LineString{{{from, rule}, {at[0] + width, rule}}}, Stroke: rgb(0x555555), Width: 0.12 * d.u},
		}
		for i, word := range []string{d.in("年", "Day:"), d.in("月", ""), d.in("日", "")} {
			t := d.text(word, 0.95*size, false, rgb(0x333333))
			nodes = append(nodes, d.put(t, orb.Point{at[0] + width - (9-4*float64(i))*size, rule + 1.8*size}, 0))
		}
		return nodes
	}}
}

// table lists the points with their coordinates in both forms.
func (s *bordering) table(d *draft) *sheetTable {
	t := &sheetTable{
		header: []string{d.in("点号", "Point"), d.in("类型", "Kind"), d.in("界桩号", "Marker"), d.in("说明", "Where"), d.in("经度", "Longitude"), d.in("纬度", "Latitude"),
			d.in("X（北，米）", "X north, m"), fmt.Sprintf(d.in("Y（东，米，%d带）", "Y east, m, zone %d"), d.zone)},
		shares: []float64{6, 8, 10, 24, 17, 17, 15, 15},
		wide:   72,
		figure: []bool{false, false, false, false, true, true, true, true},
	}
	for _, p := range s.Points {
		x, y := s.plane(d, p)
		t.rows = append(t.rows, []string{p.Name, d.in(p.Kind.Chinese(), p.Kind.String()), p.Marker, p.Where, seconds(p.Place[0]), seconds(p.Place[1]), x, y})
	}
	return t
}

// shortTable is the table as a panel has room for it.
func (s *bordering) shortTable(d *draft) *sheetTable {
	t := &sheetTable{header: []string{d.in("点号", "Point"), d.in("X（北，米）", "X north, m"), fmt.Sprintf(d.in("Y（东，米，%d带）", "Y east, m, zone %d"), d.zone)},
		shares: []float64{26, 37, 37}, figure: []bool{false, true, true}}
	for _, p := range s.Points {
		name := p.Name
		if p.Marker != "" {
			name += " " + p.Marker
		}
		x, y := s.plane(d, p)
		t.rows = append(t.rows, []string{name, x, y})
	}
	return t
}

// plane are a point's coordinates in the sheet's zone, without prefix.
func (s *bordering) plane(d *draft, p BorderPoint) (north, east string) {
	at := d.plane.Forward(p.Place)
	return fmt.Sprintf("%.3f", at[1]), fmt.Sprintf("%.3f", at[0])
}

// seconds writes an angle as degrees, minutes and seconds to four decimals: 3 mm.
func seconds(angle float64) string {
	units := math.Round(math.Abs(angle) * 3600 * 1e4)
	whole := int64(units / 1e4)
	return fmt.Sprintf("%d°%02d′%07.4f″", whole/3600, whole/60%60, math.Mod(units, 60e4)/1e4)
}
