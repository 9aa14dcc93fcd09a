package boundaries

import (
	"cmp"
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// strand is what goes from one unit to another: its end points.
type strand struct{ from, to *standing }

// flow is how much goes along a strand.
type flow struct {
	parcels []parcel
	people  int64
	area    float64
	kind    string
}

// lineage tells who became whom. Weights are people, of villager groups, and area; where a
// unit has no people, its area weighs for them.
func (b *board) lineage() []Link {
	flows := b.flows()
	strands := map[*standing][]strand{}
	incoming := map[*standing]int{}
	for s := range flows {
		strands[s.from] = append(strands[s.from], s)
		if s.from != s.to {
			incoming[s.to]++
		}
	}
	var links []Link
	for _, f := range b.units {
		out := strands[f]
		if f.was == nil || len(out) == 0 {
			continue
		}
		if len(out) == 1 && out[0].to == f && f.kind == "" && incoming[f] == 0 {
			continue
		}
		links = append(links, b.weigh(f, out, flows)...)
	}
	slices.SortStableFunc(links, func(a, c Link) int {
		return cmp.Or(cmp.Compare(a.FromCode.Level(), c.FromCode.Level()), a.FromCode.Compare(c.FromCode), a.ToCode.Compare(c.ToCode))
	})
	return links
}

// flows collects, on every level, what of which unit is now in which.
func (b *board) flows() map[strand]*flow {
	flows := map[strand]*flow{}
	at := func(from, to *standing) *flow {
		s := strand{from, to}
		if flows[s] == nil {
			flows[s] = &flow{}
		}
		return flows[s]
	}
	for _, u := range b.units {
		for _, p := range u.land {
			for from := p.from; from != nil; from = from.origin {
				if to := u.above(from.Level()); to != nil {
					f := at(from, to)
					f.parcels = append(f.parcels, p)
					if from == p.from && p.kind != "" {
						f.kind = p.kind
					}
				}
			}
		}
	}
	for _, g := range b.groups {
		for from := g.from; from != nil; from = from.origin {
			if to := g.now.above(from.Level()); to != nil {
				at(from, to).people += g.People
			}
		}
	}
	for s, f := range flows {
		f.name(s)
	}
	b.addRest(flows)
	return flows
}

// name finds the kind of change that a strand comes of.
func (f *flow) name(s strand) {
	switch {
	case f.kind != "" && s.from != s.to:
	case s.from == s.to:
		f.kind = cmp.Or(s.from.kind, "transfer")
	case s.from.over:
		f.kind = cmp.Or(s.from.kind, "transfer")
	case s.from.kind == "split":
		f.kind = "split"
	default:
		f.kind = "transfer"
	}
}

// addRest gives what of a parent lies in none of its children to whom it went to as a
// whole, or to itself.
func (b *board) addRest(flows map[strand]*flow) {
	seen := map[*standing]float64{}
	several := map[*standing]int{}
	for s := range flows {
		several[s.from]++
	}
	for s, f := range flows {
		if several[s.from] > 1 {
			f.area = f.measure()
			seen[s.from] += f.area
		}
	}
	for from, sum := range seen {
		heir := from
		for heir.over && heir.heir != nil {
			heir = heir.heir
		}
		rest := float64(geo.Area(from.was.Shape)) - sum
		if f := flows[strand{from, heir}]; f != nil && rest > 1e-6*sum && from.Level() != adcode.Village {
			f.area += rest
		}
	}
}

// measure is the area of a flow in square metres, or its share where land has no shape.
func (f *flow) measure() float64 {
	area, shares, known := 0.0, 0.0, true
	for _, p := range f.parcels {
		area += float64(geo.Area(p.shape))
		shares += p.share
		known = known && len(p.shape) > 0
	}
	if known {
		return area
	}
	return shares
}

// weigh makes the links of one unit; their weights sum to 1.
func (b *board) weigh(f *standing, out []strand, flows map[strand]*flow) []Link {
	var people int64
	area := 0.0
	for _, s := range out {
		people += flows[s].people
		area += flows[s].area
	}
	links := make([]Link, 0, len(out))
	for _, s := range out {
		w := flows[s]
		l := Link{From: f.Unit, To: s.to.Unit, FromCode: f.was.Code, FromName: f.was.Name, ToCode: s.to.Code, ToName: s.to.Name, Kind: w.kind, Day: b.order.Effective}
		l.Area = 1 / float64(len(out))
		if area > 0 {
			l.Area = w.area / area
		}
		l.People = l.Area
		if people > 0 {
			l.People = float64(w.people) / float64(people)
		}
		links = append(links, l)
	}
	return links
}
