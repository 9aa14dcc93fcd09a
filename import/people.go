package importer

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// people makes sets of demand points of lists of villager groups.
type people struct {
	*reading
	ages   []string
	groups map[adcode.Code][]edition.Group
	seen   map[string]string // group -> where
}

func (r *reading) people() builder {
	return &people{reading: r, groups: map[adcode.Code][]edition.Group{}, seen: map[string]string{}}
}

func (p *people) feature(source, feature) error { return errors.New("people come as tables") }

var (
	villageYear = regexp.MustCompile(`^village_code(?:_([0-9]{4}))?$`)
	groupYear   = regexp.MustCompile(`^group_no(?:_([0-9]{4}))?$`)
	ageColumn   = regexp.MustCompile(`^(?:pop_([0-9]{1,3})(?:p|plus|\+)|([0-9]{1,3})岁(?:及|\(含\))?以上.*|([0-9]{1,3})\+)$`)
)

// peopleField reads the headers that are made by rule: village_code_2019 is
// village:2019, pop_60p is age:60+.
func peopleField(plain string) string {
	if m := villageYear.FindStringSubmatch(plain); m != nil {
		return "village:" + m[1]
	}
	if m := groupYear.FindStringSubmatch(plain); m != nil {
		return "group:" + m[1]
	}
	if m := ageColumn.FindStringSubmatch(plain); m != nil {
		return "age:" + m[1] + m[2] + m[3] + "+"
	}
	switch plain {
	case "pop_total", "pop", "people", "人口", "总人口", "常住人口", "户籍人口":
		return "age:all"
	case "村代码", "村(社区)代码":
		return "village:"
	case "组号", "小组号":
		return "group:"
	}
	return ""
}

func (p *people) rows(src source, t *table, b *body) error {
	years := addressYears(b.columns)
	ages := ageNames(b.columns)
	missing := func(what string) error {
		return said("there is no column "+what+"; the columns seen are: "+seenHeaders(b.headings), "缺少列 "+what+"；看到的列有："+seenHeaders(b.headings))
	}
	_, lon := b.columns["lon"]
	_, lat := b.columns["lat"]
	switch {
	case !lon || !lat:
		return missing("lon, lat")
	case len(ages) == 0:
		return missing("pop_total")
	case len(years) == 0:
		return missing("village_code / group_no (village_code_2020 / group_no_2020)")
	case p.ages != nil && !slices.Equal(p.ages, ages):
		return said("the files have different age groups: import them one by one", "各文件的年龄组不同：请分别导入")
	}
	p.ages = ages
	crs, _ := p.crsOption(place2D{}.crs)
	src.note.CRS = crs.String()
	locate := newLocator(p.known.Edition, p.county().Name)
	for r, err := range b.rows {
		if err != nil {
			return err
		}
		if err := p.step(0); err != nil {
			return err
		}
		p.take(src, r, years, crs, locate)
	}
	return nil
}

// columnName is a field as a report names it: village_code_2019, pop_60p.
func columnName(field string) string {
	name, detail, _ := strings.Cut(field, ":")
	switch name {
	case "village":
		return strings.TrimSuffix("village_code_"+detail, "_")
	case "group":
		return strings.TrimSuffix("group_no_"+detail, "_")
	case "age":
		if detail == "all" {
			return "pop_total"
		}
		return "pop_" + strings.TrimSuffix(detail, "+") + "p"
	}
	return field
}

// addressYears finds the years for which both a village and a number are given.
func addressYears(c columns) []string {
	var years []string
	for field := range c {
		if year, ok := strings.CutPrefix(field, "village:"); ok {
			if _, both := c["group:"+year]; both {
				years = append(years, year)
			}
		}
	}
	slices.Sort(years)
	return years
}

// ageNames finds the age groups, all first.
func ageNames(c columns) []string {
	var ages []string
	for field := range c {
		if age, ok := strings.CutPrefix(field, "age:"); ok {
			ages = append(ages, age)
		}
	}
	slices.SortFunc(ages, func(a, b string) int {
		return cmp.Or(cmp.Compare(ageFrom(a), ageFrom(b)), cmp.Compare(a, b))
	})
	return ages
}

func ageFrom(age string) int {
	n, _ := strconv.Atoi(strings.TrimSuffix(age, "+"))
	return n
}

func (p *people) take(src source, r row, years []string, crs place2D, locate *locator) {
	out := Row{File: src.file, Sheet: src.sheet, Row: r.number}
	note := func(code Code, field, value string, taken Said) {
		out.Problems = append(out.Problems, problem(code, columnName(field), r.header(field), value, taken))
	}
	g := edition.Group{ID: r.get("id")}
	for _, year := range years {
		if a, ok := address(r, year, note); ok {
			g.Addresses = append(g.Addresses, a)
		}
	}
	if g.ID == "" && len(g.Addresses) > 0 {
		a := g.Addresses[0]
		g.ID = fmt.Sprintf("%s-%02d", a.Village, a.No)
	}
	out.ID = g.ID
	if why, flawed := wordsFlaw(g.ID, mostKey); flawed {
		note(BadText, "id", g.ID, why)
	}
	if len(g.Addresses) == 0 && len(out.Problems) == 0 {
		note(UnknownUnit, "village:"+years[0], g.ID, Said{"the group has no village and number", "小组没有所属村和组号"})
	}
	p.place(r, &g, crs, locate, note)
	if g.Place != (orb.Point{}) {
		place := g.Place
		out.Place = &place
	}
	p.counts(r, &g, note)
	g.Urban, _ = parseYes(r.get("urban"))
	if where := p.seen[g.ID]; where != "" {
		note(DuplicateOf, "id", where, Said{})
	}
	p.seen[g.ID] = out.place("", false)
	if action := p.result.Report.add(out); action != Reject {
		p.result.Origins.add(Part{Set: g.ID}, out, action)
		county := cmp.Or(p.options.County, g.Addresses[0].Village.County())
		p.groups[county] = append(p.groups[county], g)
	}
}

func address(r row, year string, note func(Code, string, string, Said)) (edition.Address, bool) {
	field := "village:" + year
	code := parseCode(r.raw(field), r.kindOf(field))
	number, ok := parseFigure(r.get("group:" + year))
	if !code.given && !number.given {
		return edition.Address{}, false
	}
	if code.bad == "" && code.code.Level() != adcode.Village {
		code.bad, code.why = UnknownUnit, Said{"a group's village has a code of 12 digits", "小组所属村的代码应为 12 位"}
	}
	if code.bad != "" {
		note(code.bad, field, r.get(field), code.why)
		return edition.Address{}, false
	}
	if code.fix != "" {
		note(code.fix, field, r.raw(field), same(code.code.String()))
	}
	no, whole := number.integer()
	if !ok || !whole || no < 1 {
		note(BadNumber, "group:"+year, r.get("group:"+year), Said{})
		return edition.Address{}, false
	}
	y, _ := strconv.Atoi(year)
	return edition.Address{Year: y, Village: code.code, No: no}, true
}

func (p *people) place(r row, g *edition.Group, crs place2D, locate *locator, note func(Code, string, string, Said)) {
	spot := readSpot(r, crs)
	for _, n := range spot.notes {
		note(n.code, n.field, n.value, n.taken)
	}
	switch {
	case spot.bad:
	case !spot.given || spot.zero:
		note(BadCoordinates, "lon", g.ID, Said{"the group has no place", "小组没有坐标"})
	case locate.outside(spot.place):
		note(OutsideCounty, "lon", spot.text, locate.name())
	default:
		g.Place = spot.place
	}
}

func (p *people) counts(r row, g *edition.Group, note func(Code, string, string, Said)) {
	g.Counts = make(edition.Counts, len(p.ages))
	for i, age := range p.ages {
		field := "age:" + age
		f, ok := parseFigure(r.get(field))
		n, whole := f.integer()
		if !ok || !whole || !f.given && r.get(field) == "" {
			note(BadNumber, field, r.get(field), Said{})
			continue
		}
		if f.fullwidth {
			note(FullwidthDigits, field, r.get(field), same(f.text))
		}
		if f.unit {
			note(UnitInsideNumber, field, r.get(field), same(f.text))
		}
		if f.approximate {
			note(ApproximateNumber, field, r.get(field), same(f.text))
		}
		g.Counts[i] = int64(n)
	}
}

func (p *people) finish() error {
	for county, groups := range p.groups {
		slices.SortFunc(groups, func(a, b edition.Group) int { return strings.Compare(a.ID, b.ID) })
		p.result.Write.People = append(p.result.Write.People, edition.PeopleSet{County: county, People: edition.People{
			Basis: cmp.Or(p.options.Basis, edition.Resident), Day: p.options.Date, Ages: p.ages, Groups: groups,
		}})
	}
	slices.SortFunc(p.result.Write.People, func(a, b edition.PeopleSet) int { return a.County.Compare(b.County) })
	return nil
}
