package coverage

import (
	"cmp"
	"errors"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// counting works indicators out from an edition.
type counting struct {
	ed         *edition.Edition
	year       int
	statistics []edition.Statistic
	borders    []edition.Border // read once
}

// Indicators works out every indicator of a table from an edition, for a year: statistics
// are the county's typed figures, of any day.
func Indicators(ed *edition.Edition, table []Indicator, statistics []edition.Statistic, year int) []Indication {
	c := &counting{ed: ed, year: year, statistics: statistics}
	list := make([]Indication, len(table))
	for i := range table {
		list[i] = c.indicate(&table[i])
	}
	return list
}

func (c *counting) indicate(in *Indicator) Indication {
	out := Indication{Indicator: in, Day: c.ed.Key.At, Year: c.year, Numerator: c.add(in.Numerator), Denominator: Figure{Unknown: true}}
	if len(in.Denominator) > 0 {
		out.Denominator = c.add(in.Denominator)
	}
	if in.HasGap && !out.Numerator.Unknown {
		for _, item := range out.Denominator.Items {
			if !slices.ContainsFunc(out.Numerator.Items, item.same) {
				out.Gap = append(out.Gap, item)
			}
		}
	}
	out.Parts = c.parts(&out)
	out.Definition = c.defineIndicator(&out)
	return out
}

// parts are the figures by township.
func (c *counting) parts(out *Indication) []Part {
	var parts []Part
	at := map[int]int{}
	for _, u := range c.ed.At(adcode.Township) {
		at[u.Index] = len(parts)
		parts = append(parts, Part{Unit: u.Index})
	}
	each := func(items []Item, add func(*Part, int64)) {
		for _, item := range items {
			if item.Unit < 0 {
				continue
			}
			if town := c.ed.Ancestor(&c.ed.Units[item.Unit], adcode.Township); town != nil {
				add(&parts[at[town.Index]], item.N)
			}
		}
	}
	each(out.Numerator.Items, func(p *Part, n int64) { p.Numerator += n })
	each(out.Denominator.Items, func(p *Part, n int64) { p.Denominator += n })
	return parts
}

// add adds up terms.
func (c *counting) add(sum Sum) Figure {
	var total Figure
	for _, t := range sum {
		f := c.term(t)
		if f.Unknown {
			return f
		}
		for _, item := range f.Items {
			total.N += item.N
		}
		total.Items = append(total.Items, f.Items...)
	}
	slices.SortStableFunc(total.Items, c.compare)
	return total
}

// compare orders by unit, as an edition does, and by name.
func (c *counting) compare(a, b Item) int {
	return cmp.Or(cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Facility, b.Facility), cmp.Compare(a.Label, b.Label))
}

func (c *counting) term(t Term) Figure {
	switch t.Count {
	case "count", "sum":
		return c.facilities(t)
	case "units":
		return c.units(t, nil)
	case "having", "serving":
		return c.units(t, c.holders(t))
	case "people":
		return c.people(t)
	case "area":
		return c.land(t)
	case "covered", "area_covered":
		return c.covered(t)
	case "borders":
		return c.lines(t)
	case "statistic":
		return c.statistic(t.Of)
	}
	panic("coverage: a term that ParseIndicators does not let through: " + t.Count)
}

// facilities counts facilities, or sums up a figure of them: what nobody has said of one
// counts nothing.
func (c *counting) facilities(t Term) (f Figure) {
	for i := range c.ed.Facilities.List {
		fac := &c.ed.Facilities.List[i]
		if !c.matches(fac, t.Filters) {
			continue
		}
		item := Item{Unit: fac.Unit, Facility: i, N: 1}
		if t.Count == "sum" {
			read, _ := figureOf(t.Of)
			n := read(&fac.Facts)
			if n == nil {
				continue
			}
			item.N = int64(*n)
		}
		f.Items = append(f.Items, item)
	}
	return f
}

// units counts units; with holders only those among them.
func (c *counting) units(t Term, holders map[int]bool) (f Figure) {
	for i := range c.ed.Units {
		u := &c.ed.Units[i]
		if c.isCounted(u, t.Filters) && (holders == nil || holders[i]) {
			f.Items = append(f.Items, Item{Unit: i, Facility: -1, N: 1})
		}
	}
	return f
}

// isCounted reports whether a unit is of the level asked for, villages and communities
// unless said otherwise, and matches.
func (c *counting) isCounted(u *edition.Unit, filters []Filter) bool {
	if !slices.ContainsFunc(filters, func(f Filter) bool { return f.Key == "level" }) && u.Level() != adcode.Village {
		return false
	}
	return c.isOf(u, filters)
}

// holders are the units with a matching facility inside. One that belongs to a whole
// township is in none of its villages; a subdistrict that stands beside villages as a
// unit of its own has only those that are its own.
func (c *counting) holders(t Term) map[int]bool {
	holders := map[int]bool{}
	within := slices.ContainsFunc(t.Filters, func(f Filter) bool {
		return f.Key == "level" && (slices.Contains(f.Values, "township") || slices.Contains(f.Values, "county"))
	})
	own := make([]Filter, 0, len(t.Filters))
	for _, f := range t.Filters {
		if !slices.Contains(unitKeys, f.Key) {
			own = append(own, f)
		}
	}
	for i := range c.ed.Facilities.List {
		f := &c.ed.Facilities.List[i]
		if !c.matches(f, own) {
			continue
		}
		for u := f.Unit; u >= 0; u = c.ed.Units[u].Above {
			holders[u] = true
			if !within {
				break
			}
		}
		if t.Count == "serving" {
			c.served(f, holders)
		}
	}
	return holders
}

// served adds the units that a facility names as served, by name: of several of one name
// that of its own township.
func (c *counting) served(f *edition.Facility, holders map[int]bool) {
	for _, name := range strings.FieldsFunc(f.Facts.Served, func(r rune) bool { return strings.ContainsRune("、，,；; \n", r) }) {
		var found []*edition.Unit
		for _, u := range c.ed.At(adcode.Village) {
			if u.Name == name {
				found = append(found, u)
			}
		}
		for _, u := range found {
			if len(found) == 1 || f.Unit >= 0 && u.Above == c.townshipOf(f.Unit) {
				holders[u.Index] = true
			}
		}
	}
}

func (c *counting) townshipOf(unit int) int {
	if town := c.ed.Ancestor(&c.ed.Units[unit], adcode.Township); town != nil {
		return town.Index
	}
	return -1
}

// people counts who lives in units, or in all of the county.
func (c *counting) people(t Term) (f Figure) {
	column := c.ed.People.Age(t.Of)
	if column < 0 {
		return unknown("人口未分"+t.Of, "the people are not counted by "+t.Of)
	}
	known := len(c.ed.Units) > 0 && c.ed.HasShape(&c.ed.Units[0])
	by := map[int]int64{}
	for i := range c.ed.People.Groups {
		g := &c.ed.People.Groups[i]
		if g.Unit < 0 && (known || len(t.Filters) > 0) || g.Unit >= 0 && len(t.Filters) > 0 && !c.isOf(&c.ed.Units[g.Unit], t.Filters) {
			continue
		}
		by[g.Unit] += g.Counts[column]
	}
	for u, n := range by {
		f.Items = append(f.Items, Item{Unit: u, Facility: -1, N: n})
	}
	return f
}

// land adds up the area of villages, or of the county.
func (c *counting) land(t Term) (f Figure) {
	for i := range c.ed.Units {
		u := &c.ed.Units[i]
		if len(t.Filters) == 0 && i == 0 || len(t.Filters) > 0 && c.isCounted(u, t.Filters) {
			f.Items = append(f.Items, Item{Unit: i, Facility: -1, N: int64(math.Round(float64(u.Area)))})
		}
	}
	return f
}

// covered asks a question of coverage.
func (c *counting) covered(t Term) (f Figure) {
	q := Question{By: adcode.Village, PeopleOnly: t.Count == "covered"}
	if q.PeopleOnly {
		q.Ages = []string{t.Of}
	}
	for _, filter := range t.Filters {
		switch filter.Key {
		case "kind":
			q.Kinds, _ = facilities.Expand(filter.Values)
		case "radius":
			if m, err := strconv.ParseFloat(filter.Values[0], 64); err == nil {
				q.Radius = geo.Metres(m)
			} else {
				q.Standards = true
			}
		case "state":
			for _, s := range filter.Values {
				q.States = append(q.States, facilities.State(s))
			}
		case "urban":
			q.Scope = map[string]Scope{"yes": ScopeUrban, "no": ScopeRural}[filter.Values[0]]
		case "in":
			q.Area = Area{Units: filter.Values}
		}
	}
	a, err := Ask(c.ed, q)
	if err != nil {
		var refused *QuestionError
		if errors.As(err, &refused) {
			return unknown(refused.Chinese(), refused.Said)
		}
		return unknown(err.Error(), err.Error())
	}
	for _, l := range append(a.Lines, a.Rest) {
		n := int64(math.Round(float64(l.Land.Covered)))
		if q.PeopleOnly {
			n = l.People[t.Of].Covered
		}
		if n > 0 {
			f.Items = append(f.Items, Item{Unit: l.Unit, Facility: -1, N: n})
		}
	}
	return f
}

// lines counts border lines.
func (c *counting) lines(t Term) (f Figure) {
	if len(c.ed.Units) == 0 {
		return f
	}
	if c.borders == nil {
		c.borders = c.ed.Borders()
	}
	for i := range c.borders {
		b := &c.borders[i]
		other := b.Neighbour
		if b.Right != nil {
			other = b.Right.Name
		}
		fits := !slices.ContainsFunc(t.Filters, func(f Filter) bool {
			if f.Key == "state" {
				return !slices.Contains(f.Values, b.State.Chinese())
			}
			return !slices.Contains(f.Values, b.Level.String())
		})
		if fits {
			f.Items = append(f.Items, Item{Unit: b.Left.Index, Facility: -1, Label: b.Left.Name + "—" + other, N: 1})
		}
	}
	return f
}

func unknown(zh, en string) Figure { return Figure{Unknown: true, Why: Definition{zh, en}} }

// isOf reports whether a unit matches every filter of units.
func (c *counting) isOf(u *edition.Unit, filters []Filter) bool {
	for _, f := range filters {
		if slices.Contains(unitKeys, f.Key) && !c.fits(u, f) {
			return false
		}
	}
	return true
}

// unitTypes are the types of units by the words of the filters level and class.
var unitTypes = map[string][]boundaries.Type{
	"community": {boundaries.Community}, "village": {boundaries.VillageCommittee}, "town": {boundaries.Town},
	"township": {boundaries.Township, boundaries.EthnicTownship}, "subdistrict": {boundaries.Subdistrict},
}

// typeOf is a unit's type, by its name or code where nobody has said it.
func typeOf(u *edition.Unit) boundaries.Type {
	return cmp.Or(u.Type, boundaries.TypeOf(u.Name, u.Code))
}

func (c *counting) fits(u *edition.Unit, f Filter) bool {
	fits := false
	for _, v := range f.Values {
		switch f.Key {
		case "level":
			fits = fits || u.Level().String() == v || v == "subdistrict" && typeOf(u) == boundaries.Subdistrict
		case "class":
			fits = fits || slices.Contains(unitTypes[v], typeOf(u))
		case "urban":
			fits = u.IsUrban == (v == "yes")
		case "tier":
			fits = fits || holds(f.Op, u.Tier, v)
		case "in":
			fits = fits || c.isIn(u, v)
		case "coded":
			fits = (u.Code.Parent() == c.ed.Units[max(0, u.Above)].Code) == (v == "yes")
		}
	}
	return fits != (f.Op == "!=")
}

// isIn reports whether a unit is, or lies in, one with a code or name.
func (c *counting) isIn(u *edition.Unit, called string) bool {
	for {
		if u.Code.String() == called || u.Name == called {
			return true
		}
		if u.Above < 0 {
			return false
		}
		u = &c.ed.Units[u.Above]
	}
}

// holds compares texts: ~ asks for a part.
func holds(op, text, value string) bool {
	if op == "~" {
		return strings.Contains(text, value)
	}
	return text == value
}
