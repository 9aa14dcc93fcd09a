package maps

import (
	"io"
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
