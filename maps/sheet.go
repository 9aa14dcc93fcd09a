package maps

import (
	"io"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// Sheet is a map laid out on paper, ready to be written. It is never changed.
type Sheet struct {
	scene  *Scene
	fonts  *fonts
	place  *Placement
	names  []Name
	absent []rune
	behind []*Sheet
}

// Name is a unit's or facility's name and where the sheet has it.
type Name struct {
	Code   adcode.Code // of the unit; none for a facility
	Text   string
	Part   int       // 0 for the unit's largest part, 1 and up for its exclaves
	Box    orb.Bound // of the text, or of the number that stands for it, in millimetres
	Number int       // in the key; 0: the name itself stands on the map
	Behind bool      // the key has no room for its number: a sheet behind explains it
	Lost   bool      // neither the name nor a number found room on the map: it stands on a sheet behind
}

// New lays out the map of an edition. The error is ErrInvalid for options that
// cannot be met and ErrNotFound where the edition has no shapes.
func New(ed *edition.Edition, o Options) (*Sheet, error) {
	o, err := o.checked()
	if err != nil {
		return nil, err
	}
	fonts, err := o.Template.typefaces()
	if err != nil {
		return nil, err
	}
	d := &draft{ed: ed, o: o, fonts: fonts, colours: o.Palette.colours(), words: wordsIn(o.Lang), taken: newBoxes(), absent: map[rune]bool{}}
	if err := d.project(); err != nil {
		return nil, err
	}
	d.takeTheme()
	if err := d.arrange(); err != nil {
		return nil, err
	}
	d.draw()
	s := d.sheetOf(d.scene())
	s.behind = d.sheetsBehind(d.title())
	return s, nil
}

// Scene is the sheet as shapes. It must not be changed.
func (s *Sheet) Scene() *Scene { return s.scene }

// Placement is where on the earth the map field lies.
func (s *Sheet) Placement() *Placement { return s.place }

// Names are the names of the map's units, and how each is shown.
func (s *Sheet) Names() []Name { return s.names }

// Missing are the characters of the sheet's texts that the font has no glyph for:
// 〓 stands in their place.
func (s *Sheet) Missing() []rune { return s.absent }

// Behind are further sheets, with the numbers that the map's key has no room for and the
// names that stand nowhere on the map; none where the sheet shows all.
func (s *Sheet) Behind() []*Sheet { return s.behind }

// PDF writes the sheet, and those behind it, as a PDF 1.7 with the fonts' used glyphs
// embedded.
func (s *Sheet) PDF(w io.Writer) error {
	pages := []Page{{Scene: s.scene}}
	if len(s.behind) > 0 {
		pages[0].Bookmark = s.scene.Title
	}
	for _, b := range s.behind {
		pages = append(pages, Page{Scene: b.scene, Bookmark: b.scene.Title})
	}
	return writePDF(w, pages, s.fonts)
}

// SVG writes the sheet as an SVG whose texts are text, with the glyphs embedded.
func (s *Sheet) SVG(w io.Writer) error { return writeSVG(w, s.scene, s.fonts) }

// PNG writes the sheet as a picture of so many dots an inch. The error is
// ErrInvalid for a dpi outside 20 to 1200.
func (s *Sheet) PNG(w io.Writer, dpi int) error { return writePNG(w, s.scene, s.fonts, dpi) }
