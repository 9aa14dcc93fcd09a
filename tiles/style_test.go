package tiles_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"image/png"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"testing"

	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/tiles"
)

// validator is MapLibre's own checker of styles, once the client's packages are there.
const validator = "../web/client/node_modules/.bin/gl-style-validate"

func TestStyleIsValid(t *testing.T) {
	for _, theme := range tiles.Themes {
		for _, sprite := range []string{"", "https://example.org/sprite/" + string(theme)} {
			style := tiles.Style(theme, tiles.Link{Base: "https://example.org", County: "990101", Question: "q"}, sprite)
			checkStyle(t, style)
			style.PutUnder("https://example.org/basemap/{z}/{x}/{y}", "a provider")
			text, err := json.Marshal(style)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := os.Stat(validator); err != nil {
				t.Log("the client's packages are not installed: MapLibre's validator has not been asked")
				continue
			}
			file := filepath.Join(t.TempDir(), "style.json")
			if err := os.WriteFile(file, text, 0o644); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command(validator, file).CombinedOutput(); err != nil || len(bytes.TrimSpace(out)) > 0 {
				t.Errorf("%s: %v\n%s", theme, err, out)
			}
		}
	}
}

// checkStyle looks for layers of sources and tiles that there are not, and ids twice.
func checkStyle(t *testing.T, style tiles.StyleSheet) {
	t.Helper()
	seen := map[string]bool{}
	for _, l := range style.Layers {
		if seen[l.ID] {
			t.Errorf("two layers are called %s", l.ID)
		}
		seen[l.ID] = true
		if l.Source == "" {
			continue
		}
		if _, ok := style.Sources[l.Source]; !ok {
			t.Errorf("%s draws from %s, which is no source", l.ID, l.Source)
		}
		described := tiles.TileJSON(tiles.Set(l.Source), nil, tiles.Link{}).VectorLayers
		if !slices.ContainsFunc(described, func(v tiles.VectorLayer) bool { return v.ID == l.SourceLayer }) {
			t.Errorf("%s draws the layer %s, which is not in %s", l.ID, l.SourceLayer, l.Source)
		}
	}
	for _, id := range []string{"township-fill", "township-line", "village-line", "county-line", "township-label", "village-label", "facility", "facility-label", "reach-fill", "reach-line", "gap-fill"} {
		if !seen[id] {
			t.Errorf("the layer %s, which clients rely on, is missing", id)
		}
	}
}

// Icons are placed before names, which would cover them otherwise: those of layers above
// come first, and take room.
func TestNamesMakeRoomForIcons(t *testing.T) {
	for _, sprite := range []string{"", "/sprite/light"} {
		layers := tiles.Style(tiles.Light, tiles.Link{}, sprite).Layers
		at := func(id string) int {
			return slices.IndexFunc(layers, func(l tiles.StyleLayer) bool { return l.ID == id })
		}
		for _, name := range []string{"facility-label", "village-label", "township-label", "county-label"} {
			for _, over := range []string{"facility", "facility-cluster", "facility-count"} {
				if at(name) > at(over) {
					t.Errorf("sprite %q: %s lies above %s", sprite, name, over)
				}
			}
		}
		for _, l := range layers {
			if l.Layout["icon-ignore-placement"] == true || l.Layout["text-ignore-placement"] == true {
				t.Errorf("sprite %q: %s takes no room", sprite, l.ID)
			}
		}
	}
}

// What a TileJSON says of its layers is what is in the tiles.
func TestTileJSON(t *testing.T) {
	ed := board(t)
	d := tiles.TileJSON(tiles.Divisions, []*edition.Edition{ed}, tiles.Link{County: "990101", At: "2020-06-30", Plan: "3"})
	if want := regexp.MustCompile(`^/tiles/divisions/\{z\}/\{x\}/\{y\}\.mvt\?at=2020-06-30&county=990101&plan=3&v=[0-9a-f]{12}$`); !want.MatchString(d.Tiles[0]) {
		t.Errorf("the tiles' address is %s", d.Tiles[0])
	}
	if d.Bounds == nil || *d.Bounds != [4]float64{104, 30, 104.03, 30.02} {
		t.Errorf("the bounds are %v", d.Bounds)
	}
	next := *ed
	next.Versions.Boundaries++
	if tiles.TileJSON(tiles.Divisions, []*edition.Edition{&next}, tiles.Link{}).Tiles[0] == tiles.TileJSON(tiles.Divisions, []*edition.Edition{ed}, tiles.Link{}).Tiles[0] {
		t.Error("after a change the tiles have the address they had")
	}
	for _, set := range []tiles.Set{tiles.Divisions, tiles.Facilities} {
		described := tiles.TileJSON(set, []*edition.Edition{ed}, tiles.Link{}).VectorLayers
		at := 0
		for _, l := range encode(t, new(tiles.Encoder), request(set, ed)) {
			for described[at].ID != l.name {
				at++ // the order is one, too
			}
			for _, f := range l.features {
				for key := range f.tags {
					if _, ok := described[at].Fields[key]; !ok {
						t.Errorf("%s has the field %s, which is not described", l.name, key)
					}
				}
			}
		}
	}
}

func TestSprite(t *testing.T) {
	for _, ratio := range []int{1, 2} {
		picture, index, err := tiles.Sprite(tiles.Light, ratio)
		if err != nil {
			t.Fatal(err)
		}
		img, err := png.Decode(bytes.NewReader(picture))
		if err != nil {
			t.Fatal(err)
		}
		for name, at := range index {
			if b := img.Bounds(); at.X+at.Width > b.Dx() || at.Y+at.Height > b.Dy() || at.PixelRatio != ratio {
				t.Errorf("%s lies at %+v in a picture of %v", name, at, b)
			}
		}
	}
	if _, _, err := tiles.Sprite(tiles.Light, 3); err == nil {
		t.Error("a sprite of 3 was made")
	}
}

// Any two tints differ for people with normal sight and for those who lack the red
// or the green receptor, and names on each can be read.
func TestTintsAreToldApart(t *testing.T) {
	for _, theme := range tiles.Themes {
		c := theme.Tokens()
		for i, a := range c.Tints {
			if ratio := contrast(c.Ink, a); ratio < 7 {
				t.Errorf("%s: names on tint %d have a contrast of %.1f, want 7", theme, i, ratio)
			}
			if ratio := contrast(c.Soft, a); ratio < 4.5 {
				t.Errorf("%s: lesser names on tint %d have a contrast of %.2f, want 4.5", theme, i, ratio)
			}
			for j, b := range c.Tints[:i] {
				for _, sight := range []string{"normal", "no red", "no green"} {
					if d := difference(seen(a, sight), seen(b, sight)); d < 6 {
						t.Errorf("%s: tints %d and %d differ by %.1f with %s sight, want 6", theme, j, i, d, sight)
					}
				}
			}
		}
	}
}

// linear reads #rrggbb as light, 0..1.
func linear(s string) (out [3]float64) {
	for i := range out {
		n, err := strconv.ParseUint(s[1+2*i:3+2*i], 16, 8)
		if err != nil {
			panic(fmt.Sprintf("%s is no colour", s))
		}
		if v := float64(n) / 255; v <= 0.04045 {
			out[i] = v / 12.92
		} else {
			out[i] = math.Pow((v+0.055)/1.055, 2.4)
		}
	}
	return out
}

func times(m [3][3]float64, v [3]float64) (out [3]float64) {
	for i, row := range m {
		out[i] = row[0]*v[0] + row[1]*v[1] + row[2]*v[2]
	}
	return out
}

// seen is a colour as dichromats see it (Viénot, Brettel and Mollon, Digital video
// colourmaps for checking the legibility of displays by dichromats, 1999).
func seen(s, sight string) [3]float64 {
	rgb := linear(s)
	switch sight {
	case "no red":
		return times([3][3]float64{{0.11238, 0.88762, 0}, {0.11238, 0.88762, 0}, {0.00401, -0.00401, 1}}, rgb)
	case "no green":
		return times([3][3]float64{{0.29275, 0.70725, 0}, {0.29275, 0.70725, 0}, {-0.02234, 0.02234, 1}}, rgb)
	}
	return rgb
}

// difference is the distance in CIE 1976 L*a*b*.
func difference(a, b [3]float64) float64 {
	p, q := lab(a), lab(b)
	return math.Sqrt((p[0]-q[0])*(p[0]-q[0]) + (p[1]-q[1])*(p[1]-q[1]) + (p[2]-q[2])*(p[2]-q[2]))
}

func lab(rgb [3]float64) [3]float64 {
	xyz := times([3][3]float64{{0.4124, 0.3576, 0.1805}, {0.2126, 0.7152, 0.0722}, {0.0193, 0.1192, 0.9505}}, rgb)
	f := func(t float64) float64 {
		if t > 216.0/24389 {
			return math.Cbrt(t)
		}
		return (24389.0/27*t + 16) / 116
	}
	x, y, z := f(xyz[0]/0.95047), f(xyz[1]), f(xyz[2]/1.08883)
	return [3]float64{116*y - 16, 500 * (x - y), 200 * (y - z)}
}

// contrast is WCAG 2's ratio.
func contrast(a, b string) float64 {
	light := func(s string) float64 {
		v := linear(s)
		return 0.2126*v[0] + 0.7152*v[1] + 0.0722*v[2] + 0.05
	}
	p, q := light(a), light(b)
	return max(p, q) / min(p, q)
}
