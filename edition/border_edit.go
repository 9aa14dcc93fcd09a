package edition

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/geo"
)

// BorderEdit is what is to be recorded of a border, or of the part of it between two
// places; what is nil stays as it is.
type BorderEdit struct {
	Number, Carrier, Neighbour, Remark *string

	State     *boundaries.BorderState
	Documents *[]boundaries.BorderDocument
	Markers   *[]boundaries.Marker // instead of those that stand there
	Between   *[2]orb.Point        // lon/lat, on the border; nil: all of it
}

// reach is how far a place may be from the border that it is to lie on.
const reach geo.Metres = 100

// farMarker is farther from a border than any of its markers stands: who writes so has
// mistaken the coordinates or the border.
const farMarker geo.Metres = 1000

// patch is a run of a border while it is edited.
type patch struct {
	id, origin boundaries.StretchID
	path       []geo.Vertex
	facts      boundaries.BorderFacts // without markers
	chosen     bool
}

// Edit works out the stretches of the border as an edit would have them. Stretches end at
// vertices of the border. The error is boundaries.ErrInvalid where a place or a marker
// does not lie on it.
func (b *Border) Edit(e BorderEdit) ([]boundaries.Stretch, error) {
	patches, err := b.patches(e.Between)
	if err != nil {
		return nil, err
	}
	markers := b.Markers()
	if e.Markers != nil {
		markers = slices.DeleteFunc(markers, func(m boundaries.Marker) bool { return patches[nearestPatch(patches, m.Place)].chosen })
		for _, m := range *e.Markers {
			if _, d := boundaries.NearestOn(boundaries.Line(patches[nearestPatch(patches, m.Place)].path), m.Place); d > farMarker {
				return nil, &boundaries.RuleError{Rule: "marker_far", Unit: b.Left.Code, Said: fmt.Sprintf("marker %s at %.6f, %.6f lies %.0f m from the border: check its coordinates", m.Number, m.Place[0], m.Place[1], d)}
			}
		}
		markers = append(markers, *e.Markers...)
	}
	for i := range patches {
		if patches[i].chosen {
			e.put(&patches[i].facts)
		}
	}
	return b.stretches(joinPatches(patches), markers), nil
}

func (e BorderEdit) put(f *boundaries.BorderFacts) {
	for _, text := range []struct{ to, from *string }{{&f.Number, e.Number}, {&f.Carrier, e.Carrier}, {&f.Neighbour, e.Neighbour}, {&f.Remark, e.Remark}} {
		if text.from != nil {
			*text.to = *text.from
		}
	}
	if e.State != nil {
		f.State = *e.State
	}
	if e.Documents != nil {
		f.Documents = slices.Clone(*e.Documents)
		if len(f.Documents) == 0 {
			f.Documents = nil
		}
	}
}

// patches are the runs of the border, cut at the two places given, where there are any.
func (b *Border) patches(between *[2]orb.Point) ([]patch, error) {
	part, from, to, err := b.span(between)
	if err != nil {
		return nil, err
	}
	var list []patch
	for p, runs := range b.Parts {
		at := 0 // of the run's first vertex in the part
		for _, run := range runs {
			base := patch{path: run.Path, chosen: between == nil}
			if run.Stretch != nil {
				base.id, base.origin, base.facts = run.Stretch.ID, run.Stretch.Origin, run.Stretch.Facts
				base.facts.Markers = nil
			}
			end := at + len(run.Path) - 1
			cuts := []int{at, end}
			if p == part {
				cuts = append(cuts, min(max(from, at), end), min(max(to, at), end))
			}
			slices.Sort(cuts)
			for i := 1; i < len(cuts); i++ {
				if cuts[i-1] == cuts[i] {
					continue
				}
				cut := base
				cut.path = run.Path[cuts[i-1]-at : cuts[i]-at+1]
				if between != nil && p == part {
					inside := cuts[i-1] >= min(from, to) && cuts[i] <= max(from, to)
					cut.chosen = inside == (from < to)
				}
				list = append(list, cut)
			}
			at = end
		}
	}
	return list, nil
}

// span finds the part of the border, and the vertices of it, that two places lie nearest
// to. On a part that runs round it is the way from the first to the second in its
// direction, and from may be behind to.
func (b *Border) span(between *[2]orb.Point) (part, from, to int, err error) {
	if between == nil {
		return -1, 0, 0, nil
	}
	var parts, ends [2]int
	for i, place := range between {
		least := reach
		parts[i] = -1
		for p, runs := range b.Parts {
			for k, v := range pathOf(runs) {
				if d := geo.Distance(v.Point(), place); d < least {
					parts[i], ends[i], least = p, k, d
				}
			}
		}
		if parts[i] < 0 {
			return 0, 0, 0, &boundaries.RuleError{Rule: "place_off_border", Unit: b.Left.Code, Said: fmt.Sprintf("no vertex of the border lies within %.0f m of %.6f, %.6f: begin and end the stretch on it", reach, place[0], place[1])}
		}
	}
	if parts[0] != parts[1] || ends[0] == ends[1] {
		return 0, 0, 0, &boundaries.RuleError{Rule: "no_stretch", Unit: b.Left.Code, Said: "the two places do not bound a stretch of the border: they lie at the same vertex, or on parts of it that are not connected"}
	}
	path := pathOf(b.Parts[parts[0]])
	if path[0] != path[len(path)-1] {
		slices.Sort(ends[:])
	}
	return parts[0], ends[0], ends[1], nil
}

// pathOf is the path of connected runs.
func pathOf(runs []boundaries.BorderRun) []geo.Vertex {
	var path []geo.Vertex
	for _, run := range runs {
		path = append(path, run.Path[min(len(path), 1):]...)
	}
	return path
}

// joinPatches makes one of neighbours of which the same is recorded.
func joinPatches(list []patch) []patch {
	var joined []patch
	for _, p := range list {
		if n := len(joined) - 1; n >= 0 && joined[n].path[len(joined[n].path)-1] == p.path[0] && sameFacts(joined[n], p) {
			joined[n].path = append(slices.Clone(joined[n].path), p.path[1:]...)
			if joined[n].id == 0 {
				joined[n].id, joined[n].origin = p.id, p.origin
			}
			continue
		}
		joined = append(joined, p)
	}
	return joined
}

func sameFacts(a, b patch) bool {
	return boundaries.SameStretch(boundaries.Stretch{Facts: a.facts}, boundaries.Stretch{Facts: b.facts})
}

// stretches are those of the patches of which something is recorded, each with the markers
// nearest to it.
func (b *Border) stretches(patches []patch, markers []boundaries.Marker) []boundaries.Stretch {
	nearest := make([][]boundaries.Marker, len(patches))
	for _, m := range markers {
		i := nearestPatch(patches, m.Place)
		nearest[i] = append(nearest[i], m)
	}
	taken := map[boundaries.StretchID]bool{}
	var list []boundaries.Stretch
	for i, p := range patches {
		s := boundaries.Stretch{ID: p.id, Origin: p.origin, Level: b.Level, Sides: b.Sides, Course: boundaries.CourseOf(p.path), Facts: p.facts}
		if taken[p.id] {
			s.ID, s.Origin = 0, p.id
		}
		s.Facts.Markers = nearest[i]
		if p.id == 0 && boundaries.SameStretch(boundaries.Stretch{Facts: s.Facts}, boundaries.Stretch{}) {
			continue
		}
		taken[p.id] = p.id != 0
		list = append(list, s)
	}
	return list
}

func nearestPatch(patches []patch, place orb.Point) int {
	best, least := 0, geo.Metres(-1)
	for i, p := range patches {
		if _, d := boundaries.NearestOn(boundaries.Line(p.path), place); least < 0 || d < least {
			best, least = i, d
		}
	}
	return best
}
