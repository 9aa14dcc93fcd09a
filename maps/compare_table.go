package maps

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// table is what became of what.
func (k *comparing) table() *sheetTable {
	d := k.after
	t := &sheetTable{
		header: []string{d.in("原单位", "Before"), d.in("变更", "Change"), d.in("现单位", "After"), d.in("人口", "People"), d.in("面积", "Area"), d.in("生效日及文号", "Day and document")},
		shares: []float64{20, 13, 20, 11, 11, 22},
		figure: []bool{false, false, false, true, true, false},
	}
	for i, b := range k.changes {
		from := k.called(k.Before, b.from)
		if i > 0 && k.changes[i-1].from == b.from {
			from = "″"
		}
		t.rows = append(t.rows, []string{from, k.kinds(b), k.called(k.After, b.to), percentOf(b.people), percentOf(b.area), k.papers(b)})
	}
	return t
}

// called is a unit's name with its code, and its township's before a village's.
func (k *comparing) called(ed *edition.Edition, u *edition.Unit) string {
	name := nameOf(u)
	if above := u.Above; above > 0 {
		name = nameOf(&ed.Units[above]) + k.after.in("", " ") + name
	}
	return name + " " + u.Code.String()
}

func percentOf(share float64) string {
	if math.IsNaN(share) {
		return "—"
	}
	if share > 0.9995 {
		return "100%"
	}
	return fmt.Sprintf("%.1f%%", 100*share)
}

// changeWords are the kinds of change in Chinese.
var changeWords = map[string]string{"merge": "合并", "absorb": "并入", "split": "拆分", "transfer": "划转", "rename": "更名", "recode": "变更代码",
	"retype": "改制", "border": "界线调整", "classify": "城乡属性", "revert": "恢复"}

// kinds are the changes that made one unit of another; what lineage does not tell is told
// by what is seen.
func (k *comparing) kinds(b becoming) string {
	var kinds []string
	inferred := false
	for _, l := range b.links {
		word := l.Kind
		if zh, ok := changeWords[l.Kind]; ok {
			word = k.after.in(zh, l.Kind)
		}
		if word != "" && !slices.Contains(kinds, word) {
			kinds = append(kinds, word)
		}
		inferred = inferred || l.Inferred > 0
	}
	if len(kinds) == 0 {
		kinds = []string{k.seen(b)}
	}
	said := strings.Join(kinds, k.after.in("、", ", "))
	if inferred {
		said += k.after.in("（推定）", " (inferred)")
	}
	return said
}

// seen is what can be seen of a change that no lineage tells of.
func (k *comparing) seen(b becoming) string {
	switch {
	case b.land:
		return k.after.in("调整", "adjusted")
	case b.from.Name != b.to.Name:
		return k.after.in("更名", "rename")
	}
	return k.after.in("变更代码", "recode")
}

// papers are the days and approval documents of a change.
func (k *comparing) papers(b becoming) string {
	var said []string
	for _, l := range b.links {
		one := l.Day.String()
		if paper := printable(k.Papers[l.Change]); paper != "" && l.Change != 0 {
			one += " " + paper
		}
		if !slices.Contains(said, one) {
			said = append(said, one)
		}
	}
	return strings.Join(said, k.after.in("；", "; "))
}

// leastTable is the least width of panel and table, in their letters.
const leastTable = 36.0

// panelIn sets legend and table into the fit's panel: the rows that fit. It reports whether
// the legend did.
func (k *comparing) panelIn(f *comparisonFit) (nodes []Node, to int, ok bool) {
	d := k.after
	inner := grown(f.panel, -panelPad*d.u)
	width, height := inner.Max[0]-inner.Min[0], inner.Max[1]-inner.Min[1]
	if width < leastTable*f.size || height <= 0 {
		return nil, 0, false
	}
	nodes = []Node{&Path{Lines: rectangle(f.panel), Closed: true, Fill: rgb(0xffffff), Stroke: rgb(0x1a1a1a), Width: 0.25 * d.u}}
	rest := inner
	legend := min(width, 27*f.size)
	rows := k.legendRows(legend, f)
	if heightOf(rows) > height {
		return nodes, 0, false
	}
	nodes = append(nodes, drawRows(rows, inner.Min)...)
	if width > legend+leastTable*f.size+columnGap*d.u {
		rest.Min[0] += legend + columnGap*d.u
	} else {
		rest.Min[1] += heightOf(rows) + 1.5*f.size
	}
	if !f.whole || rest.Max[1] <= rest.Min[1] {
		return nodes, 0, true
	}
	set, to := k.table().setIn(d, rest, k.table().columns(rest, f.size), f.size, 0)
	return append(nodes, set...), to, true
}

// legendRows explain the maps and sum up what changed.
func (k *comparing) legendRows(width float64, f *comparisonFit) []row {
	d := k.after
	size := f.size
	rows := []row{d.headingRow(d.words.legend, 1.15*size)}
	style := changedStyle(d.t)
	sample := func(fill Color, land bool) func(at orb.Point) []Node {
		return func(at orb.Point) []Node {
			box := boxAround(at, 3.6*size, 1.3*size)
			nodes := []Node{&Path{Lines: rectangle(box), Closed: true, Fill: fill, Stroke: rgb(0x777777), Width: 0.12 * d.u}}
			if land {
				nodes = append(nodes, style.nodes(hatched(orb.MultiPolygon{{orb.Ring(rectangle(box)[0])}}, min(style.apart, 0.9*size), style.angle, box), rectangle(box))...)
			}
			return nodes
		}
	}
	rows = append(rows,
		d.symbolRow(d.in("地域有变更的单位", "Land changed"), size, width, sample(changedTint, true)),
		d.symbolRow(d.in("仅名称、代码或类型变更", "Name, code or type only"), size, width, sample(changedTint, false)),
		d.symbolRow(d.in("未变更的单位", "Unchanged"), size, width, sample(unchanged, false)))
	for _, e := range d.entries() {
		rows = append(rows, d.symbolRow(e.text.String, size, width, e.symbol))
	}
	rows = append(rows, row{height: 0.6 * size})
	for _, line := range k.summary(f.whole) {
		rows = append(rows, d.textRows(line, 0.92*size, width, false, rgb(0x333333))...)
	}
	return rows
}

// summary says how many units there were and are, and how the table is to be read.
func (k *comparing) summary(whole bool) []string {
	d := k.after
	from, to := map[*edition.Unit]bool{}, map[*edition.Unit]bool{}
	for _, b := range k.changes {
		from[b.from], to[b.to] = true, true
	}
	what := d.in("乡级单位", "Townships")
	if k.level > 2 {
		what = d.in("村级单位", "Villages")
	}
	lines := []string{fmt.Sprintf(d.in("%s：原%d个，其中变更%d个；现%d个，其中变更后%d个。", "%s: %d before, of which %d changed; %d after, of which %d are changed."),
		what, len(k.Before.At(k.level)), len(from), len(k.After.At(k.level)), len(to))}
	if len(k.changes) == 0 {
		return append(lines, d.in("两期区划相同。", "Both are the same."))
	}
	lines = append(lines, d.in("表中人口、面积为原单位划入现单位的份额。", "People and area are shares of the former unit that lie in the latter."))
	if !whole {
		lines = append(lines, d.in("变更对照表见续页。", "The table of changes stands on the next sheet."))
	}
	return lines
}
