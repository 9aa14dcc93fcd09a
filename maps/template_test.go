package maps_test

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/color"
	"image/png"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/paulmach/orb"
	"golang.org/x/image/font/gofont/goregular"

	"github.com/xiantu/xiantu/maps"
)

func logoPNG(t testing.TB) []byte {
	t.Helper()
	img := image.NewNRGBA(image.Rect(0, 0, 8, 8))
	for i := range 64 {
		img.SetNRGBA(i%8, i/8, color.NRGBA{200, 30, 40, uint8(4 * i)})
	}
	var b bytes.Buffer
	if err := png.Encode(&b, img); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func template(t testing.TB, text string) *maps.Template {
	t.Helper()
	bold, err := os.ReadFile("fonts/NotoSansSC_700Bold.ttf")
	if err != nil {
		t.Fatal(err)
	}
	files := fstest.MapFS{"logo.png": {Data: logoPNG(t)}, "own.ttf": {Data: bold}}
	tmpl, err := maps.ParseTemplate([]byte(text), files)
	if err != nil {
		t.Fatal(err)
	}
	return tmpl
}

func TestTemplate(t *testing.T) {
	tmpl := template(t, `{"title": "%s政区图", "compiler": "某县民政局", "mark": "送审稿", "attribution": "测绘资料", "palette": "grey",
		"notes": ["第一条说明", "第二条说明"], "graticule": true, "without": ["inset"], "logo": {"png": "logo.png"}, "fonts": {"regular": "own.ttf"}}`)
	s := sheet(t, watered(t), maps.Options{Paper: paper(t, "A3"), Template: tmpl})
	all := map[string]bool{}
	pictures := 0
	each(s.Scene().Nodes, func(n maps.Node) {
		switch n := n.(type) {
		case *maps.Text:
			all[n.String] = true
		case *maps.Picture:
			pictures++
		case *maps.Path:
			if c := n.Fill; c.Opaque && n.Closed && (c.R != c.G || c.G != c.B) {
				t.Errorf("a colour on a grey sheet: %v", c)
			}
		}
	})
	// Runs of white space are one space on paper.
	for _, want := range []string{"丘陵县政区图", "送审稿", "编制：某县民政局 资料截至2020年6月30日", "第一条说明；第二条说明；资料来源：测绘资料"} {
		if !all[want] {
			t.Errorf("%q is not on the sheet", want)
		}
	}
	if pictures != 1 {
		t.Errorf("%d logos", pictures)
	}
	over := sheet(t, watered(t), maps.Options{Template: tmpl, Mark: "内部用图", Title: "另一题名"})
	if got := over.Scene().Title; got != "另一题名" {
		t.Errorf("options say another title, the sheet's is %s", got)
	}
	file := filepath.Join(t.TempDir(), "own.pdf")
	var pdf, svg, picture bytes.Buffer
	if err := errors.Join(s.PDF(&pdf), s.SVG(&svg), s.PNG(&picture, 60), os.WriteFile(file, pdf.Bytes(), 0o600)); err != nil {
		t.Fatal(err)
	}
	fonts, err := exec.Command("pdffonts", file).CombinedOutput()
	if err != nil || !strings.Contains(string(fonts), "+Ownown") {
		t.Errorf("the template's font is not in the file: %v\n%s", err, fonts)
	}
	images, err := exec.Command("pdfimages", "-list", file).CombinedOutput()
	if err != nil || !strings.Contains(string(images), "smask") {
		t.Errorf("the logo is not in the file: %v\n%s", err, images)
	}
	if !strings.Contains(svg.String(), "<image ") {
		t.Error("the logo is not in the SVG")
	}
}

// A font without Chinese draws what it has; the built-in one draws the rest, and texts
// of both read back whole.
func TestFontsStandIn(t *testing.T) {
	tmpl, err := maps.ParseTemplate([]byte(`{"fonts": {"regular": "fonts/go.ttf"}}`), fstest.MapFS{"fonts/go.ttf": {Data: goregular.TTF}})
	if err != nil {
		t.Fatal(err)
	}
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Template: tmpl, Title: "Go丘陵𬭎County县", Compiler: "\U0001F5FA"})
	if got := string(s.Missing()); got != "\U0001F5FA" {
		t.Errorf("missing are %q, want only what neither font has", got)
	}
	if out := run(t, s, "pdffonts", "FILE"); !strings.Contains(out, "+Owngo") || !strings.Contains(out, "+NotoSansSC-Regular") {
		t.Errorf("fonts of the file:\n%s", out)
	}
	if out := run(t, s, "pdftotext", "FILE", "-"); !strings.Contains(out, "Go丘陵𬭎County县") {
		t.Errorf("the title does not read back:\n%s", out)
	}
	var svg, picture bytes.Buffer
	if err := errors.Join(s.SVG(&svg), s.PNG(&picture, 40)); err != nil || !strings.Contains(svg.String(), `font-family:"Xiantu Stand-in"`) {
		t.Errorf("the SVG has no stand-in: %v", err)
	}
}

func TestLogoPath(t *testing.T) {
	tmpl := template(t, `{"logo": {"path": "M0 0h10v10H0zM2,2 c0,0 1-1 2 0s1 2-2 2 q1 1 0 2t-1-1Z", "fill": "#b3261e"}}`)
	if n := len(tmpl.Logo.Outline); n != 2 {
		t.Errorf("the outline has %d lines", n)
	}
	// A hole is one by either rule of filling: it winds the other way.
	square := template(t, `{"logo": {"path": "M0 0h10v10H0zM2 2h6v6H2z"}}`).Logo.Outline
	if turn := func(l orb.LineString) float64 {
		return (l[1][0]-l[0][0])*(l[2][1]-l[1][1]) - (l[2][0]-l[1][0])*(l[1][1]-l[0][1])
	}; turn(square[0])*turn(square[1]) >= 0 {
		t.Errorf("the hole winds as its shell does: %v", square)
	}
	var b bytes.Buffer
	if err := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Template: tmpl}).SVG(&b); err != nil || !strings.Contains(b.String(), "#b3261e") {
		t.Errorf("the logo is not on the sheet: %v", err)
	}
}

// englishWords are two words of English, one after the other.
var englishWords = regexp.MustCompile(`[A-Za-z]{2,} [a-z]{2,}`)

// unembeddable is a font whose maker forbids to embed it.
func unembeddable() []byte {
	font := bytes.Clone(goregular.TTF)
	for entry := 12; ; entry += 16 {
		if string(font[entry:entry+4]) == "OS/2" {
			from := binary.BigEndian.Uint32(font[entry+8:])
			binary.BigEndian.PutUint16(font[from+8:], 2)
			return font
		}
	}
}

func TestTemplatesRefused(t *testing.T) {
	files := fstest.MapFS{"big.png": {Data: make([]byte, 3<<20)}, "not.png": {Data: []byte("GIF89a")}, "cff.ttf": {Data: append([]byte("OTTO"), make([]byte, 100)...)}, "short.ttf": {Data: []byte("abc")},
		"set.ttf": {Data: append([]byte("ttcf"), make([]byte, 100)...)}, "cut.ttf": {Data: goregular.TTF[:5000]}, "bare.ttf": {Data: append([]byte{0, 1, 0, 0}, make([]byte, 100)...)}, "kept.ttf": {Data: unembeddable()},
		"torn.png": {Data: logoPNG(t)[:60]}, "folder/own.ttf": {Data: goregular.TTF}}
	for text, want := range map[string]string{
		`{`:                    "not JSON",
		`{"titel": "x"}`:       `unknown field "titel"`,
		`{"title": 5}`:         "title",
		`{} {}`:                "after its closing brace",
		`{"title": "%d"}`:      "write %s once",
		`{"title": "%s%s"}`:    "write %s once",
		`{"palette": "gaudy"}`: `palette "gaudy"`,
		`{"without": ["sea"]}`: `element "sea"`,
		`{"notes": ["1","2","3","4","5","6","7"]}`: "7 lines",
		`{"logo": {}}`:                                           "logo: give a png",
		`{"logo": {"png": "none.png"}}`:                          "no such file",
		`{"logo": {"png": "../secret.png"}}`:                     "beside the template",
		`{"logo": {"png": "big.png"}}`:                           "at most 2097152 are read",
		`{"logo": {"png": "not.png"}}`:                           "is no PNG",
		`{"logo": {"path": "L1 1"}}`:                             "must begin with M",
		`{"logo": {"path": "M0 0A1 1 0 0 0 2 2"}}`:               "not understood",
		`{"logo": {"path": "M0 0L1"}}`:                           "number belongs",
		`{"logo": {"path": "M0 0L1 1", "fill": "red"}}`:          "#rrggbb",
		`{"fonts": {"bold": "short.ttf"}}`:                       "regular weight too",
		`{"fonts": {"regular": "short.ttf"}}`:                    "is no font",
		`{"fonts": {"regular": "set.ttf"}}`:                      "collection of fonts",
		`{"fonts": {"regular": "cut.ttf"}}`:                      "is damaged, or no TrueType font",
		`{"fonts": {"regular": "bare.ttf"}}`:                     "it has no table",
		`{"fonts": {"regular": "kept.ttf"}}`:                     "may not be embedded",
		`{"fonts": {"regular": "folder"}}`:                       "is a folder",
		`{"logo": {"png": "torn.png"}}`:                          "damaged PNG",
		`{"logo": {"png": "a.png", "path": "M0 0"}}`:             "not both",
		`{"notes": {}}`:                                          `"notes" is an object where a list belongs`,
		`{"graticule": 1}`:                                       `"graticule" is a number where true or false belongs`,
		`{"logo": "x"}`:                                          `"logo" is text where an object belongs`,
		`{"compiler": "` + strings.Repeat("局", 501) + `"}`:       "compiler: 501 characters",
		`{"fonts": {"regular": "cff.ttf"}}`:                      "PostScript outlines",
		`{"palette": "gaudy", "fonts": {"regular": "gone.ttf"}}`: `"grey"; fonts: gone.ttf`,
	} {
		_, err := maps.ParseTemplate([]byte(text), files)
		if !errors.Is(err, maps.ErrInvalid) || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", text, err, want)
		}
		var both interface{ Chinese() string }
		if !errors.As(err, &both) || englishWords.MatchString(both.Chinese()) {
			t.Errorf("%s: in Chinese it is said: %s", text, both.Chinese())
		}
	}
	if _, err := maps.ParseTemplate([]byte(`{"logo": {"png": "a.png"}}`), nil); err == nil || !strings.Contains(err.Error(), "may name no files") {
		t.Errorf("a file where none may be named: %v", err)
	}
}

func FuzzParseTemplate(f *testing.F) {
	f.Add(`{"title": "%s", "logo": {"path": "M0 0c1 1 2 2 3 3z"}}`)
	f.Add(`{"logo": {"path": "M0 0 1e5-2.5.5T3 3S1 1 2 2"}}`)
	f.Fuzz(func(t *testing.T, text string) {
		tmpl, err := maps.ParseTemplate([]byte(text), nil)
		if (err == nil) != (tmpl != nil) || err != nil && !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("%q: %v, %v", text, tmpl, err)
		}
	})
}

// Neighbouring tints of a palette can be told apart by lightness or hue, and from the
// white of the paper's names' halo only by the border.
func TestPalettes(t *testing.T) {
	for _, p := range maps.Palettes {
		s := sheet(t, grid(t, 3, 3, 2, numbered), maps.Options{Palette: p})
		tints := map[maps.Color]bool{}
		each(s.Scene().Nodes, func(n maps.Node) {
			if path, ok := n.(*maps.Path); ok && path.Fill.Opaque && path.Fill == path.Stroke {
				tints[path.Fill] = true
			}
		})
		if len(tints) < 2 || len(tints) > 5 {
			t.Errorf("%s: %d tints", p, len(tints))
		}
		for a := range tints {
			for b := range tints {
				if d := apart(a, b); a != b && d < 9 {
					t.Errorf("%s: %v and %v differ by %d only", p, a, b, d)
				}
			}
		}
	}
	if _, err := maps.New(grid(t, 1, 1, 1, numbered), maps.Options{Palette: "gaudy"}); !errors.Is(err, maps.ErrInvalid) {
		t.Errorf("an unknown palette: %v", err)
	}
	if _, err := maps.New(grid(t, 1, 1, 1, numbered), maps.Options{Without: []maps.Element{"sea"}}); !errors.Is(err, maps.ErrInvalid) {
		t.Errorf("an unknown element: %v", err)
	}
}

func apart(a, b maps.Color) int {
	difference := func(x, y uint8) int { return max(int(x)-int(y), int(y)-int(x)) }
	return max(difference(a.R, b.R), difference(a.G, b.G), difference(a.B, b.B))
}
