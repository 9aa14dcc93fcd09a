package maps

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/image/font"
	"golang.org/x/image/font/sfnt"
	"golang.org/x/image/math/fixed"
)

//go:embed fonts
var fontFiles embed.FS

// embedded are the fonts of the sheet, read once.
var embedded = sync.OnceValues(func() (*fonts, error) {
	regular, err := openFace("NotoSansSC_400Regular.ttf", "NotoSansSC-Regular")
	if err != nil {
		return nil, err
	}
	bold, err := openFace("NotoSansSC_700Bold.ttf", "NotoSansSC-Bold")
	return &fonts{regular, bold}, err
})

// fonts are the two weights a sheet is set in.
type fonts struct{ regular, bold *face }

// all are the faces a sheet may use, those that stand in for others behind them.
func (f *fonts) all() []*face {
	var out []*face
	for _, first := range []*face{f.regular, f.bold} {
		for face := first; face != nil; face = face.next {
			if !slices.Contains(out, face) {
				out = append(out, face)
			}
		}
	}
	return out
}

// family is the fonts' name for readers that have it installed.
const family = "Noto Sans SC"

func (f *fonts) face(bold bool) *face {
	if bold {
		return f.bold
	}
	return f.regular
}

// width is the length of a text's line in millimetres.
func (f *fonts) width(t *Text) float64 {
	return f.face(t.Bold).width(t.String, t.Size, t.Spacing)
}

// missing lists the characters of s that the fonts have no glyph for.
func (f *fonts) missing(s string) []rune {
	var none []rune
	for _, r := range s {
		if _, ok := f.regular.having(r).glyph(r); !ok {
			none = append(none, r)
		}
	}
	return none
}

// face is a TrueType font.
type face struct {
	name string // PostScript name
	data []byte
	font *sfnt.Font
	em   float64 // units of the em square
	next *face   // has what this one lacks; nil: nothing has

	glyphs sync.Map // by character: the sfnt.GlyphIndex of those looked up and found

	mu       sync.Mutex // of what follows
	buffer   sfnt.Buffer
	advances map[rune]float64 // in ems
	outlines map[rune]sfnt.Segments
}

func openFace(file, name string) (*face, error) {
	data, err := fontFiles.ReadFile("fonts/" + file)
	if err != nil {
		return nil, fmt.Errorf("the map font %s was not built in: copy it from the npm package @expo-google-fonts/noto-sans-sc to maps/fonts and build again (make build does so)", file)
	}
	f, err := newFace(name, data)
	if err != nil {
		return nil, fmt.Errorf("map font %s: %w", file, err)
	}
	return f, nil
}

func newFace(name string, data []byte) (*face, error) {
	parsed, err := sfnt.Parse(data)
	if err != nil {
		return nil, err
	}
	return &face{name: name, data: data, font: parsed, em: float64(parsed.UnitsPerEm()),
		advances: map[rune]float64{}, outlines: map[rune]sfnt.Segments{}}, nil
}

// geta (〓) is what Chinese printers set for a character they have no type for.
const geta = '〓'

// glyph is the glyph of r, or that of 〓 and false where the font has none.
func (f *face) glyph(r rune) (sfnt.GlyphIndex, bool) {
	if g, ok := f.glyphs.Load(r); ok {
		return g.(sfnt.GlyphIndex), true
	}
	var buffer sfnt.Buffer
	if g, err := f.font.GlyphIndex(&buffer, r); err == nil && g != 0 {
		f.glyphs.Store(r, g)
		return g, true
	}
	g, _ := f.font.GlyphIndex(&buffer, geta)
	return g, false
}

// having is the face that draws r: this one if it has it, else one that stands in for it.
func (f *face) having(r rune) *face {
	for f.next != nil {
		if _, ok := f.glyph(r); ok {
			break
		}
		f = f.next
	}
	return f
}

// advance is the width of r in ems.
func (f *face) advance(r rune) float64 {
	f.mu.Lock()
	defer f.mu.Unlock()
	if a, ok := f.advances[r]; ok {
		return a
	}
	g, _ := f.glyph(r)
	a, err := f.font.GlyphAdvance(&f.buffer, g, fixed.Int26_6(f.em), font.HintingNone)
	if err != nil {
		a = fixed.Int26_6(f.em)
	}
	f.advances[r] = float64(a) / f.em
	return f.advances[r]
}

// outline is the shape of r in font units, y down. It must not be changed.
func (f *face) outline(r rune) sfnt.Segments {
	f.mu.Lock()
	defer f.mu.Unlock()
	if s, ok := f.outlines[r]; ok {
		return s
	}
	g, _ := f.glyph(r)
	segments, err := f.font.LoadGlyph(&f.buffer, g, fixed.Int26_6(f.em), nil)
	if err != nil {
		segments = nil
	}
	f.outlines[r] = append(sfnt.Segments(nil), segments...)
	return f.outlines[r]
}

func (f *face) width(s string, size, spacing float64) float64 {
	sum, n := 0.0, 0
	for _, r := range s {
		sum += f.having(r).advance(r)
		n++
	}
	return sum*size + float64(max(n-1, 0))*spacing
}

// printable is s without what has no place on a line of a printed sheet: control
// characters, marks of direction and what is not a character. Runs of white space
// become one space.
func printable(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case r == unicode.ReplacementChar || !unicode.IsGraphic(r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}
