package maps

import (
	"fmt"
	"slices"
)

// document is the comparison as sheets: the maps, and what of the table had no room there.
func (k *comparing) document() *Document {
	k.draw()
	cover := *k.after
	cover.frame, cover.outer = k.fit.sheet, k.fit.sheet
	cover.o.Title = k.title()
	cover.names = append(slices.Clone(k.before.names), k.after.names...)
	nodes, to, _ := k.panelIn(&k.fit)
	scene := cover.scene()
	scene.Nodes = append(scene.Nodes, &Group{Clip: &k.before.field, Nodes: k.before.content})
	scene.Nodes = append(scene.Nodes, k.before.margins...)
	scene.Nodes = append(scene.Nodes, &Group{Layer: layerFrame, Nodes: append(nodes, cover.notes()...)})
	for r := range k.before.absent {
		cover.absent[r] = true
	}
	doc := &Document{sheets: []*Sheet{cover.sheetOf(scene)}, marks: []string{scene.Title}}
	for i, d := range []*draft{k.before, k.after} {
		doc.addNames(d, k.title()+" "+k.dayOf(d, i))
	}
	if to < len(k.changes) {
		doc.addTable(k.after, k.table(), to, k.title()+k.after.in("（变更对照表）", " (Table of Changes)"))
	}
	return doc
}

func (k *comparing) title() string {
	if k.o.Title != "" {
		return k.o.Title
	}
	return fmt.Sprintf(k.after.in("%s行政区划变更前后对照图", "Divisions of %s, Before and After"), k.After.County.Name)
}

// addTable adds sheets with the rest of a table.
func (doc *Document) addTable(like *draft, t *sheetTable, from int, title string) {
	for from < len(t.rows) {
		page := *like
		page.frame = like.sheetBox()
		page.outer, page.content, page.margins, page.names, page.place = page.frame, nil, nil, nil, nil
		page.o.Title, page.absent = title, map[rune]bool{}
		size := 2.0 * page.u
		nodes, to := t.setIn(&page, page.frame, t.columns(page.frame, size), size, from)
		if to == from { // a row higher than the sheet: as much of it as there is
			to++
		}
		from = to
		page.margins = []Node{&Group{Layer: layerFrame, Nodes: append(append(nodes, page.header()...), page.pageNote(len(doc.sheets)+1)...)}}
		doc.sheets = append(doc.sheets, page.sheetOf(page.scene()))
		doc.marks = append(doc.marks, title)
	}
}
