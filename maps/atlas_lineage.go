package maps

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/xiantu/xiantu/boundaries"
)

// lineageRows are the links that the table tells of, by day.
func (b *binder) lineageRows() []boundaries.Link {
	var links []boundaries.Link
	for _, l := range b.o.Links {
		if !l.Day.Before(b.o.Since) && (b.ed.Key.At.IsZero() || !b.ed.Key.At.Before(l.Day)) {
			links = append(links, l)
		}
	}
	slices.SortStableFunc(links, func(x, y boundaries.Link) int {
		return cmp.Or(x.Day.Compare(y.Day), cmp.Compare(x.FromCode.Level(), y.FromCode.Level()), x.FromCode.Compare(y.FromCode), x.ToCode.Compare(y.ToCode))
	})
	return links
}

// lineage is the table of what became of what (沿革表).
func (b *binder) lineage() *table {
	t := &table{columns: []tableColumn{{title: b.say("原名称", "Was"), most: 10}, {title: b.say("原代码", "Code")}, {title: b.say("变更", "By")}, {title: b.say("现名称", "Is"), most: 10}, {title: b.say("现代码", "Code")},
		{title: b.say("人口", "People"), right: true}, {title: b.say("面积", "Area"), right: true}}}
	t.notes = []string{b.say("人口、面积：划入现单位的部分占原单位的比例。", "People, area: the share of the former unit that went to the present one.")}
	if !b.o.Since.IsZero() {
		t.notes = append(t.notes, b.say("自"+b.o.Since.String()+"起。", "Since "+b.o.Since.String()+"."))
	}
	heading := ""
	for _, l := range b.lineageRows() {
		of := l.Day.String()
		if paper := printable(b.o.Papers[l.Change]); paper != "" {
			of += "　" + paper
		}
		if of != heading {
			heading = of
			t.rows = append(t.rows, tableRow{heading: of})
		}
		t.rows = append(t.rows, tableRow{cells: []string{l.FromName, l.FromCode.String(), b.kindOf(l), l.ToName, l.ToCode.String(), share(l.People), share(l.Area)}})
	}
	return t
}

func share(of float64) string { return fmt.Sprintf("%.1f%%", 100*of) }

// kindOf names the kind of change that a link comes of.
func (b *binder) kindOf(l boundaries.Link) string {
	zh := map[string]string{"merge": "合并", "absorb": "并入", "split": "分设", "transfer": "划转", "rename": "更名", "recode": "变更代码", "retype": "改设", "classify": "归类", "border": "界线调整", "revert": "恢复"}[l.Kind]
	kind := b.say(cmp.Or(zh, l.Kind), l.Kind)
	if l.Inferred > 0 {
		kind += b.say("（推断）", " (inferred)")
	}
	return kind
}
