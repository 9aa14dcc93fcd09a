package importer

import (
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// gazetteer answers which unit or group a name, an old name, a code or an address means
// on a day.
type gazetteer struct {
	day     civil.Day
	county  string
	byCode  map[adcode.Code][]*boundaries.Version
	exact   map[string][]*boundaries.Version // by name and full name
	stem    map[string][]*boundaries.Version // by name without its last word
	groups  map[groupKey][]groupAt
	members map[adcode.Code][]*edition.Group // by every village that ever had them, and its township
	since   map[int]civil.Day                // the day of a year's first division list
	towns   []string                         // names of townships, the longest first
	ever    []boundaries.Version             // all versions, and who became whom
	lineage []boundaries.Link
}

type groupKey struct {
	village adcode.Code
	no      int
}

type groupAt struct {
	year  int
	group *edition.Group
}

func newGazetteer(r *edition.Register, day civil.Day) *gazetteer {
	g := &gazetteer{day: day, byCode: map[adcode.Code][]*boundaries.Version{}, exact: map[string][]*boundaries.Version{}, stem: map[string][]*boundaries.Version{},
		groups: map[groupKey][]groupAt{}, members: map[adcode.Code][]*edition.Group{}, since: map[int]civil.Day{}}
	if r == nil {
		return g
	}
	g.county, g.ever, g.lineage = r.County.Name, r.Versions, r.Lineage
	for i := range r.Versions {
		v := &r.Versions[i]
		g.byCode[v.Code] = append(g.byCode[v.Code], v)
		for j, s := range stems(v.Name, v.Full) {
			if j == 0 || v.Full != "" && j <= 2 {
				g.exact[s] = append(g.exact[s], v)
			} else {
				g.stem[s] = append(g.stem[s], v)
			}
		}
		if v.Level() == adcode.Township && !slices.Contains(g.towns, v.Name) {
			g.towns = append(g.towns, v.Name)
		}
	}
	slices.SortFunc(g.towns, func(a, b string) int { return len(b) - len(a) })
	for _, c := range r.Days {
		if since, known := g.since[c.Day.Year()]; c.Level == adcode.Village && (!known || c.Day.Before(since)) {
			g.since[c.Day.Year()] = c.Day
		}
	}
	g.index(r.Groups)
	return g
}

func (g *gazetteer) index(groups []edition.Group) {
	for i := range groups {
		group := &groups[i]
		seen := map[adcode.Code]bool{}
		for _, a := range group.Addresses {
			k := groupKey{a.Village, a.No}
			g.groups[k] = append(g.groups[k], groupAt{a.Year, group})
			for _, c := range []adcode.Code{a.Village, a.Village.Township()} {
				if !seen[c] {
					seen[c] = true
					g.members[c] = append(g.members[c], group)
				}
			}
		}
	}
}

// inForce reports whether a version is valid on the gazetteer's day.
func (g *gazetteer) inForce(v *boundaries.Version) bool { return v.Valid.Contains(g.day) }

// listed reports whether the division list of a year was in force by the day.
func (g *gazetteer) listed(year int) bool {
	if g.day.IsZero() || year == 0 {
		return true
	}
	since, known := g.since[year]
	if !known {
		since = civil.Date(year, 1, 1)
	}
	return !g.day.Before(since)
}

// code finds who bears a code: the version in force, else the last one before the day,
// else nil.
func (g *gazetteer) code(c adcode.Code) (v *boundaries.Version, former bool) {
	for _, x := range g.byCode[c] {
		if g.inForce(x) {
			return x, false
		}
		if v == nil || v.Valid.From.Before(x.Valid.From) && (g.day.IsZero() || !g.day.Before(x.Valid.From)) {
			v = x
		}
	}
	return v, v != nil
}

// naming is what a name may mean.
type naming struct {
	unit      *boundaries.Version // nil: nothing
	former    bool                // it does not bear the name on the day
	elsewhere bool                // it is not in the township that was named with it
	several   bool                // more than one unit is meant; unit is one of them
}

// village finds the unit that a village's name means, in a township or, with town "",
// in the county.
func (g *gazetteer) village(town, name string) naming {
	return g.search(adcode.Village, name, func(v *boundaries.Version) bool { return town == "" || g.isIn(v, town) })
}

// town finds the unit that a township's name means.
func (g *gazetteer) town(name string) naming {
	return g.search(adcode.Township, name, func(*boundaries.Version) bool { return true })
}

func (g *gazetteer) search(level adcode.Level, name string, within func(*boundaries.Version) bool) naming {
	name = g.bare(name)
	if name == "" {
		return naming{}
	}
	for _, index := range []map[string][]*boundaries.Version{g.exact, g.stem} {
		found := index[name]
		if len(found) == 0 && level == adcode.Village {
			found = index[shortName(name)]
		}
		for _, pass := range []struct{ within, now bool }{{true, true}, {true, false}, {false, true}, {false, false}} {
			n := naming{former: !pass.now, elsewhere: !pass.within}
			for _, v := range found {
				if v.Level() != level || g.inForce(v) != pass.now || within(v) != pass.within {
					continue
				}
				n.several = n.several || n.unit != nil && n.unit.Code != v.Code
				n.unit = v
			}
			if n.unit != nil {
				return n
			}
		}
	}
	return naming{}
}

// isIn reports whether a village belongs, in its own time, to the township that a name
// means.
func (g *gazetteer) isIn(v *boundaries.Version, town string) bool {
	town = g.bare(town)
	for _, t := range g.byCode[v.Parent] {
		if t.Valid.Overlaps(v.Valid) && slices.Contains(stems(t.Name, t.Full), town) {
			return true
		}
	}
	return false
}

// bare leaves out the province, city and county in front of a name.
func (g *gazetteer) bare(name string) string {
	name = plainName(name)
	if g.county != "" {
		if _, rest, found := strings.Cut(name, g.county); found {
			return rest
		}
	}
	return name
}

// like lists names that a misspelt one may mean: those that differ in one character.
func (g *gazetteer) like(name string) []string {
	want := []rune(g.bare(name))
	var out []string
	for n, versions := range g.exact {
		have := []rune(n)
		if len(have) != len(want) || len(have) < 2 || !slices.ContainsFunc(versions, g.inForce) {
			continue
		}
		differ := 0
		for i := range have {
			if have[i] != want[i] {
				differ++
			}
		}
		if differ == 1 {
			out = append(out, n)
		}
	}
	slices.Sort(out)
	return out[:min(len(out), 3)]
}
