package siting_test

import (
	"context"
	"errors"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/xiantu/xiantu/coverage/siting"
)

// drawApart are pairs of sites of which one may stand, and a test of a choice.
func (f field) drawApart(t *rapid.T) (pairs [][2]int, keeps func(sites []int) bool) {
	for range rapid.IntRange(0, 8).Draw(t, "pairs") {
		a, b := rapid.IntRange(0, f.matrix.Sites()-1).Draw(t, "a"), rapid.IntRange(0, f.matrix.Sites()-1).Draw(t, "b")
		if a != b {
			pairs = append(pairs, [2]int{a, b})
		}
	}
	return pairs, func(sites []int) bool {
		return !slices.ContainsFunc(pairs, func(p [2]int) bool { return slices.Contains(sites, p[0]) && slices.Contains(sites, p[1]) })
	}
}

// drawStands is a site that stands already, or none.
func (f field) drawStands(t *rapid.T) []int {
	if j := rapid.IntRange(-2, f.matrix.Sites()-1).Draw(t, "stands"); j >= 0 {
		return []int{j}
	}
	return nil
}

func TestCenterOfSitesApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawField(t, rapid.Bool().Draw(t, "whole"))
		pairs, keeps := f.drawApart(t)
		stands := f.drawStands(t)
		count := f.count - len(stands)
		best := math.Inf(1)
		for n := range count + 1 {
			f.choices(n, func(sites []int) {
				all := append(slices.Clone(stands), sites...)
				if len(all) == n+len(stands) && len(slices.Compact(slices.Sorted(slices.Values(all)))) == len(all) && keeps(all) {
					best = min(best, f.longest(all))
				}
			})
		}
		s, err := siting.Center(context.Background(), f.matrix, count, siting.Options{Apart: pairs, Existing: stands})
		if math.IsInf(best, 1) {
			if !errors.Is(err, siting.ErrInfeasible) {
				t.Fatalf("no choice reaches all, said %v, %v", s, err)
			}
			return
		}
		isProven(t, s, err, best)
		if all := append(slices.Clone(stands), s.Sites...); !keeps(all) || f.longest(all) != best || len(s.Sites) > count {
			t.Fatalf("%v: too near, or %v away, not %v", s.Sites, f.longest(all), best)
		}
	})
}

func TestFewestOfSitesApart(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f, radius := drawField(t, true), rapid.Float64Range(2, 25).Draw(t, "radius")
		pairs, keeps := f.drawApart(t)
		stands := f.drawStands(t)
		fewest := math.Inf(1)
		for n := range f.matrix.Sites() + 1 {
			f.choices(n, func(sites []int) {
				all := append(slices.Clone(stands), sites...)
				if !slices.ContainsFunc(sites, func(j int) bool { return slices.Contains(stands, j) }) && keeps(all) && f.longest(all) <= radius {
					fewest = min(fewest, float64(n))
				}
			})
		}
		s, err := siting.CoverAll(context.Background(), f.matrix, siting.Options{Radius: radius, Apart: pairs, Existing: stands})
		if math.IsInf(fewest, 1) {
			if !errors.Is(err, siting.ErrInfeasible) {
				t.Fatalf("no choice covers all, said %v, %v", s, err)
			}
			return
		}
		isProven(t, s, err, fewest)
		if all := append(slices.Clone(stands), s.Sites...); !keeps(all) || f.longest(all) > radius {
			t.Fatalf("%v do not cover all, or stand too near", s.Sites)
		}
	})
}
