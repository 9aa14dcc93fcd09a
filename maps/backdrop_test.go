package maps_test

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

// watered is the grid with everything that a map shows beneath and around divisions:
//
//	北 邻 县
//	~~~ 弯河 ~~~ (a wave from west to east through the county)
//	西坝 | the county | a lake, a peak, a place, roads, a railway across
func watered(t testing.TB) *edition.Edition {
	t.Helper()
	ed := *grid(t, 2, 3, 3, numbered)
	bound := ed.Bound
	c := bound.Center()
	w, h := bound.Max[0]-bound.Min[0], bound.Max[1]-bound.Min[1]
	at := func(x, y float64) orb.Point { return orb.Point{c[0] + x*w, c[1] + y*h} }
	box := func(x0, y0, x1, y1 float64) orb.Polygon {
		return orb.Polygon{{at(x0, y0), at(x1, y0), at(x1, y1), at(x0, y1), at(x0, y0)}}
	}
	var wave, stream orb.LineString
	for i := range 201 {
		x := float64(i)/100 - 1
		wave = append(wave, at(x, 0.12*math.Sin(7*x)))
		stream = append(stream, at(-0.3+0.04*math.Sin(9*x), x))
	}
	ed.Backdrop = &edition.Backdrop{List: []edition.Feature{
		{Kind: edition.River, Name: "弯河𬭎江", Shape: wave[:120]},
		{Kind: edition.River, Name: "弯河𬭎江", Shape: wave[119:]}, // one course in two pieces
		{Kind: edition.Canal, Name: "直渠", Shape: orb.MultiLineString{stream}},
		{Kind: edition.Lake, Name: "镜湖", Shape: box(0.2, 0.2, 0.32, 0.3)},
		{Kind: edition.Railway, Name: "铁路", Shape: orb.LineString{at(-2, -0.3), at(2, -0.2)}},
		{Kind: edition.Highway, Name: "山城高速", Shape: orb.LineString{at(-2, 0.3), at(2, 0.4)}},
		{Kind: edition.Neighbour, Name: "北邻县", Shape: box(-3, 0.5, 3, 3)},
		{Kind: edition.Neighbour, Name: "南邻县", Shape: box(-3, -3, 3, -0.5)},
		{Kind: edition.City, Name: "大市", Shape: box(-3.5, -3.5, 3.5, 3.5)},
		{Kind: edition.Peak, Name: "尖山 812", Shape: at(0.36, -0.4)},
		{Kind: edition.PlaceName, Name: "石桥", Shape: orb.MultiPoint{at(-0.42, 0.42)}},
	}}
	ed.Roads = &edition.Roads{Speeds: ed.Roads.Speeds, List: []road.Road{
		{Class: "primary", Line: orb.LineString{at(-0.6, -0.6), at(0, 0), at(0.6, 0.5)}},
		{Class: "residential", Line: orb.LineString{at(-0.1, 0), at(0.1, 0)}},
	}}
	return &ed
}

// texts are the texts of a layer, or of all, with whether they are curved.
func texts(s *maps.Sheet, layer string) (out []*maps.Text) {
	each(s.Scene().Nodes, func(n maps.Node) {
		if g, ok := n.(*maps.Group); ok && g.Layer == layer {
			each(g.Nodes, func(n maps.Node) {
				if text, ok := n.(*maps.Text); ok {
					out = append(out, text)
				}
			})
		}
	})
	return out
}

func layers(s *maps.Sheet) (names []string) {
	each(s.Scene().Nodes, func(n maps.Node) {
		if g, ok := n.(*maps.Group); ok && g.Layer != "" && !slices.Contains(names, g.Layer) {
			names = append(names, g.Layer)
		}
	})
	return names
}

func TestBackdropInItsLayers(t *testing.T) {
	s := sheet(t, watered(t), maps.Options{Paper: paper(t, "A3"), Graticule: true})
	for _, want := range []string{"around", "water", "roads", "railways", "graticule", "peaks", "places", "inset"} {
		if !slices.Contains(layers(s), want) {
			t.Errorf("layer %s is missing: %v", want, layers(s))
		}
	}
	legend := texts(s, "frame")
	for want, is := range map[string]bool{"河流": true, "渠道": true, "水面": true, "铁路": true, "高速公路": true, "主要公路": true, "其他道路": false, "山峰": true} {
		if got := slices.ContainsFunc(legend, func(t *maps.Text) bool { return t.String == want }); got != is {
			t.Errorf("%s in the legend: %t, want %t", want, got, is)
		}
	}
	plain := sheet(t, watered(t), maps.Options{Paper: paper(t, "A3"), Without: maps.Elements})
	for _, layer := range []string{"around", "water", "roads", "railways", "graticule", "peaks", "places", "inset"} {
		if slices.Contains(layers(plain), layer) {
			t.Errorf("layer %s is there though it is left out", layer)
		}
	}
}

// What is set along rivers, around and beside points overlaps no name nor one another,
// and stays in the frame: every letter does.
func TestBackdropNamesKeepApart(t *testing.T) {
	for _, size := range []string{"A4", "A3", "A1"} {
		for _, kind := range maps.Kinds {
			s := sheet(t, watered(t), maps.Options{Kind: kind, Paper: paper(t, size)})
			checkNames(t, size, s)
			boxes := map[string][]orb.Bound{}
			for _, layer := range []string{"water", "around", "peaks", "places"} {
				for i, text := range texts(s, layer) {
					name := fmt.Sprint(layer, i, text.String)
					boxes[name] = letterBoxes(text)
				}
			}
			for _, n := range s.Names() {
				boxes["name "+n.Text] = []orb.Bound{n.Box}
			}
			checkLettersApart(t, size+" "+string(kind), s.Placement().Field, boxes)
		}
	}
}

// letterBoxes are the em squares of a text's letters: of one along a curve those
// inscribed in what the turned letters cover.
func letterBoxes(t *maps.Text) (boxes []orb.Bound) {
	runes := []rune(t.String)
	for i := range runes {
		at, angle := orb.Point{t.At[0] + float64(i)*(t.Size+t.Spacing), t.At[1]}, 0.0
		if len(t.Letters) > 0 {
			at, angle = t.Letters[i].At, t.Letters[i].Angle*math.Pi/180
		}
		width := t.Size
		if runes[i] < 0x80 {
			width = 0.5 * t.Size
		}
		x, y := width/2, -0.38*t.Size
		centre := orb.Point{at[0] + x*math.Cos(angle) + y*math.Sin(angle), at[1] - x*math.Sin(angle) + y*math.Cos(angle)}
		boxes = append(boxes, orb.Bound{Min: orb.Point{centre[0] - width*0.4, centre[1] - t.Size*0.4}, Max: orb.Point{centre[0] + width*0.4, centre[1] + t.Size*0.4}})
		if runes[i] < 0x80 {
			break // later letters stand elsewhere than counted
		}
	}
	return boxes
}

func checkLettersApart(t *testing.T, what string, field orb.Bound, boxes map[string][]orb.Bound) {
	t.Helper()
	for a, some := range boxes {
		for _, x := range some {
			if !strings.HasPrefix(a, "name") && (!field.Contains(x.Min) || !field.Contains(x.Max)) {
				t.Errorf("%s: %s crosses the frame", what, a)
			}
			for b, others := range boxes {
				for _, y := range others {
					if a < b && x.Min[0] < y.Max[0] && y.Min[0] < x.Max[0] && x.Min[1] < y.Max[1] && y.Min[1] < x.Max[1] {
						t.Errorf("%s: %s overlaps %s", what, a, b)
					}
				}
			}
		}
	}
}

// A river's name bends with it, once for both of its pieces, and reads back whole.
func TestRiverNameIsWhole(t *testing.T) {
	s := sheet(t, watered(t), maps.Options{Paper: paper(t, "A3")})
	count := 0
	for _, text := range texts(s, "water") {
		if text.String == "弯河𬭎江" {
			count++
			if len(text.Letters) != 4 || text.Letters[0].Angle == text.Letters[3].Angle {
				t.Errorf("the river's name is not curved: %+v", text.Letters)
			}
		}
	}
	if count < 1 || count > 3 {
		t.Fatalf("the river is named %d times", count)
	}
	out := run(t, s, "pdftotext", "-raw", "FILE", "-")
	if got := strings.Count(out, "弯河𬭎江"); got != count {
		t.Errorf("pdftotext finds the river's name %d times, it is set %d times:\n%s", got, count, out)
	}
	for _, want := range []string{"北邻县", "南邻县", "镜湖", "直渠", "尖山 812"} {
		if !strings.Contains(out, want) {
			t.Errorf("pdftotext does not find %s", want)
		}
	}
}

func TestNeighboursOfOptions(t *testing.T) {
	ed := watered(t)
	b := ed.Bound
	beside := orb.Polygon{{{b.Max[0], b.Min[1]}, {b.Max[0] + 1, b.Min[1]}, {b.Max[0] + 1, b.Max[1]}, {b.Max[0], b.Max[1]}, {b.Max[0], b.Min[1]}}}
	s := sheet(t, ed, maps.Options{Paper: paper(t, "A3 landscape"), Neighbours: []maps.Neighbour{
		{Name: "东邻县", Shape: orb.MultiPolygon{beside}},
		{Name: "北邻县", Shape: orb.MultiPolygon{beside}}, // the backdrop's is drawn
		{Code: ed.County.Code, Name: "自己", Shape: orb.MultiPolygon{beside}},
	}})
	var names []string
	for _, text := range texts(s, "around") {
		names = append(names, text.String)
	}
	slices.Sort(names)
	if want := []string{"东邻县", "北邻县", "南邻县"}; !slices.Equal(names, want) {
		t.Errorf("around are named %v, want %v", names, want)
	}
}

// A township's sheet shows the townships around it in grey, named, and where in its
// county it lies.
func TestTownshipAmongOthers(t *testing.T) {
	ed := watered(t)
	s := sheet(t, ed, maps.Options{Unit: ed.At(adcode.Township)[1].Code, Paper: paper(t, "A3 landscape")})
	if len(texts(s, "around")) == 0 {
		t.Error("no township around is named")
	}
	for _, text := range texts(s, "around") {
		if text.String == ed.At(adcode.Township)[1].Name {
			t.Errorf("%s itself is named as one around it", text.String)
		}
	}
	if !slices.Contains(layers(s), "inset") {
		t.Errorf("no inset: %v", layers(s))
	}
}

// A winding county's borders lose on a small sheet what dashes cannot follow, and keep
// it on a large one; a border that does not wind keeps every bump that can be seen.
func TestWindingBorders(t *testing.T) {
	code := adcode.MustParse("990101")
	var ring orb.Ring
	for i := range 2000 { // a circle that winds by 100 m every 60 m: 210 km in all
		angle := 2 * math.Pi * float64(i) / 2000
		r := 0.1 + 0.001*float64(i%2)
		ring = append(ring, orb.Point{104 + r*math.Cos(angle), 30 + r*math.Sin(angle)})
	}
	winding := made(t, edition.Parts{County: edition.County{Code: code, Name: "弯县"}, Units: []boundaries.Version{
		{Code: code, Name: "弯县", Unit: 1, Shape: geo.SnapShape(orb.MultiPolygon{{append(ring, ring[0])}})}}})
	onGround := func(s *maps.Sheet) float64 {
		l, _ := drawnLength(s.Scene().Nodes, "border-county")
		return l * float64(s.Placement().Scale) / 1000
	}
	round := 2 * math.Pi * 0.1 * 104_000 // about
	if l := onGround(sheet(t, winding, maps.Options{})); l > 1.25*round {
		t.Errorf("on A4 the winding border is drawn %.0f m long, want near %.0f m", l, round)
	}
	straight := grid(t, 2, 2, 2, numbered)
	small, large := sheet(t, straight, maps.Options{}), sheet(t, straight, maps.Options{Paper: paper(t, "A0")})
	if ratio := onGround(large) / onGround(small); math.Abs(ratio-1) > 0.001 {
		t.Errorf("a border that does not wind is %.4f times as long on the ground on A0 as on A4", ratio)
	}
}
