package coverage_test

import (
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/coverage/road"
	"github.com/xiantu/xiantu/edition"
)

// latticed is the made county with roads laid over it: 26,000 crossings.
func latticed(b *testing.B) *edition.Edition {
	ed := *madeCounty(b, "county")
	const wide, high = 200, 130
	bound := ed.Bound
	at := func(x, y int) orb.Point {
		return orb.Point{bound.Min[0] + (bound.Max[0]-bound.Min[0])*float64(x)/wide, bound.Min[1] + (bound.Max[1]-bound.Min[1])*float64(y)/high}
	}
	var list []road.Road
	class := [3]string{"unclassified", "unclassified", "tertiary"}
	for x := range wide {
		for y := range high {
			list = append(list, road.Road{Line: orb.LineString{at(x, y), at(x+1, y)}, Class: class[y%3]}, road.Road{Line: orb.LineString{at(x, y), at(x, y+1)}, Class: class[x%3]})
		}
	}
	ed.Roads = &edition.Roads{List: list, Speeds: road.DefaultSpeeds()}
	return &ed
}

func BenchmarkCountyByRoad(b *testing.B) {
	ed := latticed(b)
	for _, c := range []struct {
		name    string
		minutes float64
		mode    coverage.Mode
		people  bool
	}{{"people walk", 15, coverage.Walk, true}, {"walk", 15, coverage.Walk, false}, {"drive", 15, coverage.Drive, false}} {
		b.Run(c.name, func(b *testing.B) {
			q := coverage.Question{Kinds: []string{"ELD_COMMUNITY"}, Minutes: c.minutes, Mode: c.mode, By: adcode.Village, PeopleOnly: c.people}
			for b.Loop() {
				ask(b, ed, q)
			}
		})
	}
}
