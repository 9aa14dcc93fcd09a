package importer

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
)

// claims are what a row says of the unit it belongs to.
type claims struct {
	code       codeCell
	byCode     *boundaries.Version
	codeFormer bool
	name       naming
	nameText   string // the name as it stands, for a sentence
	nameField  string
	postal     postal
}

// place finds where the facility is and to which unit it belongs: by coordinates, else
// by the point of its villager group, else by unit only. Names and codes are checked
// against it.
func (r *facilityRow) place() {
	c := r.claim()
	s := readSpot(r.row, r.crs)
	for _, n := range s.notes {
		r.note(n.code, n.field, n.value, n.taken)
	}
	if s.given && !s.zero && !s.bad {
		place := s.place
		r.out.Place = &place
	}
	switch {
	case s.bad || c.code.bad != "":
	case s.given && !s.zero && r.places.outside(s.place):
		r.note(OutsideCounty, "lon", s.text, r.places.name())
	case s.given && !s.zero:
		place := s.place
		r.f.Place, r.f.Source = &place, facilities.ByPoint
		r.settle(c, r.unitAt(place))
	case c.postal.group > 0 && r.byGroup(c, s.zero):
	default:
		r.byUnit(c)
	}
	if r.belongsToTownship() && r.f.Unit.Level() == adcode.Village {
		r.f.Unit = r.parentOf(r.f.Unit)
	}
}

// claim reads the code, the names and the address.
func (r *facilityRow) claim() (c claims) {
	c.code = parseCode(r.raw("code"), r.kindOf("code"))
	if c.code.bad != "" {
		r.note(c.code.bad, "code", c.code.text, c.code.why)
	}
	c.byCode, c.codeFormer = r.names.code(c.code.code)
	c.postal = r.names.address(r.get("address"))
	town := cmp.Or(r.get("township"), c.postal.town)
	c.nameText, c.nameField = cmp.Or(r.get("village"), c.postal.village), "village"
	if r.get("village") == "" {
		c.nameField = "address"
	}
	if c.nameText != "" {
		c.name = r.names.village(town, c.nameText)
	}
	if c.name.unit == nil && r.get("village") == "" && town != "" {
		c.name, c.nameText, c.nameField = r.names.town(town), town, "township"
	}
	return c
}

// unitAt is the unit that holds a place on the day, known by shapes.
func (r *facilityRow) unitAt(p [2]float64) *boundaries.Version {
	if u := r.places.unit(p); u != nil {
		return &u.Version
	}
	return nil
}

// settle compares what the row claims with the unit that its place is in; here may be
// nil where shapes are not known, and then what it claims decides.
func (r *facilityRow) settle(c claims, here *boundaries.Version) {
	if here == nil {
		here = r.claimed(c)
	}
	if here == nil {
		r.noUnit(c)
		return
	}
	r.f.Unit = here.Code
	r.checkCode(c, here)
	r.checkName(c, here)
}

// within reports whether a unit is here or holds it.
func within(v, here *boundaries.Version) bool {
	return v.Code == here.Code || v.Level() < here.Level() && (here.Parent == v.Code || v.Level() == adcode.County)
}

func (r *facilityRow) checkCode(c claims, here *boundaries.Version) {
	named := c.name.unit != nil && !c.name.former && within(c.name.unit, here)
	switch {
	case !c.code.given || c.code.bad != "":
	case c.byCode == nil && (named || c.name.unit == nil):
		r.note(CodeContradicts, "code", c.code.text, describe(here))
	case c.byCode == nil:
		r.note(OutsideOwnUnit, "code", c.code.text, describe(here))
	case c.codeFormer:
		r.note(OldCodeResolved, "code", describe(c.byCode).En, describe(here))
		return // the code is replaced whole: how it was written does not matter
	case within(c.byCode, here):
	case named:
		r.note(CodeContradicts, "code", describe(c.byCode).En, describe(here))
	default:
		r.note(OutsideOwnUnit, "code", describe(c.byCode).En, describe(here))
	}
	if c.code.fix != "" {
		r.note(c.code.fix, "code", r.raw("code"), same(c.code.text))
	}
}

func (r *facilityRow) checkName(c claims, here *boundaries.Version) {
	n := c.name
	switch {
	case c.nameText == "":
	case n.unit == nil:
		if c.nameField == "village" {
			r.note(OutsideOwnUnit, c.nameField, c.nameText, describe(here))
		}
	case n.former:
		r.note(OldUnitNameResolved, c.nameField, c.nameText, describe(here))
	case within(n.unit, here):
		r.checkTown(c, here)
	case c.byCode == nil || c.codeFormer || within(c.byCode, here) || c.byCode.Code == n.unit.Code:
		r.note(OutsideOwnUnit, c.nameField, describe(n.unit).En, describe(here))
	}
}

// checkTown notes a township that is not the village's, where the row itself names it.
func (r *facilityRow) checkTown(c claims, here *boundaries.Version) {
	town := r.get("township")
	if !c.name.elsewhere || town == "" || r.filled[r.columns["township"].index] {
		return
	}
	if t := r.names.town(town); t.former {
		r.note(OldUnitNameResolved, "township", town, describe(here))
		return
	}
	r.note(OutsideOwnUnit, "township", town, describe(here))
}

// claimed is the unit in force that the row's names and code mean, without its place.
func (r *facilityRow) claimed(c claims) *boundaries.Version {
	if c.name.unit != nil && !c.name.several && !c.name.former {
		return c.name.unit
	}
	if c.byCode != nil && !c.codeFormer {
		return c.byCode
	}
	if c.name.unit != nil && c.name.former && !c.name.several {
		if v := r.names.successor(c.name.unit); v != nil {
			return v
		}
	}
	if c.byCode != nil && c.codeFormer {
		return r.names.successor(c.byCode)
	}
	return nil
}

// byGroup takes the point of the villager group that the address names; it reports false
// where there is no such group.
func (r *facilityRow) byGroup(c claims, zero bool) bool {
	group := r.groupOf(c)
	if group == nil {
		return false
	}
	place := geo.Snap(group.Place).Point()
	r.f.Place, r.f.Source, r.f.Group = &place, facilities.ByGroup, group.ID
	code := GeocodedToGroup
	if zero {
		code = ZeroGeocodedToGroup
	}
	r.note(code, "address", group.ID, same(fmt.Sprintf("%.7f, %.7f", place[0], place[1])))
	here := r.unitAt(place)
	if here == nil {
		if v, former := r.names.code(r.names.villageOf(group)); v != nil && !former {
			here = v
		}
	}
	r.settle(c, here)
	return true
}

// groupOf finds the group of the address's own village, or else of the row's.
func (r *facilityRow) groupOf(c claims) *edition.Group {
	town := cmp.Or(c.postal.town, r.get("township"))
	for _, n := range []naming{r.names.village(town, c.postal.village), c.name} {
		if n.unit != nil && n.unit.Level() == adcode.Village && !n.several {
			if g := r.names.group(n.unit, c.postal.group); g != nil {
				return g
			}
		}
	}
	if c.byCode != nil && c.postal.village == "" {
		return r.names.group(c.byCode, c.postal.group)
	}
	return nil
}

// byUnit takes a facility of which only the unit is known.
func (r *facilityRow) byUnit(c claims) {
	here := r.claimed(c)
	if here == nil {
		r.noUnit(c)
		return
	}
	r.f.Unit, r.f.Source = here.Code, facilities.NoPlace
	r.checkCode(c, here)
	r.checkName(c, here)
	field := cmp.Or(map[bool]string{true: "address"}[r.get("address") != ""], c.nameField)
	r.note(VillageOnly, field, describe(here).En, Said{})
}

// noUnit refuses a row whose unit cannot be found, and says what it may have meant.
func (r *facilityRow) noUnit(c claims) {
	text := cmp.Or(c.nameText, c.code.text)
	field := c.nameField
	if c.nameText == "" && c.code.given {
		field = "code"
	}
	why := Said{"no unit of the county bears or bore this name or code", "全县没有使用过这个名称或代码的单位"}
	switch {
	case text == "":
		field, why = "lon", Said{"neither coordinates nor a unit are given", "既没有坐标也没有所属单位"}
		text = cmp.Or(r.f.Name, "-")
	case c.name.several:
		why = Said{"several units bear this name; give the township or the code", "有多个单位使用该名称；请补充乡镇或代码"}
	case c.name.unit != nil || c.byCode != nil:
		why = Said{"the unit is no more on the file's day, and its people went to several; give coordinates, the villager group or the present unit", "该单位在文件日期已撤销，并入了多个单位；请补充坐标、村民小组或现属单位"}
	default:
		if like := r.names.like(text); len(like) > 0 {
			why.En += "; did you mean " + strings.Join(like, " or ") + "?"
			why.Zh += "；是否为" + strings.Join(like, "或") + "？"
		}
	}
	r.note(UnknownUnit, field, text, why)
}

// belongsToTownship reports whether the facility belongs to the whole of its township:
// every unit is to have its own of the kind, and this one bears the township's name.
func (r *facilityRow) belongsToTownship() bool {
	if !r.kind.CountsForUnit {
		return false
	}
	name := r.names.bare(r.f.Name)
	for _, town := range r.names.towns {
		if rest, found := strings.CutPrefix(name, town); found {
			return r.names.village("", r.names.address(rest).village).unit == nil
		}
	}
	return false
}

// parentOf is the township that a village belongs to on the day.
func (r *facilityRow) parentOf(c adcode.Code) adcode.Code {
	if v, former := r.names.code(c); v != nil && !former && !v.Parent.IsZero() {
		return v.Parent
	}
	return c.Township()
}

// describe names a unit with its code.
func describe(v *boundaries.Version) Said { return same(v.Code.String() + " " + v.Name) }
