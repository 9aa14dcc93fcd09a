package maps_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/maps"
)

// TestAnySheet lays out counties of any size on any paper: every unit is named or
// numbered or said to be lost, nothing overlaps, and the county lies in the field.
func TestAnySheet(t *testing.T) {
	papers := []string{"A4", "A3", "A0", "全开", "100x100mm", "1000x120mm", "150x900mm"}
	rapid.Check(t, func(r *rapid.T) {
		rows, columns := rapid.IntRange(1, 4).Draw(r, "rows"), rapid.IntRange(1, 4).Draw(r, "columns")
		villages := rapid.IntRange(1, 3).Draw(r, "villages")
		long := rapid.IntRange(1, 12).Draw(r, "letters")
		size := rapid.SampledFrom(papers).Draw(r, "paper")
		kind := rapid.SampledFrom(maps.Kinds).Draw(r, "kind")
		ed := grid(t, rows, columns, villages, func(code adcode.Code) string {
			return strings.Repeat("名", 1+code.Serial()%long)
		})
		s, err := maps.New(ed, maps.Options{Kind: kind, Paper: paper(t, size)})
		if err != nil {
			r.Fatal(err)
		}
		checkNames(t, fmt.Sprint(rows, columns, villages, long, size, kind), s)
		want := rows * columns
		if kind == maps.ByVillage {
			want += want * villages * villages
		}
		seen := map[adcode.Code]int{}
		for _, n := range s.Names() {
			if n.Part == 0 {
				seen[n.Code]++
			}
		}
		if len(seen) != want {
			r.Fatalf("%d units are named, want %d", len(seen), want)
		}
		field := s.Placement().Field
		for _, arc := range ed.Mesh.Arcs {
			for _, p := range arc.Line {
				if !field.Contains(s.Placement().Paper(p)) {
					r.Fatalf("%v lies outside the map field", p)
				}
			}
		}
	})
}
