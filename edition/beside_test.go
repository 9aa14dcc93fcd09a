package edition_test

import (
	"context"
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/postgis"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// noted is a store that notes whose facts are read.
type noted struct {
	*postgis.Store
	read []string
}

// Parts notes the county.
func (n *noted) Parts(ctx context.Context, key edition.Key, known edition.Versions) (edition.Parts, error) {
	n.read = append(n.read, key.County.String())
	return n.Store.Parts(ctx, key, known)
}

// taken is what was read since it was last asked, each once.
func (n *noted) taken() []string {
	read := n.read
	n.read = nil
	slices.Sort(read)
	return slices.Compact(read)
}

// rowOfCounties is a store of counties in a row from west to east, each a square of a tenth
// of a degree, some 10 km, of one village:
//
//	+-----+-----+-----+-----+-----+
//	|  1  |  2  |  3  |  4  |  5  |
//	+-----+-----+-----+-----+-----+
func rowOfCounties(t *testing.T) *noted {
	store := postgistest.New(t)
	for i := range 5 {
		x, county := 104+0.1*float64(i), numbered(i+1)
		commit(t, store, edition.Write{Author: "test", Counties: []edition.County{{Code: county, Name: county.String()}}, Snapshots: []boundaries.Snapshot{{
			County: county, Level: adcode.Village, Day: civil.Date(2020, 1, 1), Units: []boundaries.Version{{
				Code: county.Child(100).Child(200), Name: "甲村", Type: boundaries.VillageCommittee, Parent: county.Child(100),
				Shape: orb.MultiPolygon{{{{x, 29}, {x + 0.1, 29}, {x + 0.1, 29.1}, {x, 29.1}, {x, 29}}}},
			}},
		}}})
	}
	return &noted{Store: store}
}

// numbered is the code of a county of the row, from 1.
func numbered(n int) adcode.Code { return adcode.MustParse("99010" + string(rune('0'+n))) }

func codesOf(eds []*edition.Edition) []string {
	list := []string{}
	for _, ed := range eds {
		list = append(list, ed.Key.County.String())
	}
	return list
}

// Only counties within reach are read, and a facility that one gets nearby brings it in.
func TestBesideReadsWhatIsNear(t *testing.T) {
	source := rowOfCounties(t)
	cache := edition.NewCache(source, 64<<20)
	beside := func(within geo.Metres) (found, read []string) {
		t.Helper()
		ed, err := cache.Edition(t.Context(), edition.Key{County: numbered(1), At: civil.Date(2021, 1, 1)})
		if err != nil {
			t.Fatal(err)
		}
		source.taken()
		eds, err := edition.Beside(t.Context(), cache, ed, within)
		if err != nil {
			t.Fatal(err)
		}
		return codesOf(eds), source.taken()
	}
	expect := func(when string, within geo.Metres, found, read []string) {
		t.Helper()
		if gotFound, gotRead := beside(within); !slices.Equal(gotFound, found) || !slices.Equal(gotRead, read) {
			t.Errorf("%s: found %v, want %v; read %v, want %v", when, gotFound, found, gotRead, read)
		}
	}
	expect("a kilometre", 1000, []string{"990102"}, []string{"990102"})
	expect("a kilometre again", 1000, []string{"990102"}, nil)
	expect("twelve", 12_000, []string{"990102", "990103"}, []string{"990103"})

	near := orb.Point{104.105, 29.05}
	versions := commit(t, source.Store, edition.Write{Author: "test", Facilities: []edition.FacilitySet{{County: numbered(5), Put: []facilities.Facility{
		{Kind: "ELD_HOME", Name: "飞地敬老院", Place: &near, Source: facilities.ByPoint, State: facilities.Operating},
	}}}})
	expect("before the write is heard of", 1000, []string{"990102"}, nil)
	cache.Invalidate(numbered(5), versions[numbered(5)])
	expect("after it is", 1000, []string{"990102", "990105"}, []string{"990105"})
	expect("without bounds", geo.Metres(math.Inf(1)), []string{"990102", "990103", "990104", "990105"}, []string{"990104"})
}

// An extent that holds on another day only is read, and left out.
func TestBesideIsOfTheDay(t *testing.T) {
	source := rowOfCounties(t)
	later := orb.Point{104.105, 29.05}
	commit(t, source.Store, edition.Write{Author: "test", Facilities: []edition.FacilitySet{{County: numbered(4), From: civil.Date(2022, 1, 1), Put: []facilities.Facility{
		{Kind: "ELD_HOME", Name: "敬老院", Place: &later, Source: facilities.ByPoint, State: facilities.Operating},
	}}}})
	cache := edition.NewCache(source, 64<<20)
	for year, want := range map[int][]string{2021: {"990102"}, 2023: {"990102", "990104"}} {
		ed, err := cache.Edition(t.Context(), edition.Key{County: numbered(1), At: civil.Date(year, 6, 1)})
		if err != nil {
			t.Fatal(err)
		}
		eds, err := edition.Beside(t.Context(), cache, ed, 1000)
		if err != nil || !slices.Equal(codesOf(eds), want) {
			t.Errorf("in %d: %v, want %v (%v)", year, codesOf(eds), want, err)
		}
	}
}
