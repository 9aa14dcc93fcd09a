package maps

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// pageColumn and squareColumn have fixed widths: what they say is known last.
func (b *binder) pageColumn() tableColumn {
	return tableColumn{title: b.say("页", "Page"), width: 2.6, right: true}
}

func (b *binder) squareColumn() tableColumn {
	return tableColumn{title: b.say("图格", "Square"), width: 3.4}
}

// pageText is a page's number; nothing where there is none.
func pageText(page int) string {
	if page == 0 {
		return ""
	}
	return strconv.Itoa(page)
}

// overview is the table of the townships, which leads to their sheets.
func (b *binder) overview() *table {
	t := &table{
		columns: append(append([]tableColumn{{title: b.say("乡镇（街道）", "Township")}, {title: b.say("代码", "Code")}, {title: b.say("类型", "Type"), spare: true},
			{title: b.say("社区", "Communities"), right: true}, {title: b.say("村", "Villages"), right: true}}, b.figureColumns()...), b.pageColumn()),
		notes: b.figureNotes(),
	}
	var communities, villages int
	all := figures{people: -1, area: -1}
	for _, u := range b.ed.At(adcode.Township) {
		c, v := b.below(u)
		f := b.figuresOf(u)
		all.add(f)
		communities, villages = communities+c, villages+v
		page := b.starts[u.Code]
		cells := append([]string{nameOf(u), u.Code.String(), b.typeOf(u), strconv.Itoa(c), strconv.Itoa(v)}, f.cells()...)
		t.rows = append(t.rows, tableRow{cells: append(cells, pageText(page)), link: page})
	}
	total := append([]string{b.say("合计", "Total"), "", "", strconv.Itoa(communities), strconv.Itoa(villages)}, all.cells()...)
	t.rows = append(t.rows, tableRow{cells: append(total, ""), bold: true})
	return t
}

// below counts a township's communities and villages: those of the class 001 to 199, and
// the others.
func (b *binder) below(u *edition.Unit) (communities, villages int) {
	for _, i := range u.Below {
		if b.ed.Units[i].Code.Serial() < 200 {
			communities++
		} else {
			villages++
		}
	}
	return communities, villages
}

// villageIndex is the table of a township's villages.
func (b *binder) villageIndex(u *edition.Unit) *table {
	t := &table{
		columns: append([]tableColumn{{title: b.say("村（社区）", "Village")}, {title: b.say("代码", "Code")}, {title: b.say("类型", "Type"), spare: true}},
			append(b.figureColumns(), b.squareColumn())...),
		notes: append([]string{b.townLine(u)}, b.figureNotes()...),
	}
	for _, i := range u.Below {
		v := &b.ed.Units[i]
		cells := append([]string{nameOf(v), v.Code.String(), b.typeOf(v)}, b.figuresOf(v).cells()...)
		t.rows = append(t.rows, tableRow{cells: append(cells, b.square(b.sheets[u.Code], v))})
	}
	total := append([]string{b.say("全域", "Township"), u.Code.String(), b.typeOf(u)}, b.figuresOf(u).cells()...)
	t.rows = append(t.rows, tableRow{cells: append(total, ""), bold: true})
	return t
}

// townLine says what a township is.
func (b *binder) townLine(u *edition.Unit) string {
	c, v := b.below(u)
	if b.o.Sheet.Lang == English {
		return fmt.Sprintf("%s, code %s, of %s: %d communities and %d villages. Squares are those of the sheet before this page.", nameOf(u), u.Code, b.ed.County.Name, c, v)
	}
	return fmt.Sprintf("%s%s，代码%s，辖%d个社区、%d个村。图格见前页地图。", b.ed.County.Name, nameOf(u), u.Code, c, v)
}

func (b *binder) typeOf(u *edition.Unit) string { return b.say(u.Type.Chinese(), u.Type.String()) }

// codes is the table of all codes (代码表).
func (b *binder) codes() *table {
	t := &table{columns: []tableColumn{{title: b.say("代码", "Code")}, {title: b.say("名称", "Name"), most: 14}, {title: b.say("类型", "Type"), spare: true},
		{title: b.say("级别", "Level")}, {title: b.say("上级", "Of"), most: 9}}}
	for i := range b.ed.Units {
		u := &b.ed.Units[i]
		if u.Level() == adcode.Village {
			continue
		}
		t.rows = append(t.rows, b.codeRow(u))
		for _, k := range u.Below {
			if v := &b.ed.Units[k]; v.Level() == adcode.Village {
				t.rows = append(t.rows, b.codeRow(v))
			}
		}
	}
	return t
}

func (b *binder) codeRow(u *edition.Unit) tableRow {
	level := b.say(map[adcode.Level]string{adcode.County: "县级", adcode.Township: "乡级", adcode.Village: "村级"}[u.Level()], u.Level().String())
	above := ""
	if u.Above >= 0 {
		above = nameOf(&b.ed.Units[u.Above])
	}
	return tableRow{cells: []string{u.Code.String(), nameOf(u), b.typeOf(u), level, above}, bold: u.Level() != adcode.Village}
}

// figures are a unit's people and area; negative where they are not known.
type figures struct {
	people int64
	area   geo.SquareMetres
}

func (b *binder) figuresOf(u *edition.Unit) figures {
	f := figures{people: -1, area: -1}
	if all := b.ed.People.Age("all"); all >= 0 && all < len(u.People) && len(b.ed.People.Groups) > 0 {
		f.people = u.People[all]
	}
	if b.ed.HasShape(u) {
		f.area = u.Area
	}
	return f
}

// add adds what is known.
func (f *figures) add(o figures) {
	if o.people >= 0 {
		f.people = max(f.people, 0) + o.people
	}
	if o.area >= 0 {
		f.area = max(f.area, 0) + o.area
	}
}

// cells are the figures as they stand in the columns of figureColumns.
func (f figures) cells() []string {
	people, km2, mu := "", "", ""
	if f.people >= 0 {
		people = strconv.FormatInt(f.people, 10)
	}
	if f.area >= 0 {
		const muArea = 10000.0 / 15 // square metres of a 亩
		km2, mu = fmt.Sprintf("%.2f", float64(f.area)/1e6), strconv.FormatFloat(math.Round(float64(f.area)/muArea), 'f', 0, 64)
	}
	return []string{people, km2, mu}
}

func (b *binder) figureColumns() []tableColumn {
	return []tableColumn{{title: b.say("人口", "People"), right: true, spare: true}, {title: b.say("面积（km²）", "Area (km²)"), right: true}, {title: b.say("面积（亩）", "Area (mu)"), right: true}}
}

// figureNotes say which people are counted, and as of when.
func (b *binder) figureNotes() []string {
	p := b.ed.People
	if len(p.Groups) == 0 {
		return []string{b.say("面积按椭球面计算；无人口数据。", "Areas are those on the ellipsoid; there are no people on record.")}
	}
	basis := b.say("常住人口", "residents")
	if p.Basis == edition.Registered {
		basis = b.say("户籍人口", "registered people")
	}
	day := ""
	if !p.Day.IsZero() {
		day = b.say("（"+p.Day.String()+"）", " of "+p.Day.String())
	}
	return []string{b.say("人口为"+basis+day+"；面积按椭球面计算。", "People are "+basis+day+"; areas are those on the ellipsoid.")}
}

// borders is the table of borders (界线一览表).
func (b *binder) borders() *table {
	t := &table{columns: []tableColumn{{title: b.say("编号", "Number"), most: 8, spare: true}, {title: b.say("界线", "Border"), most: 16}, {title: b.say("级别", "Level")}, {title: b.say("状态", "State")},
		{title: b.say("依附地物", "Along"), most: 10, spare: true}, {title: b.say("长度（km）", "Length (km)"), right: true}, {title: b.say("界桩", "Markers"), right: true}, {title: b.say("文件", "Papers"), most: 18, spare: true}}}
	for i := range b.o.Borders {
		of := &b.o.Borders[i]
		var carriers, papers []string
		for _, s := range of.Stretches() {
			carriers = addedOnce(carriers, s.Facts.Carrier)
			for _, p := range s.Facts.Documents {
				papers = addedOnce(papers, cmp.Or(p.Number, p.Title))
			}
		}
		state := b.say(of.State.Chinese(), of.State.String())
		level := b.say(map[adcode.Level]string{adcode.County: "县级", adcode.Township: "乡级", adcode.Village: "村级"}[of.Level], of.Level.String())
		t.rows = append(t.rows, tableRow{cells: []string{of.Number, b.sidesOf(of), level, state, strings.Join(carriers, "、"),
			fmt.Sprintf("%.2f", float64(of.Length)/1000), strconv.Itoa(len(of.Markers())), strings.Join(papers, "、")}})
	}
	return t
}

// sidesOf are the names on both sides of a border.
func (b *binder) sidesOf(of *edition.Border) string {
	beyond := cmp.Or(of.Neighbour, b.say("界外", "outside"))
	if of.Right != nil {
		beyond = nameOf(of.Right)
	}
	return nameOf(of.Left) + "—" + beyond
}

func addedOnce(list []string, text string) []string {
	if text == "" || slices.Contains(list, text) {
		return list
	}
	return append(list, text)
}
