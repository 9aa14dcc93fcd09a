package coverage_test

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
)

// BenchmarkJudge judges 10,000 places of the real county.
func BenchmarkJudge(b *testing.B) {
	ed := qingshenZones(b)
	random := rand.New(rand.NewPCG(1, 1))
	places := make([]orb.Point, 10_000)
	for i := range places {
		places[i] = orb.Point{103.7 + 0.25*random.Float64(), 29.7 + 0.25*random.Float64()}
	}
	for b.Loop() {
		if _, err := coverage.Judge(ed, coverage.Zoning{}, places); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkFreeLand draws the free land of the real county, whole and village by village.
func BenchmarkFreeLand(b *testing.B) {
	ed := qingshenZones(b)
	for _, by := range []adcode.Level{adcode.County, adcode.Village} {
		b.Run(by.String(), func(b *testing.B) {
			for b.Loop() {
				if _, err := coverage.FreeLand(ed, coverage.FreeQuestion{By: by}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkCompare asks before and after the real reform, seven answers and the strands.
func BenchmarkCompare(b *testing.B) {
	before, after := reform(b)
	for b.Loop() {
		if _, err := coverage.Compare(before, after, coverage.Question{Kinds: []string{"VOL_STATION"}, Radius: 1000}, nil); err != nil {
			b.Fatal(err)
		}
	}
}
