package coverage

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// GraveQuestion asks how many graves the villages will need (墓穴需求): people x rate x years
// less the graves that are free.
type GraveQuestion struct {
	Kinds     []string // of cemetery; none: CEM_PUBLIC, the public-benefit ones
	RateMille float64  // deaths a year of 1,000 people; 0 means 7
	Years     int      // 1 to 100; 0 means 10
}

// Graves is what the villages need.
type Graves struct {
	Question   GraveQuestion
	Total      GraveLine
	Towns      []GraveLine // by code
	Villages   []GraveLine // by code
	Without    []int       // villages that no cemetery stands in or serves, by index in the edition
	Cemeteries []Cemetery
	Definition Definition
}

// GraveLine is what the people of a unit need. All but Lasts add up upward.
type GraveLine struct {
	Unit       int // index in the edition
	People     int64
	Annual     float64 // graves needed a year
	Needed     float64 // in all years asked for
	Free       int64   // graves: the unit's part of those free in the cemeteries that serve it
	Short      float64 // Needed - Free; below 0 what is left over
	Lasts      float64 // years until Free is used up; +Inf where nobody needs any
	Cemeteries int     // that serve it
}

// Cemetery is a cemetery in operation and whom it serves.
type Cemetery struct {
	Facility int      // index in the edition
	Villages []int    // that it serves: those it lists, or the one it stands in
	Unknown  []string // names that it lists and that no village or several bear
	Free     int64    // graves not yet used
	Counted  bool     // false where its graves are not known: they count as none
}

// Checked returns the question with its defaults. The error is ErrInvalid and names every
// part that cannot be.
func (q GraveQuestion) Checked() (GraveQuestion, error) {
	if len(q.Kinds) == 0 {
		q.Kinds = []string{"CEM_PUBLIC"}
	}
	q.RateMille, q.Years = cmp.Or(q.RateMille, 7), cmp.Or(q.Years, 10)
	if !(q.RateMille > 0 && q.RateMille <= 1000) {
		return q, refuse("rate_per_mille", "%g 不是千分率：应大于 0 且不超过 1000", "%g is no rate of 1,000 people: give a number above 0 and up to 1000", q.RateMille)
	}
	if q.Years < 1 || q.Years > 100 {
		return q, refuse("years", "年数应为 1 至 100（收到 %d）", "ask for 1 to 100 years, not %d", q.Years)
	}
	return q, nil
}

// AskGraves works out what each village needs. The people are all of those that the edition
// counts; a cemetery's free graves are shared out among the villages that it serves by
// their people, to the grave.
func AskGraves(ed *edition.Edition, q GraveQuestion) (*Graves, error) {
	q, err := q.Checked()
	if err != nil {
		return nil, err
	}
	if err := CheckDay(ed); err != nil {
		return nil, err
	}
	if len(ed.People.Groups) == 0 {
		return nil, refuse("people", "尚未导入人口：请先导入（xiantu import people 文件）", "no people are imported: import them first (xiantu import people FILE)")
	}
	out := &Graves{Question: q, Definition: defineGraves(ed, q)}
	free, served := make([]int64, len(ed.Units)), make([]int, len(ed.Units))
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if slices.Contains(q.Kinds, f.Kind) && f.InOperation(ed.Key.At) {
			c := cemeteryOf(ed, i)
			shareOut(ed, c, free)
			for _, v := range c.Villages {
				served[v]++
			}
			out.Cemeteries = append(out.Cemeteries, c)
		}
	}
	out.count(ed, free, served)
	return out, nil
}

// count fills in the lines.
func (g *Graves) count(ed *edition.Edition, free []int64, served []int) {
	all := max(0, ed.People.Age("all"))
	people := make([]int64, len(ed.Units))
	for i := range ed.People.Groups {
		if group := &ed.People.Groups[i]; group.Unit >= 0 {
			people[group.Unit] += group.Counts[all]
		}
	}
	for u := len(ed.Units) - 1; u >= 0; u-- {
		unit := &ed.Units[u]
		line := g.line(u, people[u], free[u], served[u])
		switch unit.Level() {
		case adcode.Village:
			g.Villages = append(g.Villages, line)
			if served[u] == 0 {
				g.Without = append(g.Without, u)
			}
		case adcode.Township:
			g.Towns = append(g.Towns, line)
		}
		if u == 0 {
			g.Total = line
		}
		if unit.Above >= 0 {
			people[unit.Above] += people[u]
			free[unit.Above] += free[u]
		}
	}
	slices.Reverse(g.Villages)
	slices.Reverse(g.Towns)
	slices.Reverse(g.Without)
	for i := range g.Towns {
		g.Towns[i].Cemeteries = g.serving(ed, g.Towns[i].Unit)
	}
	g.Total.Cemeteries = len(g.Cemeteries)
}

func (g *Graves) line(unit int, people, free int64, served int) GraveLine {
	annual := float64(people) * g.Question.RateMille / 1000
	needed := annual * float64(g.Question.Years)
	line := GraveLine{Unit: unit, People: people, Annual: annual, Needed: needed, Free: free, Short: needed - float64(free), Lasts: math.Inf(1), Cemeteries: served}
	if annual > 0 {
		line.Lasts = float64(free) / annual
	}
	return line
}

// serving counts the cemeteries that serve a village of a township.
func (g *Graves) serving(ed *edition.Edition, town int) int {
	n := 0
	for _, c := range g.Cemeteries {
		if slices.ContainsFunc(c.Villages, func(v int) bool { return liesBelow(ed, v, town) }) {
			n++
		}
	}
	return n
}

func liesBelow(ed *edition.Edition, unit, in int) bool {
	for unit >= 0 && unit != in {
		unit = ed.Units[unit].Above
	}
	return unit == in
}

// cemeteryOf reads whom a cemetery serves.
func cemeteryOf(ed *edition.Edition, facility int) Cemetery {
	f := &ed.Facilities.List[facility]
	c := Cemetery{Facility: facility}
	if total := f.Facts.GravesTotal; total != nil {
		c.Counted, c.Free = true, int64(*total)
		if used := f.Facts.GravesUsed; used != nil {
			c.Free = max(0, c.Free-int64(*used))
		}
	}
	for _, name := range strings.FieldsFunc(f.Facts.Served, func(r rune) bool { return strings.ContainsRune("、，,；;/ \n\t", r) }) {
		if v := villageNamed(ed, name, f.Unit); v >= 0 {
			c.Villages = append(c.Villages, v)
		} else {
			c.Unknown = append(c.Unknown, name)
		}
	}
	if len(c.Villages) == 0 && f.Unit >= 0 {
		c.Villages = below(ed, f.Unit)
	}
	slices.Sort(c.Villages)
	c.Villages = slices.Compact(c.Villages)
	return c
}

// below are the villages that a unit is, or has.
func below(ed *edition.Edition, unit int) []int {
	var villages []int
	for _, v := range ed.At(adcode.Village) {
		if liesBelow(ed, v.Index, unit) {
			villages = append(villages, v.Index)
		}
	}
	return villages
}

// villageNamed is the village of a name; of several the one in the township of a unit, and
// -1 where that is not one either.
func villageNamed(ed *edition.Edition, name string, near int) int {
	town := -1
	if near >= 0 {
		if t := ed.Ancestor(&ed.Units[near], adcode.Township); t != nil {
			town = t.Index
		}
	}
	all, here := []int{}, []int{}
	for _, v := range ed.At(adcode.Village) {
		if v.Name != name && v.Full != name && v.Code.String() != name {
			continue
		}
		all = append(all, v.Index)
		if town >= 0 && liesBelow(ed, v.Index, town) {
			here = append(here, v.Index)
		}
	}
	switch {
	case len(all) == 1:
		return all[0]
	case len(here) == 1:
		return here[0]
	}
	return -1
}

// shareOut gives a cemetery's free graves to its villages by their people: each its whole
// part, and what is left to those with the greatest remainders.
func shareOut(ed *edition.Edition, c Cemetery, free []int64) {
	all := max(0, ed.People.Age("all"))
	weights, sum := make([]int64, len(c.Villages)), int64(0)
	for i, v := range c.Villages {
		for g := range ed.People.Groups {
			if ed.People.Groups[g].Unit == v {
				weights[i] += ed.People.Groups[g].Counts[all]
			}
		}
		sum += weights[i]
	}
	if sum == 0 {
		for i := range weights {
			weights[i] = 1
		}
		sum = int64(len(weights))
	}
	order, left := make([]int, len(weights)), c.Free
	for i, w := range weights {
		order[i] = i
		free[c.Villages[i]] += c.Free * w / sum
		left -= c.Free * w / sum
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(c.Free*weights[b]%sum, c.Free*weights[a]%sum) })
	for _, i := range order[:min(int(left), len(order))] {
		free[c.Villages[i]]++
	}
}

func defineGraves(ed *edition.Edition, q GraveQuestion) Definition {
	return Definition{
		fmt.Sprintf("墓穴需求＝人口×%g‰×%d年－空余墓穴。人口为%s当日各村民小组人口；空余墓穴为当日运营的%s的总穴数减已用穴数，按人口分摊给其服务的村（社区）（未写明服务村的归所在村），分摊取整，合计不变；穴数不明的公墓按0计。负数为结余。数据版本%d。",
			q.RateMille, q.Years, dayZh(ed), strings.Join(q.Kinds, "、"), ed.Versions.County),
		fmt.Sprintf("Graves needed = people x %g per mille x %d years - free graves. People are those of the villager groups on %s; free graves are the total less those used of the cemeteries (%s) in operation, shared out in whole graves by people among the villages that each serves (one that lists none serves where it stands); one whose graves are not known counts as none. Below 0 is left over. Data version %d.",
			q.RateMille, q.Years, dayEn(ed), strings.Join(q.Kinds, ", "), ed.Versions.County),
	}
}
