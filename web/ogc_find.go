package web

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/cql2"
	"github.com/xiantu/xiantu/edition"
)

// ogcSearch says which features are wanted.
type ogcSearch struct {
	kind     ogcKind
	county   string       // "": any
	filter   *cql2.Filter // nil: any
	key      *ogcKey      // nil: any
	boxes    []orb.Bound  // nil: anywhere
	from, to civil.Day
	interval bool
}

// ogcFind returns the features wanted, in the order of their keys. In an interval a
// feature that changed comes once, as it was last. The second value tells the versions
// of all that was looked at.
func (s *Server) ogcFind(ctx context.Context, q ogcSearch) ([]*ogcFeature, string, error) {
	counties, err := s.Editions.Counties(ctx)
	if err != nil {
		return nil, "", err
	}
	var found []*ogcFeature
	var versions strings.Builder
	seen := map[ogcKey]bool{} // by all counties: a unit may have moved from one to another
	for _, c := range counties {
		if q.county != "" && q.county != c.Code.String() {
			continue
		}
		days, err := s.ogcDays(ctx, c.Code, q)
		if err != nil {
			return nil, "", err
		}
		for _, day := range slices.Backward(days) {
			ed, err := s.pictureAt(ctx, "", c.Code.String(), day.String(), 0)
			if err != nil {
				return nil, "", err
			}
			fmt.Fprint(&versions, versionsOf(ed))
			found = append(found, q.in(ed, seen)...)
		}
	}
	slices.SortStableFunc(found, func(a, b *ogcFeature) int { return a.key.compare(b.key) })
	return found, versions.String(), nil
}

// ogcDays are the days to look at: one for an instant; for an interval its first and
// every day in it on which something changed. The zero Day is the newest state.
func (s *Server) ogcDays(ctx context.Context, county adcode.Code, q ogcSearch) ([]civil.Day, error) {
	if !q.interval {
		return []civil.Day{q.to}, nil
	}
	changes, err := s.Editions.Days(ctx, county)
	if err != nil {
		return nil, err
	}
	var days []civil.Day
	if !q.from.IsZero() {
		days = append(days, q.from)
	}
	for _, c := range changes {
		if q.from.Before(c.Day) && (q.to.IsZero() || !q.to.Before(c.Day)) {
			days = append(days, c.Day)
		}
	}
	slices.SortFunc(days, civil.Day.Compare)
	return slices.Compact(days), nil
}

// in returns what an edition has of the features wanted, but for those seen already.
func (q *ogcSearch) in(ed *edition.Edition, seen map[ogcKey]bool) []*ogcFeature {
	var found []*ogcFeature
	take := func(f *ogcFeature) {
		if !seen[f.key] && (q.key == nil || *q.key == f.key) && f.touches(q.boxes) && q.filter.Matches(f) {
			seen[f.key] = true
			found = append(found, f)
		}
	}
	switch q.kind.what {
	case ogcBorders:
		borders := ed.Borders()
		for i := range borders {
			take(&ogcFeature{key: borderKey(ed, &borders[i]), ed: ed, border: &borders[i]})
		}
	case ogcFacilities:
		for i := range ed.Facilities.List {
			f := &ed.Facilities.List[i]
			take(&ogcFeature{key: ogcKey{number: int64(f.ID)}, ed: ed, facility: f})
		}
	case ogcPeople:
		for i := range ed.People.Groups {
			g := &ed.People.Groups[i]
			take(&ogcFeature{key: groupKey(ed, g), ed: ed, group: g})
		}
	default:
		for _, u := range ed.At(q.kind.level) {
			take(&ogcFeature{key: unitKey(u), ed: ed, unit: u})
		}
	}
	return found
}
