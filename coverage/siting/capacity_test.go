package siting_test

import (
	"context"
	"math"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/coverage/siting"
)

// serves is how much weight sites can serve that have room for so much each: the least cut,
// found by trying which sites are full.
func (f field) serves(sites []int, radius, capacity float64) float64 {
	least := math.Inf(1)
	for full := range 1 << len(sites) {
		cut := 0.0
		var others []int
		for k, j := range sites {
			if full&(1<<k) != 0 {
				cut += capacity
			} else {
				others = append(others, j)
			}
		}
		least = min(least, cut+f.reached(others, radius))
	}
	return least
}

func TestCapacities(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, true), rapid.Float64Range(0.5, 20).Draw(t, "radius")
		capacity := float64(rapid.IntRange(1, 120).Draw(t, "capacity"))
		best := 0.0
		f.choices(f.count, func(sites []int) { best = max(best, f.serves(sites, radius, capacity)) })
		s, err := siting.Cover(context.Background(), f.matrix, f.weights, f.count, siting.Options{Radius: radius, Capacity: capacity})
		isProven(t, s, err, best)
		if got := f.serves(s.Sites, radius, capacity); got != best {
			t.Fatalf("%v serve %v, not %v", s.Sites, got, best)
		}
	})
}
