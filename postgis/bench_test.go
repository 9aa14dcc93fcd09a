package postgis_test

import (
	"fmt"
	"runtime"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/postgis/postgistest"
)

// nation is n villages of 50 vertices each, 300 in a county.
func nation(n int) edition.Write {
	w := edition.Write{Author: "bench", Title: "bulk"}
	for i := 0; i < n; i += 300 {
		county := adcode.MustParse(fmt.Sprint(110000 + i/300))
		s := boundaries.Snapshot{County: county, Level: adcode.Village, Day: day("2020-01-01")}
		for j := range min(300, n-i) {
			code := county.Child(100 + j/100).Child(200 + j%100)
			s.Units = append(s.Units, boundaries.Version{Code: code, Name: "村", Parent: code.Parent(), Shape: star(i/300%50, j, 50)})
		}
		w.Snapshots = append(w.Snapshots, s)
	}
	return w
}

// hamlets is n demand points, 5,000 in a county.
func hamlets(n int) edition.Write {
	w := edition.Write{Author: "bench", Title: "bulk"}
	for i := 0; i < n; i += 5000 {
		set := edition.PeopleSet{County: adcode.MustParse(fmt.Sprint(110000 + i/5000)), People: edition.People{Basis: edition.Resident, Ages: []string{"all", "60+", "65+", "80+"}}}
		for j := range min(5000, n-i) {
			set.Groups = append(set.Groups, edition.Group{ID: fmt.Sprintf("g%06d", j), Place: orb.Point{100 + float64(i)/1e5, 30 + float64(j)/1e4}, Counts: edition.Counts{100, 30, 20, 5},
				Addresses: []edition.Address{{Year: 2020, Village: adcode.MustParse("511425100201"), No: j % 20}}})
		}
		w.People = append(w.People, set)
	}
	return w
}

func BenchmarkCommit(b *testing.B) {
	for name, w := range map[string]edition.Write{"100000 villages": nation(100_000), "500000 points": hamlets(500_000)} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				store := postgistest.New(b)
				runtime.GC()
				b.StartTimer()
				if _, err := store.Commit(b.Context(), w); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A county of 100 villages of 250 vertices, 1,000 groups and 70 facilities.
func BenchmarkParts(b *testing.B) {
	store := postgistest.New(b)
	s := boundaries.Snapshot{County: qingshen, Level: adcode.Village, Day: day("2020-01-01")}
	for i := range 100 {
		v := village("511425100", 201+i, "村")
		v.Shape = star(i%10, i/10, 250)
		s.Units = append(s.Units, v)
	}
	w := edition.Write{Author: "bench", Snapshots: []boundaries.Snapshot{s}, People: hamlets(1000).People, Facilities: []edition.FacilitySet{{County: qingshen}}}
	w.People[0].County = qingshen
	for i := range 70 {
		w.Facilities[0].Put = append(w.Facilities[0].Put, station(fmt.Sprint("站", i), facilities.Operating))
	}
	if _, err := store.Commit(b.Context(), w); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := store.Parts(b.Context(), edition.Key{County: qingshen, At: day("2020-06-30")}, edition.Versions{}); err != nil {
			b.Fatal(err)
		}
	}
}

// The aim is 50 ms for an order to a county of 100 villages and 1,000 groups, applied
// and committed.
func BenchmarkCommitOrder(b *testing.B) {
	store := postgistest.New(b)
	w := nation(100)
	county := w.Snapshots[0].County
	groups := hamlets(1000)
	groups.People[0].County = county
	for i := range groups.People[0].Groups {
		groups.People[0].Groups[i].Place = w.Snapshots[0].Units[i%100].Shape.Bound().Center()
	}
	for _, write := range []edition.Write{w, groups} {
		if _, err := store.Commit(b.Context(), write); err != nil {
			b.Fatal(err)
		}
	}
	for n := 0; b.Loop(); n++ {
		o := boundaries.Order{Counties: []adcode.Code{county}, Title: "bench", Effective: day("2021-01-01"), Changes: []boundaries.Change{
			boundaries.Rename{Unit: w.Snapshots[0].Units[n%100].Code, Name: fmt.Sprint("村", n)}}}
		if _, err := store.CommitOrder(b.Context(), edition.OrderWrite{Author: "bench", Order: o}); err != nil {
			b.Fatal(err)
		}
	}
}
