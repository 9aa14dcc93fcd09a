package geo_test

import (
	"math"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// plot is a rectangle in units of 1e-5 degree, a metre or so.
func plot(x, y, w, h float64) orb.Polygon {
	const u = 1e-5
	return orb.Polygon{{{x * u, y * u}, {(x + w) * u, y * u}, {(x + w) * u, (y + h) * u}, {x * u, (y + h) * u}, {x * u, y * u}}}
}

// A | gap | B     A and B are 400 high; C lies over both and closes the gap at the top,
// --+-----+--     D at the bottom. C overlaps A by 20.
func TestPiecesAreGiven(t *testing.T) {
	shapes := []orb.MultiPolygon{{plot(0, 0, 400, 420)}, {plot(430, 0, 400, 400)}, {plot(0, 400, 830, 300)}, {plot(0, -300, 830, 300)}}
	pieces, err := geo.FindPieces(shapes)
	if err != nil {
		t.Fatal(err)
	}
	overlap := slices.IndexFunc(pieces.List, func(p geo.Piece) bool { return p.IsOverlap() })
	if len(pieces.List) != 2 || overlap < 0 {
		t.Fatalf("%+v", pieces.List)
	}
	gap := 1 - overlap
	if g := pieces.List[gap]; g.Kind != geo.BigGap || len(g.Shapes) != 4 || math.Abs(float64(g.Borders[0])-445) > 5 || g.Borders[0] < g.Borders[3] {
		t.Errorf("the gap is %+v", g)
	}
	if o := pieces.List[overlap]; !cmp.Equal(sorted(o.Shapes), []int{0, 2}) || math.Abs(float64(o.Area)-400*20*1.23) > 400 {
		t.Errorf("the overlap is %+v", o)
	}
	for _, c := range []struct {
		name         string
		gap, overlap int
		left         int // defects
		to           [2]int
	}{
		{"nothing", geo.Nobody, geo.Nobody, 2, [2]int{geo.Nobody, geo.Nobody}},
		{"the gap to B", 1, geo.Nobody, 1, [2]int{1, geo.Nobody}},
		{"the overlap to A", geo.Nobody, 0, 1, [2]int{geo.Nobody, 0}},
		{"both along the longest border", geo.LongestBorder, geo.LongestBorder, 0, [2]int{0, 2}},
		{"one each way", 3, 2, 0, [2]int{3, 2}},
	} {
		t.Run(c.name, func(t *testing.T) {
			to := make([]int, 2)
			to[gap], to[overlap] = c.gap, c.overlap
			given := pieces.Give(to)
			if got := [2]int{given.To[gap], given.To[overlap]}; got != c.to {
				t.Errorf("given to %v, want %v", got, c.to)
			}
			if again := pieces.Give(to); !cmp.Equal(given, again) {
				t.Error("the same wishes lead elsewhere the second time")
			}
			left, err := geo.FindPieces(given.Shapes)
			if err != nil || len(left.List) != c.left {
				t.Errorf("%d pieces are left (%v), want %d", len(left.List), err, c.left)
			}
			gained(t, shapes, given, pieces, to)
		})
	}
}

// gained checks each shape's area: what it had, the gaps it got, less the overlaps that
// others got.
func gained(t *testing.T, before []orb.MultiPolygon, given geo.Given, pieces *geo.Pieces, to []int) {
	t.Helper()
	for u := range before {
		want := float64(geo.Area(before[u]))
		for i, p := range pieces.List {
			switch {
			case given.To[i] == geo.Nobody:
			case !p.IsOverlap() && given.To[i] == u:
				want += float64(p.Area)
			case p.IsOverlap() && given.To[i] != u && slices.Contains(p.Shapes, u):
				want -= float64(p.Area)
			}
		}
		if got := float64(geo.Area(given.Shapes[u])); math.Abs(got-want) > 0.5 {
			t.Errorf("shape %d has %.2f m², want %.2f", u, got, want)
		}
		if !given.Touched[u] && !cmp.Equal(before[u], given.Shapes[u]) {
			t.Errorf("shape %d was not touched and is another", u)
		}
	}
}

func sorted(list []int) []int { return slices.Sorted(slices.Values(list)) }

// Who loses all land is named; by the rule of the longest border nobody does.
func TestPieceThatIsAll(t *testing.T) {
	shapes := []orb.MultiPolygon{{plot(0, 0, 400, 400)}, {plot(100, 100, 50, 50)}}
	pieces, err := geo.FindPieces(shapes)
	if err != nil || len(pieces.List) != 1 {
		t.Fatal(pieces, err)
	}
	if given := pieces.Give([]int{0}); !cmp.Equal(given.Emptied, []int{1}) {
		t.Errorf("%v are emptied", given.Emptied)
	}
	if given := pieces.Give([]int{geo.LongestBorder}); given.To[0] != geo.Nobody || given.Emptied != nil {
		t.Errorf("%+v", given)
	}
	if given := pieces.Give([]int{1}); len(given.Shapes[0][0]) != 2 || given.Emptied != nil {
		t.Errorf("no enclave: %+v", given)
	}
}

func TestSoundShapesHaveNoPieces(t *testing.T) {
	pieces, err := geo.FindPieces([]orb.MultiPolygon{{plot(0, 0, 400, 400)}, {plot(400, 0, 400, 400)}, nil})
	if err != nil || len(pieces.List) != 0 {
		t.Error(pieces, err)
	}
}
