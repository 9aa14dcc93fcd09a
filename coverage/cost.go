package coverage

import (
	"math"

	"github.com/paulmach/orb"
)

// work is what a question is asked for.
type work uint8

const (
	measuring work = iota // shares
	drawing               // shapes of reach and gaps
)

// mostSeconds is how long one question may take on one busy processor, about: longer than
// that nobody waits at a map, and others wait behind it. It bounds memory too: 30 million
// pairs take half a gigabyte.
const mostSeconds = 30

// Nanoseconds of work, measured on a busy machine of two processors and rounded up.
const (
	nsPair    = 12.0   // a group looked at from a place
	nsList    = 1000.0 // a pair written down and counted
	nsMeasure = 2500.0 // a distance of a pair, and its place in the order of beds
	nsOverlap = 400.0  // two discs that overlap
	nsEdge    = 1500.0 // an arc of a border drawn
)

// afford refuses a question that would take too long, with how long that is.
func (s *survey) afford(w work) error {
	seconds := s.estimate(w)
	if seconds <= mostSeconds {
		return nil
	}
	return refuse("question", "回答这个问题约需 %.0f 秒，超过 %d 秒的上限：请缩小半径、减少假设的设施，或只问人口（people_only）",
		"this question would take about %.0f seconds, more than the %d that one may: ask with a smaller radius, with fewer assumed sites, or for people only", seconds, mostSeconds)
}

// estimate is about how many seconds a question takes. It takes groups and places to be
// spread evenly over what they span, which is right within a factor of a few.
func (s *survey) estimate(w work) float64 {
	if r, ok := s.reach.(*byRoad); ok {
		return r.byRoadSeconds(w)
	}
	groups := float64(len(s.ed.People.Groups))
	people := spanOf(crowds.of(s.ed.People, newCrowd).bound())
	span := spanOf(s.placesBound())
	pairs, overlaps := 0.0, 0.0
	for i := range s.places {
		r := float64(s.places[i].Reach)
		pairs += groups * min(1, 4*r*r/people)
		overlaps += float64(len(s.places)) * min(1, 16*r*r/span)
	}
	ns := pairs * nsPair
	if s.wants(ExtraRedundancy) || s.wants(ExtraClosing) || s.wants(ExtraCapacity) {
		ns += pairs * nsList
	}
	if s.wants(ExtraCapacity) {
		ns += pairs * nsMeasure
	}
	if w == drawing || !s.q.PeopleOnly {
		ns += overlaps * nsOverlap
	}
	if w == drawing {
		ns += float64(len(s.ed.Mesh.Arcs)) * (1 + overlaps/(1+float64(len(s.places)))) * nsEdge
	}
	return ns / 1e9
}

func (s *survey) placesBound() orb.Bound {
	if len(s.places) == 0 {
		return orb.Bound{}
	}
	bound := s.places[0].At.Bound()
	for i := range s.places {
		bound = bound.Extend(s.places[i].At)
	}
	return bound
}

// spanOf is the area of a bound in square metres, about, and at least a square kilometre.
func spanOf(b orb.Bound) float64 {
	const degree = 111_320.0
	middle := math.Cos(b.Center()[1] * math.Pi / 180)
	return max(1e6, (b.Max[0]-b.Min[0])*degree*middle*(b.Max[1]-b.Min[1])*degree)
}
