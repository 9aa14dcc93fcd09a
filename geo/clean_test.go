package geo_test

import (
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// defectFile is the list of what is wrong in the broken county, by those who broke it.
type defectFile struct {
	Defects []struct {
		ID, Type string
		Units    []struct{ Code, Name string }
		Bbox     [4]float64
		Width    float64 `json:"width_m"`
		Area     float64 `json:"area_m2"`
	}
	Expectation []struct {
		Code      string
		Original  float64 `json:"area_original_m2"`
		Tolerance float64 `json:"tolerance_after_auto_repair_m2"`
	} `json:"repair_expectation"`
}

func readDefects(t *testing.T) (file defectFile) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(os.Getenv("XIANTU_SHARED"), "data", "qingshen", "broken", "defects.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file
}

func readBroken(t *testing.T) (shapes []orb.MultiPolygon, codes []string) {
	for _, f := range realFeatures(t, "broken/villages_2019_broken.geojson") {
		shapes = append(shapes, asMulti(f.Geometry))
		codes = append(codes, f.Properties["code"].(string))
	}
	return shapes, codes
}

func TestCheckFindsEachDefect(t *testing.T) {
	shapes, codes := readBroken(t)
	file := readDefects(t)
	found := geo.Check(shapes, geo.CleanOptions{Outline: realShapes(t, "county")[0]})
	matched := make([]bool, len(found))
	for _, d := range file.Defects {
		near := orb.Bound{Min: orb.Point{d.Bbox[0], d.Bbox[1]}, Max: orb.Point{d.Bbox[2], d.Bbox[3]}}.Pad(2e-4) // some 20 m
		at := -1
		for i, f := range found {
			named := slices.ContainsFunc(f.Shapes, func(s int) bool { return codes[s] == d.Units[0].Code })
			byName := d.Type == "duplicate_feature" || d.Type == "unclosed_ring" || d.Type == "self_intersection"
			if string(f.Kind) == d.Type && (near.Contains(f.Place) || byName && named) {
				matched[i], at = true, i
			}
		}
		if at < 0 {
			t.Errorf("%s %s of %v is not found", d.ID, d.Type, d.Units)
			continue
		}
		if f := found[at]; d.Area > 0 && math.Abs(float64(f.Area)-d.Area) > 0.02*d.Area+1 || d.Width > 0 && d.Width < 100 && (float64(f.Width) < d.Width/2 || float64(f.Width) > 2*d.Width) {
			t.Errorf("%s has width %v and area %v, want %v and %v", d.ID, f.Width, f.Area, d.Width, d.Area)
		}
	}
	for i, f := range found {
		if !matched[i] && f.Width >= 0.002 {
			t.Errorf("%+v is no defect", f)
		}
		for _, g := range found[:i] {
			if f.Kind == g.Kind && slices.Equal(f.Shapes, g.Shapes) && f.Bound.Intersects(g.Bound) {
				t.Errorf("%+v is listed twice, as %+v too", f, g)
			}
		}
	}
}

func TestCleanRepairsBrokenCounty(t *testing.T) {
	shapes, codes := readBroken(t)
	given := fmt.Sprint(shapes)
	options := geo.CleanOptions{Outline: realShapes(t, "county")[0]}
	cleaned := geo.Clean(shapes, options)
	if fmt.Sprint(shapes) != given {
		t.Error("the shapes given were changed")
	}
	left := map[geo.DefectKind]int{}
	for _, d := range cleaned.Defects {
		if d.Done == geo.Left {
			left[d.Kind]++
		}
	}
	if len(left) != 3 || left[geo.BigGap] != 1 || left[geo.BigOverlap] != 1 || left[geo.ForgottenVillage] != 1 {
		t.Errorf("left for a person: %v", left)
	}
	area := map[string]float64{}
	for i, s := range cleaned.Shapes {
		area[codes[i]] += float64(planeArea(s))
		if s == nil {
			continue
		}
		if err := validity(s); err != nil {
			t.Errorf("%s: %v", codes[i], err)
		}
		if !cleaned.Touched[i] && &s[0] != &shapes[i][0] {
			t.Errorf("%s was copied", codes[i])
		}
	}
	// What a person puts right: the three big ones.
	byHand := map[string]float64{"511425217201": 51509.4, "511425105001": 4156125.11, "511425110220": -158734.2}
	for _, want := range readDefects(t).Expectation {
		if got := area[want.Code] + byHand[want.Code]; math.Abs(got-want.Original) > want.Tolerance+1 {
			t.Errorf("%s has %.1f m2, want %.1f to %.1f", want.Code, got, want.Original, want.Tolerance)
		}
	}
	again := geo.Clean(cleaned.Shapes, options)
	if slices.Contains(again.Touched, true) || len(again.Defects) != 3 {
		t.Errorf("a second cleaning finds %v", again.Defects)
	}
}

// planeArea is an area as the file's are measured, in the zone's plane.
func planeArea(shape orb.MultiPolygon) geo.SquareMetres {
	zone := geo.GaussKrueger(35)
	sum := 0.0
	for _, polygon := range shape {
		for r, ring := range polygon {
			area := 0.0
			o := zone.Forward(ring[0])
			for i := 1; i < len(ring); i++ {
				a, b := zone.Forward(ring[i-1]), zone.Forward(ring[i])
				area += ((a[0]-o[0])*(b[1]-o[1]) - (b[0]-o[0])*(a[1]-o[1])) / 2
			}
			if area = math.Abs(area); r > 0 {
				area = -area
			}
			sum += area
		}
	}
	return geo.SquareMetres(sum)
}

func TestCleanLeavesSoundCoverages(t *testing.T) {
	for _, name := range []string{"villages_2019", "villages_2020", "townships_2019", "townships_2020"} {
		shapes := realShapes(t, name)
		c := geo.Clean(shapes, geo.CleanOptions{Outline: realShapes(t, "county")[0]})
		if len(c.Defects) > 0 || slices.Contains(c.Touched, true) {
			t.Errorf("%s: %v", name, c.Defects)
		}
	}
}

func ExampleClean() {
	// Two fields that leave 2 m of land between them, and a third that has no vertex where
	// they meet.
	const m = 1e-5 // degrees; some metres
	west := orb.MultiPolygon{{{{0, 0}, {100 * m, 0}, {100 * m, 100 * m}, {0, 100 * m}, {0, 0}}}}
	east := orb.MultiPolygon{{{{102 * m, 0}, {200 * m, 0}, {200 * m, 100 * m}, {102 * m, 100 * m}, {102 * m, 0}}}}
	north := orb.MultiPolygon{{{{0, 100 * m}, {200 * m, 100 * m}, {200 * m, 200 * m}, {0, 200 * m}, {0, 100 * m}}}}
	south := orb.MultiPolygon{{{{0, -100 * m}, {200 * m, -100 * m}, {200 * m, 0}, {0, 0}, {0, -100 * m}}}}
	cleaned := geo.Clean([]orb.MultiPolygon{west, east, north, south}, geo.CleanOptions{})
	for _, d := range cleaned.Defects {
		fmt.Printf("%s %.1f m wide beside %v: %s\n", d.Kind, d.Width, d.Shapes, d.Done)
	}
	// Output:
	// missing_vertex 0.0 m wide beside [0 3]: closed
	// sliver_gap 2.2 m wide beside [0 1 3 2]: closed
	// missing_vertex 0.0 m wide beside [0 2]: closed
}

// A board of cells whose corners are jittered for each cell by itself comes out without gap,
// overlap or crossing, and a second cleaning finds nothing.
func TestCleanJitteredBoards(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const n, step = 4, 1e-3 // cells of 100 m
		size := rapid.SampledFrom([]float64{1e-9, 1e-7, 5e-7, 5e-6, 3e-5}).Draw(t, "jitter")
		jitter := rapid.Float64Range(-size, size)
		var shapes []orb.MultiPolygon
		for i := range n * n {
			x, y := float64(i%n)*step+104, float64(i/n)*step+30
			var ring orb.Ring
			for _, d := range [][2]float64{{0, 0}, {.5, 0}, {1, 0}, {1, .5}, {1, 1}, {.5, 1}, {0, 1}, {0, .5}} {
				ring = append(ring, orb.Point{x + d[0]*step + jitter.Draw(t, "x"), y + d[1]*step + jitter.Draw(t, "y")})
			}
			shapes = append(shapes, orb.MultiPolygon{{append(ring, ring[0])}})
		}
		cleaned := geo.Clean(shapes, geo.CleanOptions{Tolerance: 0.5})
		a := geo.Arrange(cleaned.Shapes)
		if a.Crossings > 0 {
			t.Fatalf("%d crossings are left", a.Crossings)
		}
		for i, f := range a.Faces {
			if len(f.Shapes) != 1 {
				t.Fatalf("face %v is of %v", a.Shape(i), f.Shapes)
			}
		}
		for i, s := range cleaned.Shapes {
			if err := validity(s); err != nil {
				t.Fatalf("shape %d: %v", i, err)
			}
		}
		if again := geo.Clean(cleaned.Shapes, geo.CleanOptions{Tolerance: 0.5}); len(again.Defects) > 0 {
			t.Fatalf("a second cleaning finds %v", again.Defects)
		}
	})
}

func TestCheckKinds(t *testing.T) {
	const u = 1e-5 // a metre, about
	box := func(x, y, w, h float64) orb.Polygon {
		return orb.Polygon{{{x * u, y * u}, {(x + w) * u, y * u}, {(x + w) * u, (y + h) * u}, {x * u, (y + h) * u}, {x * u, y * u}}}
	}
	holed := orb.Polygon{box(0, 0, 90, 90)[0], box(30, 30, 30, 30)[0]}
	open := box(200, 0, 50, 50)
	open[0] = open[0][:4]
	for _, c := range []struct {
		name    string
		shapes  []orb.MultiPolygon
		outline orb.MultiPolygon
		want    []string // kinds with what becomes of them
	}{
		{"neighbours", []orb.MultiPolygon{multi(box(0, 0, 9, 9)), multi(box(9, 0, 9, 9))}, nil, nil},
		{"a lake", []orb.MultiPolygon{multi(holed)}, nil, nil},
		{"an enclave", []orb.MultiPolygon{multi(holed), multi(box(30, 30, 30, 30))}, nil, nil},
		{"an enclave too small", []orb.MultiPolygon{multi(holed), multi(box(30, 30, 30, 29))}, nil, []string{"missing_vertex closed", "missing_vertex closed", "sliver_gap closed"}},
		{"apart by an inlet", []orb.MultiPolygon{multi(box(0, 0, 9, 9)), multi(box(9.5, 0, 9, 9))}, nil, nil},
		{"apart inside an outline", []orb.MultiPolygon{multi(box(0, 0, 9, 90)), multi(box(9.5, 0, 90, 90))}, multi(box(0, 0, 99.5, 90)), []string{"sliver_gap closed"}},
		{"one forgotten", []orb.MultiPolygon{multi(box(0, 0, 90, 90)), multi(box(90, 0, 90, 90))}, multi(box(0, 0, 270, 90)), []string{"forgotten_village left"}},
		{"a corner forgotten", []orb.MultiPolygon{multi(box(0, 0, 900, 900)), multi(box(900, 0, 900, 800))}, multi(box(0, 0, 1800, 900)), []string{"missing_vertex closed", "big_gap left"}},
		{"one over the other", []orb.MultiPolygon{multi(box(0, 0, 90, 90)), multi(box(50, 0, 90, 90))}, nil, []string{"missing_vertex closed", "missing_vertex closed", "missing_vertex closed", "missing_vertex closed", "big_overlap left"}},
		{"one within the other", []orb.MultiPolygon{multi(box(0, 0, 90, 90)), multi(box(20, 20, 5, 5))}, nil, []string{"sliver_overlap left"}},
		{"the same twice, otherwise written", []orb.MultiPolygon{multi(box(0, 0, 9, 9)), {{{{9 * u, 9 * u}, {9 * u, 0}, {0, 0}, {0, 9 * u}, {9 * u, 9 * u}}}}}, nil, []string{"duplicate_feature dropped"}},
		{"not closed", []orb.MultiPolygon{multi(open)}, nil, []string{"unclosed_ring closed"}},
		{"a bow tie", []orb.MultiPolygon{{{{{0, 0}, {9 * u, 9 * u}, {9 * u, 0}, {0, 9 * u}, {0, 0}}}}}, nil, []string{"self_intersection closed"}},
		{"nothing", nil, nil, nil},
		{"an empty shape", []orb.MultiPolygon{nil, multi(box(0, 0, 9, 9)), {}}, nil, nil},
	} {
		t.Run(c.name, func(t *testing.T) {
			cleaned := geo.Clean(c.shapes, geo.CleanOptions{Outline: c.outline})
			var got []string
			for _, d := range cleaned.Defects {
				got = append(got, string(d.Kind)+" "+string(d.Done))
			}
			slices.Sort(got)
			slices.Sort(c.want)
			if !slices.Equal(got, c.want) {
				t.Errorf("%q, want %q", got, c.want)
			}
			if len(c.want) == 0 && slices.Contains(cleaned.Touched, true) {
				t.Error("a sound coverage was touched")
			}
			for i, d := range geo.Check(c.shapes, geo.CleanOptions{Outline: c.outline}) {
				if d.Done != geo.Left || d.Kind != cleaned.Defects[i].Kind {
					t.Errorf("check says %v, clean %v", d, cleaned.Defects[i])
				}
			}
		})
	}
}
