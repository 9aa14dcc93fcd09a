package geo_test

import (
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

func TestColors(t *testing.T) {
	//   a board of 4 x 4, the hardest for four colours where corners count too;
	//   and one shape around all the others
	var board []orb.MultiPolygon
	for i := range 16 {
		board = append(board, multi(square(float64(i%4), float64(i/4), 1)))
	}
	around := multi(orb.Polygon{square(-1, -1, 6)[0], square(0, 0, 4)[0]})
	for i := range 3 { // its inner ring has the board's vertices
		ring := &around[0][1]
		*ring = slices.Insert(*ring, 1+i, orb.Point{float64(1 + i), 0})
	}
	m := geo.NewMesh(append(board, around))
	all := make([]int, 17)
	for i := range all {
		all[i] = i
	}
	of := m.Colors(all)
	if highest := slices.Max(of); highest > 4 {
		t.Errorf("%d colours were needed", highest+1)
	}
	for i := range 16 {
		for _, j := range []int{i + 1, i + 4} {
			if j < 16 && (j == i+4 || j%4 != 0) && of[i] == of[j] {
				t.Errorf("cells %d and %d touch and have colour %d both", i, j, of[i])
			}
		}
	}
	if len(m.Colors(nil)) != 0 {
		t.Error("no shapes have colours")
	}
}
