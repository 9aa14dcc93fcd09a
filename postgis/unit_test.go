package postgis_test

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// Two snapshots and one between them, sent last:
//
//	2019-12   A B C     2020-03   A B' C     2020-06   A D
func TestSnapshots(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	a, b, c, d := village("511425100", 201, "甲村"), village("511425100", 202, "乙村"), village("511425100", 203, "丙村"), village("511425100", 204, "丁村")
	renamed := b
	renamed.Name = "乙乙村"
	commit(t, store, snapshot("2019-12-01", a, b, c))
	commit(t, store, snapshot("2020-06-01", a, d))
	v := commit(t, store, snapshot("2020-03-01", a, renamed, c))
	if v.County != 3 || v.Boundaries != 3 {
		t.Errorf("versions after three writes: %+v", v)
	}
	for _, c := range []struct {
		at   string
		want []string
	}{
		{"2019-11-30", []string{}},
		{"2019-12-01", []string{"511425100201 甲村", "511425100202 乙村", "511425100203 丙村"}},
		{"2020-02-29", []string{"511425100201 甲村", "511425100202 乙村", "511425100203 丙村"}},
		{"2020-03-01", []string{"511425100201 甲村", "511425100202 乙乙村", "511425100203 丙村"}},
		{"2020-05-31", []string{"511425100201 甲村", "511425100202 乙乙村", "511425100203 丙村"}},
		{"2020-06-01", []string{"511425100201 甲村", "511425100204 丁村"}},
		{"", []string{"511425100201 甲村", "511425100204 丁村"}},
	} {
		if diff := cmp.Diff(c.want, names(parts(t, store, c.at).Units), plain); diff != "" {
			t.Errorf("units at %q (-want +got):\n%s", c.at, diff)
		}
	}
	want := []edition.Change{
		{Day: day("2019-12-01"), What: "divisions", Level: adcode.Village, Opened: 3},
		{Day: day("2020-03-01"), What: "divisions", Level: adcode.Village, Opened: 1, Closed: 1},
		{Day: day("2020-06-01"), What: "divisions", Level: adcode.Village, Opened: 1, Closed: 2},
	}
	if diff := cmp.Diff(want, parts(t, store, "").Days, plain); diff != "" {
		t.Errorf("days (-want +got):\n%s", diff)
	}
}

func TestSameSnapshotTwiceWritesNothing(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	w := snapshot("2019-12-01", village("511425100", 201, "甲村"), village("511425100", 202, "乙村"))
	before := commit(t, store, w)
	if after := commit(t, store, w); after != before {
		t.Errorf("the same write again raised the versions from %+v to %+v", before, after)
	}
	// Said again of a later day, it is news only that it was listed then.
	w.Snapshots[0].Day = day("2020-01-01")
	after := commit(t, store, w)
	if after.County != before.County+1 || after.Boundaries != before.Boundaries {
		t.Errorf("versions went from %+v to %+v", before, after)
	}
}

// A shape comes out with every coordinate as it went in, bit for bit: holes, exclaves,
// and vertices that need all 53 bits.
func TestShapesAreKeptBitForBit(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	v := village("511425100", 201, "甲村")
	shape := star(3, 3, 700)
	hole := star(3, 3, 90)[0][0].Clone()
	for i := range hole {
		hole[i] = orb.Point{103.7 + (hole[i][0]-103.7)/3 + 0.02, 29.7 + (hole[i][1]-29.7)/3 + 0.02}
	}
	shape[0] = append(shape[0], hole)
	v.Shape = append(shape, square(9, 9)[0])
	v.Seat = &orb.Point{math.Nextafter(103.73, 104), 29.73}
	commit(t, store, snapshot("2019-12-01", v))
	got := parts(t, store, "").Units[0]
	if want := geo.SnapShape(v.Shape); !got.Shape.Equal(want) {
		t.Error("the shape came out otherwise than it went in")
	}
	if *got.Seat != *v.Seat {
		t.Errorf("the seat went in as %v, came out as %v", *v.Seat, *got.Seat)
	}
}

func TestUnitsWithoutShapes(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	v := village("511425100", 201, "甲村")
	v.Shape, v.Full, v.Tier, v.Urban = nil, "甲村村民委员会", "中心村", boundaries.Unsaid
	commit(t, store, snapshot("2019-12-01", v))
	got := parts(t, store, "").Units[0]
	want := v
	want.ID, want.Unit, want.Valid = got.ID, got.Unit, civil.Span{From: day("2019-12-01")}
	if diff := cmp.Diff(want, got, plain); diff != "" {
		t.Errorf("unit (-want +got):\n%s", diff)
	}
}

func TestSnapshotsThatCannotStand(t *testing.T) {
	t.Parallel()
	store := postgistest.New(t)
	ok := village("511425100", 201, "甲村")
	for _, c := range []struct {
		name, rule string
		spoil      func(u *boundaries.Version)
	}{
		{"no number for a longitude", "shape_on_earth", func(u *boundaries.Version) {
			u.Shape = orb.MultiPolygon{{{{math.NaN(), 29}, {104, 29}, {104, 30}, {math.NaN(), 29}}}}
		}},
		{"an infinite latitude", "shape_on_earth", func(u *boundaries.Version) {
			u.Shape = orb.MultiPolygon{{{{103, math.Inf(1)}, {104, 29}, {104, 30}, {103, 29}}}}
		}},
		{"metres for degrees", "shape_on_earth", func(u *boundaries.Version) {
			u.Shape = orb.MultiPolygon{{{{388521, 3301993}, {388621, 3301993}, {388521, 3302093}, {388521, 3301993}}}}
		}},
		{"smaller than the grid", "shape_on_earth", func(u *boundaries.Version) {
			u.Shape = orb.MultiPolygon{{{{103, 29}, {103 + 1e-11, 29}, {103, 29 + 1e-11}, {103, 29}}}}
		}},
		{"no name", "no_name", func(u *boundaries.Version) { u.Name = "" }},
		{"a name that is a book", "unit_version_name_length", func(u *boundaries.Version) { u.Name = longName }},
		{"a parent of its own level", "unit_version_parent_above", func(u *boundaries.Version) { u.Parent = adcode.MustParse("511425100202") }},
		{"a seat off the earth", "unit_version_seat_on_earth", func(u *boundaries.Version) { u.Seat = &orb.Point{181, 0} }},
		{"a seat that is no number", "unit_version_seat_on_earth", func(u *boundaries.Version) { u.Seat = &orb.Point{math.NaN(), 0} }},
	} {
		t.Run(c.name, func(t *testing.T) {
			spoilt := village("511425100", 202, "乙村")
			c.spoil(&spoilt)
			_, err := store.Commit(t.Context(), snapshot("2019-12-01", ok, spoilt))
			var rule *boundaries.RuleError
			if !errors.As(err, &rule) || rule.Rule != c.rule || !errors.Is(err, boundaries.ErrInvalid) {
				t.Errorf("got %v, want rule %s", err, c.rule)
			}
		})
	}
	if heads, err := store.Heads(t.Context()); err != nil || len(heads) != 0 {
		t.Errorf("refused writes left %v, %v", heads, err)
	}
}

const longName = "长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长长"
