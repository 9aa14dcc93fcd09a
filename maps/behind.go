package maps

import (
	"fmt"
	"slices"
)

// isBehind reports whether a name, or what its number means, stands only on a sheet behind
// the map.
func isBehind(n Name) bool { return n.Behind || n.Lost }

// behindNote says beneath a map that a further sheet completes its names; empty where none
// does.
func (d *draft) behindNote() string {
	if !slices.ContainsFunc(d.names, isBehind) {
		return ""
	}
	return d.in("图上未列出的编号和未能注记的地名见后页", "Numbers without a key here, and names without room, stand on the sheet behind")
}

// sheetsBehind are the sheets of a map's names that its own key had no room for; none where
// it shows all.
func (d *draft) sheetsBehind(title string) []*Sheet {
	doc := &Document{sheets: []*Sheet{nil}} // its place: the others are numbered from 2
	doc.addNames(d, title)
	return doc.sheets[1:]
}

// addNames adds sheets with the numbers that a map's key has no room for, and the names that
// stand nowhere on it.
func (doc *Document) addNames(d *draft, title string) {
	if t := d.namesBehind(); len(t.rows) > 0 {
		doc.addTable(d, t, 0, title+d.in("（地名索引续）", " (Index of Names, continued)"))
	}
}

// namesBehind are a map's further names: those of numbers, then those without.
func (d *draft) namesBehind() *sheetTable {
	t := &sheetTable{header: []string{d.in("编号", "No."), d.in("地名", "Name"), d.in("所属", "Of"), d.in("代码", "Code")},
		shares: []float64{2, 8, 6, 5}, figure: []bool{true, false, false, false}, wide: 30}
	for _, lost := range []bool{false, true} {
		for _, n := range d.names {
			if !isBehind(n) || n.Lost != lost {
				continue
			}
			number, of, code := d.in("未注", "none"), "", ""
			if !lost {
				number = fmt.Sprint(n.Number)
			}
			if u := d.ed.ByCode(n.Code); u != nil {
				code = u.Code.String()
				if u.Above >= 0 {
					of = nameOf(&d.ed.Units[u.Above])
				}
			}
			t.rows = append(t.rows, []string{number, n.Text, of, code})
		}
	}
	return t
}
