package boundaries

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/geo"
)

// Carried is what becomes of a stretch where the arcs change.
type Carried struct {
	From Stretch
	To   []Stretch // of no Version and no Valid; the first has From's ID where one of its level stays, others ID 0 and Origin
}

// Carry works out what becomes of stretches, which share no segment, where the borders of
// a county change from was to now. Those that stay as they are do not appear.
//
//   - Where the arc goes on between other units, the facts go on with it.
//   - Where only parts of the arc do, or a new unit's border comes into it, the stretch is
//     split; the longest part keeps its identity.
//   - Where the arc is no border of the level any more, the stretch ends. Where it is one of
//     another level now, what stands on the ground (carrier and markers) goes on there as
//     a draft, without number and papers.
//   - Where the line between the two units takes another way between the same ends, the
//     stretch moves there, and is a draft again.
//
// back are stretches that a revert brings back as they were, where nothing else is.
func Carry(stretches []Stretch, was, now *BorderNet, back []Stretch) (list []Carried, restored []Stretch) {
	c := carrying{was: was, now: now, claimed: map[segment]bool{}}
	followed := make([][]piece, len(stretches))
	paths := make([][]geo.Vertex, len(stretches))
	for i, s := range stretches {
		if paths[i] = was.Path(s); paths[i] == nil {
			continue
		}
		followed[i] = now.follow(paths[i])
		for _, p := range followed[i] {
			c.claim(p.path)
		}
	}
	for i, s := range stretches {
		pieces := followed[i]
		if paths[i] != nil {
			pieces = append(pieces, c.detours(paths[i], way{s.Level, s.Sides}, pieces)...)
		}
		if to := c.hand(s, pieces); !c.stays(s, pieces, to) {
			list = append(list, Carried{s, to})
		}
	}
	for _, s := range back {
		restored = append(restored, c.bring(s)...)
	}
	return list, restored
}

// stays reports whether what a stretch comes to is itself: it runs where it ran. Vertices
// put in between do not matter.
func (c *carrying) stays(s Stretch, pieces []piece, to []Stretch) bool {
	if len(to) != 1 || pieces[0].moved || c.now.Path(s) == nil {
		return false
	}
	same := to[0]
	if same.Course[0] == s.Course[0] && same.Course[len(same.Course)-1] == s.Course[len(s.Course)-1] {
		same.Course = s.Course
	}
	return SameStretch(s, same)
}

type carrying struct {
	was, now *BorderNet
	claimed  map[segment]bool
}

func (c *carrying) claim(path []geo.Vertex) {
	for i := 1; i < len(path); i++ {
		key, _ := segmentOf(path[i-1], path[i])
		c.claimed[key] = true
	}
}

// detours finds where the line now runs instead of the gaps in an old path: along new
// segments of border between the same units, or those beside the gap.
func (c *carrying) detours(old []geo.Vertex, of way, pieces []piece) []piece {
	ways := []way{of}
	for _, p := range pieces {
		if p.level == of.level && !slices.Contains(ways, p.way) {
			ways = append(ways, p.way)
		}
	}
	var found []piece
	for _, g := range gaps(old, of, pieces) {
		for _, w := range ways {
			path := c.now.shortest(g.from, g.to, func(a, b geo.Vertex) bool { return c.isNew(a, b, w) })
			if path != nil {
				c.claim(path)
				found = append(found, piece{w, path, true})
				break
			}
		}
	}
	return found
}

// isNew reports whether a segment is a border of a way that it was not before, and that
// no stretch has.
func (c *carrying) isNew(a, b geo.Vertex, w way) bool {
	key, _ := segmentOf(a, b)
	if now, ok := c.now.along(a, b); !ok || now != w || c.claimed[key] {
		return false
	}
	before, ok := c.was.along(a, b)
	return !ok || !before.runs(w)
}

// hand makes stretches of the pieces of one, and gives each the markers nearest to it.
func (c *carrying) hand(s Stretch, pieces []piece) []Stretch {
	var to []Stretch
	slices.SortStableFunc(pieces, func(a, b piece) int {
		switch {
		case a.level == b.level:
			return cmp.Compare(pathLength(b.path), pathLength(a.path))
		case a.level == s.Level:
			return -1
		}
		return 1
	})
	for i, p := range pieces {
		t := Stretch{Origin: s.ID, Level: p.level, Sides: p.sides, Course: CourseOf(p.path), Facts: s.Facts}
		if i == 0 && p.level == s.Level {
			t.ID, t.Origin = s.ID, s.Origin
		}
		if p.moved {
			t.Facts.State = DraftBorder
		}
		if p.level != s.Level {
			t.Facts = BorderFacts{Carrier: s.Facts.Carrier}
		}
		t.Facts.Markers = nil
		to = append(to, t)
	}
	for _, m := range s.Facts.Markers {
		if i := nearestPiece(pieces, m); i >= 0 {
			to[i].Facts.Markers = append(to[i].Facts.Markers, m)
		}
	}
	return to
}

func pathLength(path []geo.Vertex) (sum geo.Metres) {
	for i := 1; i < len(path); i++ {
		sum += geo.Distance(path[i-1].Point(), path[i].Point())
	}
	return sum
}

// stayBeside is how much nearer a marker must be to where a line moved, in metres, than to
// where it stayed, to go with it.
const stayBeside = 5

func nearestPiece(pieces []piece, m Marker) int {
	best, least := -1, geo.Metres(-1)
	for i, p := range pieces {
		_, d := NearestOn(Line(p.path), m.Place)
		if p.moved {
			d += stayBeside
		}
		if least < 0 || d < least {
			best, least = i, d
		}
	}
	return best
}

// bring puts a stretch back where its course is and no other stretch has it.
func (c *carrying) bring(s Stretch) []Stretch {
	path := c.now.Path(s)
	var pieces []piece
	broken := true
	for i := 1; i < len(path); i++ {
		key, _ := segmentOf(path[i-1], path[i])
		switch {
		case c.claimed[key]:
			broken = true
			continue
		case broken:
			pieces = append(pieces, piece{way: way{s.Level, s.Sides}, path: []geo.Vertex{path[i-1]}})
		}
		last := &pieces[len(pieces)-1]
		last.path, broken = append(last.path, path[i]), false
		c.claimed[key] = true
	}
	to := c.hand(s, pieces)
	if c.stays(s, pieces, to) {
		to[0].Course = s.Course
	}
	return to
}
