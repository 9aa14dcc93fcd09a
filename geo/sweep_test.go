package geo_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/geo"
)

// The sweep finds that lines meet just when a comparison of all pairs does, and two that do:
// lines of chance, some of which begin where others end, stand upright or lie on one another.
func TestMeetingPair(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		side := rapid.Int64Range(2, 40).Draw(t, "side")
		vertex := func(label string) geo.Vertex {
			return geo.Vertex{X: rapid.Int64Range(0, side).Draw(t, label), Y: rapid.Int64Range(0, side).Draw(t, label)}
		}
		var lines [][2]geo.Vertex
		last := vertex("from")
		for range rapid.IntRange(0, 14).Draw(t, "lines") {
			from := last
			if rapid.Bool().Draw(t, "apart") {
				from = vertex("from")
			}
			if last = vertex("to"); from != last && !meetsAny(lines, from, last, rapid.IntRange(0, 3).Draw(t, "any") > 0) {
				lines = append(lines, [2]geo.Vertex{from, last})
			}
		}
		want := false
		for i := range lines {
			want = want || meetsAny(lines[:i], lines[i][0], lines[i][1], true)
		}
		pair, ok := geo.MeetingPair(lines)
		if ok != want {
			t.Fatalf("%v, want %v: %v", ok, want, lines)
		}
		if ok && !geo.Meet(pair[0][0], pair[0][1], pair[1][0], pair[1][1]) {
			t.Fatalf("%v do not meet", pair)
		}
	})
}

// meetsAny reports whether a line meets one of others, where it matters.
func meetsAny(lines [][2]geo.Vertex, from, to geo.Vertex, matters bool) bool {
	for _, l := range lines {
		if matters && geo.Meet(l[0], l[1], from, to) {
			return true
		}
	}
	return false
}
