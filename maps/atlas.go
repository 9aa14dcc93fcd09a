package maps

import (
	"context"
	"io"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// Order is how a gazetteer's names are put in order.
type Order string

// The orders. The zero Order is ByPinyin.
const (
	ByPinyin Order = "pinyin"  // 音序; a character with several readings stands at its commonest
	ByStroke Order = "strokes" // 笔画序
	ByCode   Order = "code"    // 代码序
)

// Orders are all orders.
var Orders = []Order{ByPinyin, ByStroke, ByCode}

// AtlasOptions say how an atlas is to be made.
type AtlasOptions struct {
	// Sheet is what its sheets have in common. Title is the atlas's own, by default the
	// county's name with 行政区划地图册; Kind, Unit, Scale and Theme must be left out: each
	// sheet has its own. The paper of maps is turned to suit each; tables stand upright,
	// unless the paper is fixed.
	Sheet Options

	Links  []boundaries.Link              // the county's lineage (沿革); none: no table of it
	Papers map[boundaries.ChangeID]string // approval documents by change: 川府民政〔2019〕14号
	Since  civil.Day                      // the day from which the lineage is told; zero: from the first change

	Borders []edition.Border // of the table of borders (界线一览表): ed.Borders(), or some of them; none: no table
	Order   Order            // of the gazetteer

	// Progress is told how many steps of all are done, from one goroutine at a time; nil:
	// nobody is.
	Progress func(done, of int)
}

// Atlas (地图册) is a county on a day as a book: cover, contents, the county's sheets, one
// for each township with an index of its villages, and tables of codes, names, lineage and
// borders. It is never changed.
type Atlas struct {
	pages []Page
	fonts *fonts
	names []Name
}

// NewAtlas lays out the atlas of an edition, several sheets at a time. The error is
// ErrInvalid for options that cannot be met, ErrNotFound where the edition has no shapes,
// and the context's when that ends first.
func NewAtlas(ctx context.Context, ed *edition.Edition, o AtlasOptions) (*Atlas, error) {
	return bind(ctx, ed, o)
}

// Pages are the atlas's pages, each with its bookmark. They must not be changed.
func (a *Atlas) Pages() []Page { return a.pages }

// Names are the names of its maps, map by map, and how each is shown.
func (a *Atlas) Names() []Name { return a.names }

// Missing are the characters of all pages that the font has no glyph for: 〓 stands in
// their place.
func (a *Atlas) Missing() []rune {
	absent := map[rune]bool{}
	for _, p := range a.pages {
		walk(p.Scene.Nodes, func(n Node) {
			if t, ok := n.(*Text); ok {
				for _, r := range a.fonts.missing(t.String) {
					absent[r] = true
				}
			}
		})
	}
	return sortedRunes(absent)
}

// PDF writes the atlas as one PDF with bookmarks and links.
func (a *Atlas) PDF(w io.Writer) error { return writePDF(w, a.pages, a.fonts) }
