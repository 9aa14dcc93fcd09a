package registers

import (
	"fmt"
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
)

// register is one register as a table. Cells are string, int, float64 or nil.
type register struct {
	title  string
	header []string
	rows   [][]any
	widths []float64 // of the columns, in characters
}

// registers are all registers of the book's lines, in the order in which they are filed.
func (b *Book) registers() []register {
	list := []register{b.lineTable(), b.markerTable(), b.markerPlaces(), b.pointTable(), b.courseTable()}
	for i := range b.Lines {
		l := &b.Lines[i]
		list[0].rows = append(list[0].rows, b.lineRow(i+1, l))
		list[1].rows = append(list[1].rows, b.markerRows(l)...)
		list[2].rows = append(list[2].rows, b.markerPlaceRows(l)...)
		list[3].rows = append(list[3].rows, b.pointRows(l)...)
		list[4].rows = append(list[4].rows, b.courseRows(l)...)
	}
	return list
}

func (b *Book) header(pairs ...string) []string {
	var header []string
	for i := 1; i < len(pairs); i += 2 {
		header = append(header, b.lang.in(pairs[i-1], pairs[i]))
	}
	return header
}

func (b *Book) lineTable() register {
	return register{title: b.lang.in("界线登记表", "Border lines"), widths: []float64{6, 16, 30, 8, 14, 14, 14, 14, 8, 14, 16, 8, 40},
		header: b.header("序号", "No.", "界线编号", "number", "界线名称", "name", "级别", "level", "左侧单位", "left", "左侧代码", "left code", "右侧单位", "right", "右侧代码", "right code",
			"状态", "state", "长度（米）", "length m", "载体", "carrier", "界桩数", "markers", "协议书", "documents")}
}

func (b *Book) lineRow(n int, l *Line) []any {
	return []any{n, l.Number, l.Name, b.level(l.Level), l.Left.Name, l.Left.Code.String(), b.beyond(&l.Border), b.beyondCode(&l.Border),
		b.state(l.State), decimals(float64(l.Length), 1), l.Carrier, len(l.Markers()), l.Papers}
}

func (b *Book) markerTable() register {
	return register{title: b.lang.in("界桩登记表", "Markers"), widths: []float64{14, 16, 30, 10, 12, 16, 12, 14, 40},
		header: b.header("界桩号", "marker", "界线编号", "border", "界线名称", "name", "类型", "kind", "材质", "material", "位置", "stands", "设立日期", "set on", "距界线（米）", "off the line m", "备注", "remark")}
}

func (b *Book) markerRows(l *Line) (rows [][]any) {
	for _, s := range l.Stretches() {
		for _, m := range s.Facts.Markers {
			rows = append(rows, []any{m.Number, l.Number, l.Name, m.Kind, m.Material, m.Side, m.Day.String(), decimals(l.off(m.Place), 1), m.Remark})
		}
	}
	return rows
}

// off is how far a place lies from the line, in metres.
func (l *Line) off(place orb.Point) float64 {
	least := math.Inf(1)
	for _, run := range l.Runs() {
		_, d := boundaries.NearestOn(boundaries.Line(run.Path), place)
		least = min(least, float64(d))
	}
	return least
}

// places are the headings of a place in all forms.
func (b *Book) places() []string {
	return b.header("经度", "longitude", "纬度", "latitude", "X（北，米）", "X north m", fmt.Sprintf("Y（东，米，第%d带）", b.Zone), fmt.Sprintf("Y east m, zone %d", b.Zone), "经度（度）", "lon", "纬度（度）", "lat")
}

// place is a place in all forms: seconds to four decimals are 3 mm.
func (b *Book) place(p orb.Point) []any {
	east, north := b.crs.FromGeographic(p)
	return []any{dms(p[0], 4), dms(p[1], 4), decimals(north, 3), decimals(east, 3), decimals(p[0], 9), decimals(p[1], 9)}
}

func decimals(x float64, n int) float64 {
	scale := math.Pow10(n)
	return math.Round(x*scale) / scale
}

func (b *Book) markerPlaces() register {
	return register{title: b.lang.in("界桩成果表", "Marker coordinates"), widths: []float64{14, 16, 30, 20, 20, 16, 18, 16, 16},
		header: append(b.header("界桩号", "marker", "界线编号", "border", "界线名称", "name"), b.places()...)}
}

func (b *Book) markerPlaceRows(l *Line) (rows [][]any) {
	for _, m := range l.Markers() {
		rows = append(rows, append([]any{m.Number, l.Number, l.Name}, b.place(m.Place)...))
	}
	return rows
}

func (b *Book) pointTable() register {
	return register{title: b.lang.in("边界点成果表", "Boundary points"), widths: []float64{16, 30, 8, 10, 40, 20, 20, 16, 18, 16, 16},
		header: append(b.header("界线编号", "border", "界线名称", "name", "点号", "point", "类型", "kind", "说明", "where"), b.places()...)}
}

func (b *Book) pointRows(l *Line) (rows [][]any) {
	for _, p := range l.Points() {
		rows = append(rows, append([]any{l.Number, l.Name, p.Name, b.kind(p.Kind), p.Where}, b.place(p.Place)...))
	}
	return rows
}

func (b *Book) courseTable() register {
	return register{title: b.lang.in("边界线走向说明", "Courses"), widths: []float64{16, 30, 8, 8, 12, 12, 12, 12, 90},
		header: b.header("界线编号", "border", "界线名称", "name", "起点", "from", "止点", "to", "方位角（度）", "azimuth", "方位", "direction", "长度（米）", "length m", "载体", "carrier", "走向说明", "course")}
}

func (b *Book) courseRows(l *Line) (rows [][]any) {
	for _, part := range l.Parts {
		said := b.sentences(l, part)
		for i, leg := range part.Legs {
			rows = append(rows, []any{l.Number, l.Name, part.Names[i], part.Names[i+1], decimals(leg.Azimuth, 4), b.sector(leg.Sector), decimals(float64(leg.Length), 1), leg.Carrier, said[i+1]})
		}
	}
	return rows
}
