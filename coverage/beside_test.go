package coverage_test

import (
	"context"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// around are counties at hand, and which of them were read.
type around struct {
	all  map[adcode.Code]*edition.Edition
	read []int // their numbers
}

// Extents tells where each county's only facility stands, or its land lies.
func (a *around) Extents(context.Context) (map[adcode.Code]edition.Extent, error) {
	extents := map[adcode.Code]edition.Extent{}
	for code, ed := range a.all {
		bound := ed.Bound
		if len(ed.Facilities.List) > 0 {
			bound = ed.Facilities.List[0].Place.Bound()
		}
		extents[code] = edition.Extent{Known: true, Bound: bound}
	}
	return extents, nil
}

// Edition returns one and notes that it was read.
func (a *around) Edition(_ context.Context, key edition.Key) (*edition.Edition, error) {
	var number int
	fmt.Sscan(key.County.String()[4:], &number)
	if !slices.Contains(a.read, number) {
		a.read = append(a.read, number)
	}
	return a.all[key.County], nil
}

// rowOf is a county for each number of kilometres, with one community centre so far east of
// the board, or one of another kind where the number is negative.
func rowOf(t *testing.T, ed *edition.Edition, kilometres ...float64) *around {
	a := &around{all: map[adcode.Code]*edition.Edition{ed.Key.County: ed}}
	for i, km := range kilometres {
		code, kind := adcode.MustParse(fmt.Sprintf("5114%02d", i+1)), community
		if km < 0 {
			km, kind = -km, sub
		}
		place := orb.Point{west + 3*side + km/96.7, south + side}
		a.all[code] = edited(t, func(p *edition.Parts) {
			p.County.Code, p.Units, p.People = code, nil, nil
			p.Facilities = []facilities.Facility{operating(i+1, kind, &place, "")}
		})
	}
	return a
}

// Counties are read no farther out than one may have the place nearest to somebody, and the
// answer is the same as with all of them.
func TestBesideReadsNoFartherThanTheNearest(t *testing.T) {
	here := func(p *edition.Parts) {
		p.Facilities = append(p.Facilities, operating(90, community, at(1, 0, .5, .5), ""))
	}
	none := func(*edition.Parts) {}
	far := []float64{5, 30, 300, 3000}
	straight := coverage.Question{Kinds: []string{community}, Radius: 1000, Neighbours: true}
	for _, c := range []struct {
		name       string
		own        func(*edition.Parts)
		kilometres []float64
		with       []coverage.Extra
		read       []int
	}{
		{"within reach stands none", none, far, nil, nil},
		{"one of its own is nearer than the next", here, far, []coverage.Extra{coverage.ExtraNearest}, []int{1}},
		{"the first is the nearest", none, far, []coverage.Extra{coverage.ExtraNearest}, []int{1}},
		{"the first has another kind", none, []float64{-5, 30, 300, 3000}, []coverage.Extra{coverage.ExtraNearest}, []int{1, 2}},
		{"the curve looks as far", none, []float64{-5, -30, 300, 3000}, []coverage.Extra{coverage.ExtraCurve}, []int{1, 2, 3}},
		{"nobody has one", none, []float64{-5, -30, -300, -3000}, []coverage.Extra{coverage.ExtraNearest}, []int{1, 2, 3, 4}},
	} {
		ed := edited(t, c.own)
		source, q := rowOf(t, ed, c.kilometres...), straight
		q.With = c.with
		beside, err := coverage.Beside(t.Context(), source, ed, q)
		if slices.Sort(source.read); err != nil || !slices.Equal(source.read, c.read) {
			t.Errorf("%s: read %v, want %v (%v)", c.name, source.read, c.read, err)
		}
		all, err := edition.Beside(t.Context(), source, ed, geo.Metres(25e6))
		if err != nil || len(all) != len(c.kilometres) {
			t.Fatal(len(all), err)
		}
		got, want := ask(t, ed, q, beside...), ask(t, ed, q, all...)
		if d := cmp.Diff(farOf(want), farOf(got)) + cmp.Diff(want.Total, got.Total) + cmp.Diff(want.Curve, got.Curve); d != "" {
			t.Errorf("%s (-all +near): %s", c.name, d)
		}
	}
	q := straight
	q.Neighbours = false
	ed := edited(t, none)
	source := rowOf(t, ed, far...)
	if beside, err := coverage.Beside(t.Context(), source, ed, q); err != nil || len(beside)+len(source.read) > 0 {
		t.Errorf("not asked for: %d, read %v, %v", len(beside), source.read, err)
	}
}

func farOf(a *coverage.Answer) (far []float64) {
	for _, n := range a.Nearest {
		far = append(far, n.Far)
	}
	return far
}

// By road nothing counts that stands far from all roads: an island does not make one look
// on for ever.
func TestBesideByRoadLooksAlongTheRoads(t *testing.T) {
	ed := withRoads(t, nil)
	source := rowOf(t, ed, 5, 30, 300, 3000)
	q := byMinutes(1, coverage.Drive, coverage.ExtraNearest)
	q.Neighbours = true
	if _, err := coverage.Beside(t.Context(), source, ed, q); err != nil || len(source.read) > 1 {
		t.Errorf("read %v (%v)", source.read, err)
	}
}
