package maps

import (
	"fmt"
	"io"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/edition"
)

// Document is several sheets that belong together, in order: a comparison with its table,
// the sheets of a long border.
type Document struct {
	sheets []*Sheet
	marks  []string // bookmark of each sheet
}

// Sheets are the document's sheets, each of which can be written by itself.
func (d *Document) Sheets() []*Sheet { return d.sheets }

// PDF writes all sheets as one PDF with bookmarks.
func (d *Document) PDF(w io.Writer) error {
	pages := make([]Page, len(d.sheets))
	for i, s := range d.sheets {
		pages[i] = Page{Scene: s.scene, Bookmark: d.marks[i]}
	}
	return writePDF(w, pages, d.sheets[0].fonts)
}

// newDraft is a sheet to be laid out for an edition.
func newDraft(ed *edition.Edition, o Options) (*draft, error) {
	fonts, err := o.Template.typefaces()
	if err != nil {
		return nil, err
	}
	d := &draft{ed: ed, o: o, fonts: fonts, colours: o.Palette.colours(), words: wordsIn(o.Lang), taken: newBoxes(), absent: map[rune]bool{}}
	return d, d.project()
}

// sheet is the draft as a sheet of a scene of its own.
func (d *draft) sheetOf(scene *Scene) *Sheet {
	return &Sheet{scene: scene, fonts: d.fonts, place: scene.Place, names: d.names, absent: sortedRunes(d.absent)}
}

// sheetBox is where everything but title and notes may stand on a sheet.
func (d *draft) sheetBox() orb.Bound {
	u := d.u
	return orb.Bound{
		Min: orb.Point{u * marginWidth, u * (marginWidth + titleHeight + 2)},
		Max: orb.Point{d.paper.Width - u*marginWidth, d.paper.Height - u*(marginWidth+notesHeight)},
	}
}

// pageNote is who made a sheet without a map, and its number.
func (d *draft) pageNote(number int) []Node {
	y, ink := d.outer.Max[1]+3.4*d.u, rgb(0x222222)
	most := 0.45 * (d.outer.Max[0] - d.outer.Min[0])
	return []Node{
		d.put(d.fitted(fmt.Sprintf(d.in("第%d张", "Sheet %d"), number), 2.2*d.u, 1.1*d.u, most, false, ink), orb.Point{d.outer.Min[0], y}, 0),
		d.put(d.fitted(d.origin(), 2.2*d.u, 1.1*d.u, most, false, ink), orb.Point{d.outer.Max[0], y}, 1),
	}
}

// tooLarge says that a county does not fit at the scale asked for.
func tooLarge(scale, least int, p Paper) error {
	return refuse(ErrInvalid, "scale", "比例尺 1:%d：全县在 %s 纸上放不下；最大可用 1:%d", "scale 1:%d: the county is too large for %s at that scale; the largest that fits is 1:%d", scale, p.Name, least)
}

// addText adds sheets with sentences in columns.
func (doc *Document) addText(like *draft, sentences []string, title string) {
	if len(sentences) == 0 {
		return
	}
	box := like.sheetBox()
	size := 2.3 * like.u
	columns := max(1, int((box.Max[0]-box.Min[0])/(46*size)))
	gap := 3 * size
	width := (box.Max[0] - box.Min[0] - float64(columns-1)*gap) / float64(columns)
	var rows []row
	absent := map[rune]bool{}
	page := *like
	page.absent = absent
	for _, s := range sentences {
		rows = append(rows, page.textRows(s, size, width, false, rgb(0x222222))...)
		rows = append(rows, row{height: 0.4 * size})
	}
	set := flowed(rows, box.Max[1]-box.Min[1])
	for len(set) > 0 {
		page := page
		page.frame, page.outer = box, box
		page.content, page.margins, page.names, page.place, page.o.Title = nil, nil, nil, nil, title
		var nodes []Node
		for i, column := range set[:min(columns, len(set))] {
			nodes = append(nodes, drawRows(column, orb.Point{box.Min[0] + float64(i)*(width+gap), box.Min[1]})...)
		}
		set = set[min(columns, len(set)):]
		page.margins = []Node{&Group{Layer: layerFrame, Nodes: append(append(nodes, page.header()...), page.pageNote(len(doc.sheets)+1)...)}}
		doc.sheets, doc.marks = append(doc.sheets, page.sheetOf(page.scene())), append(doc.marks, title)
	}
}
