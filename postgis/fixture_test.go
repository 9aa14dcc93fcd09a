package postgis_test

import (
	"fmt"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/postgis"
)

// plain compares days and codes with ==.
var plain = cmp.Options{
	cmp.Comparer(func(a, b civil.Day) bool { return a == b }),
	cmp.Comparer(func(a, b adcode.Code) bool { return a == b }),
}

var qingshen = adcode.MustParse("511425")

func day(s string) civil.Day {
	d, err := civil.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return d
}

// square is a shape of one ring with its lower left corner at column x, row y of a
// grid of hundredths of a degree; coordinates are not round in binary.
func square(x, y int) orb.MultiPolygon {
	at := func(i, j int) orb.Point {
		return orb.Point{float64(103_700_000_001+10_000_000*int64(i)) / 1e9, float64(29_700_000_007+10_000_000*int64(j)) / 1e9}
	}
	return orb.MultiPolygon{{{at(x, y), at(x+1, y), at(x+1, y+1), at(x, y+1), at(x, y)}}}
}

// village is the n-th village of a township, at its place on the grid.
func village(township string, n int, name string) boundaries.Version {
	code := adcode.MustParse(fmt.Sprintf("%s%03d", township, n))
	return boundaries.Version{Code: code, Name: name, Type: boundaries.TypeOf(name, code), Parent: code.Township(), Urban: boundaries.No, Shape: square(n%40, n/40)}
}

func snapshot(on string, units ...boundaries.Version) edition.Write {
	s := boundaries.Snapshot{County: qingshen, Level: units[0].Level(), Day: day(on), Units: units}
	return edition.Write{Author: "test", Title: "snapshot of " + on, Snapshots: []boundaries.Snapshot{s}}
}

func commit(t *testing.T, store *postgis.Store, w edition.Write) edition.Versions {
	t.Helper()
	versions, err := store.Commit(t.Context(), w)
	if err != nil {
		t.Fatalf("commit %q: %v", w.Title, err)
	}
	return versions[qingshen]
}

func parts(t *testing.T, store *postgis.Store, at string) edition.Parts {
	t.Helper()
	key := edition.Key{County: qingshen}
	if at != "" {
		key.At = day(at)
	}
	p, err := store.Parts(t.Context(), key, edition.Versions{})
	if err != nil {
		t.Fatalf("parts at %q: %v", at, err)
	}
	return p
}

// names are the units' codes with their names, in order.
func names(units []boundaries.Version) []string {
	list := []string{}
	for _, u := range units {
		list = append(list, u.Code.String()+" "+u.Name)
	}
	return list
}

// star is a shape of one ring with n vertices around the centre of a grid square.
func star(x, y, n int) orb.MultiPolygon {
	centre := square(x, y)[0][0][0]
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		angle := 2 * math.Pi * float64(i) / float64(n)
		ring = append(ring, orb.Point{centre[0] + 0.004*math.Cos(angle), centre[1] + 0.004*math.Sin(angle)})
	}
	return orb.MultiPolygon{{append(ring, ring[0])}}
}
