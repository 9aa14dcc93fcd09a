package importer

import (
	"fmt"
	"strings"

	"github.com/xiantu/xiantu/facilities"
)

// squareMetresPerMu is 1 亩: a fifteenth of a hectare.
const squareMetresPerMu = 10_000.0 / 15

// figures reads the whole numbers and areas of a facility.
func (r *facilityRow) figures() {
	facts := &r.f.Facts
	for _, n := range []struct {
		field string
		into  **int
	}{
		{"beds", &facts.Beds}, {"care_beds", &facts.CareBeds}, {"staff", &facts.Staff}, {"residents", &facts.Residents}, {"graves_total", &facts.GravesTotal}, {"graves_used", &facts.GravesUsed},
		{"tombs_total", &facts.TombsTotal}, {"tombs_done", &facts.TombsDone}, {"teams", &facts.Teams},
		{"volunteers_registered", &facts.VolunteersRegistered}, {"volunteers_active", &facts.VolunteersActive}, {"population", &facts.Population},
	} {
		f, ok := r.figure(n.field)
		if !ok {
			continue
		}
		whole, ok := f.integer()
		if !ok {
			r.note(BadNumber, n.field, r.get(n.field), Said{})
			continue
		}
		*n.into = &whole
	}
	r.areas()
	if a, b := facts.VolunteersActive, facts.VolunteersRegistered; a != nil && b != nil && *a > *b {
		r.note(ActiveMoreThanRegistered, "volunteers_active", fmt.Sprint(*a), same(fmt.Sprint(*b)))
		facts.VolunteersActive = nil
	}
}

// areas reads areas and money, in the unit that the cell or the header names.
func (r *facilityRow) areas() {
	facts := &r.f.Facts
	if f, ok := r.figure("area_land"); ok {
		mu := f.value
		if u := r.unitOf("area_land"); strings.Contains(u, "m2") || strings.Contains(u, "平方米") || u == "平米" {
			mu /= squareMetresPerMu
		} else if strings.Contains(u, "公顷") {
			mu *= 15
		}
		facts.AreaMu = &mu
	}
	if f, ok := r.figure("area_built"); ok {
		m2 := f.value
		if strings.Contains(r.columns["area_built"].unit, "万") {
			m2 *= 10_000
		}
		facts.AreaBuilt = &m2
	}
	if f, ok := r.figure("investment"); ok {
		wan := f.value
		if r.columns["investment"].unit == "元" || strings.HasSuffix(r.get("investment"), "元") && !strings.HasSuffix(r.get("investment"), "万元") {
			wan /= 10_000
		} else if strings.HasSuffix(r.get("investment"), "万元") || strings.HasSuffix(r.get("investment"), "万") {
			wan /= 10_000 // the figure has multiplied it out
		}
		facts.Investment = &wan
	}
}

// unitOf is the unit beside a figure, in its cell or else in its header.
func (r *facilityRow) unitOf(field string) string {
	cell := plainHeader(r.get(field))
	if u := strings.TrimLeft(cell, "0123456789.,约近"); u != "" {
		return u
	}
	return r.columns[field].unit
}

// figure reads a number and notes what had to be done for it; ok is false where none is
// given or it is none.
func (r *facilityRow) figure(field string) (f figure, ok bool) {
	cell := r.get(field)
	f, ok = parseFigure(cell)
	if !ok || f.value < 0 {
		r.note(BadNumber, field, cell, Said{})
		return f, false
	}
	if !f.given {
		return f, false
	}
	if f.fullwidth {
		r.note(FullwidthDigits, field, cell, same(f.text))
	}
	if f.unit {
		r.note(UnitInsideNumber, field, cell, same(f.text))
	}
	if f.approximate {
		r.note(ApproximateNumber, field, cell, same(f.text))
	}
	return f, true
}

// flags reads the 是否 columns, and what the mode of operation says.
func (r *facilityRow) flags() {
	facts := &r.f.Facts
	facts.Independent = r.yes("independent", true)
	facts.Contract = r.yes("contract", true)
	facts.Extended = r.yes("extended", r.kind.Code == "ELD_HOME")
	facts.Social, facts.Public = operated(r.get("operator_mode"), r.get("public"))
	if facts.Public == nil && r.kind.IsPublic(r.f.Name) {
		public := true
		facts.Public = &public
	}
}

// yes reads a 是否 column. A blank counts as no, and is asked about, where the question
// is put to the facility at all: it applies to its kind, and it is in operation.
func (r *facilityRow) yes(field string, applies bool) *bool {
	if !r.has(field) {
		return nil
	}
	answer, known := parseYes(r.get(field))
	if known {
		return &answer
	}
	if r.get(field) == "" {
		if !applies || r.f.State != facilities.Operating || r.kind.Domain != "elder" {
			return nil
		}
		r.note(BlankForNo, field, "", Said{})
		return &answer
	}
	// Any other words, such as the name of a partner, mean yes; those that deny begin so.
	cell := plainName(r.get(field))
	answer = !strings.HasPrefix(cell, "未") && !strings.HasPrefix(cell, "不") && !strings.HasPrefix(cell, "无") && !strings.HasPrefix(cell, "依托") && !strings.HasPrefix(cell, "与")
	return &answer
}

// operated tells from the mode of operation, or the registration, whether a facility is
// run by society (社会力量运营) and whether it is run publicly; nil where neither says.
func operated(mode, registration string) (social, public *bool) {
	say := func(s bool) (*bool, *bool) { p := !s; return &s, &p }
	mode = plainName(mode)
	switch {
	case mode == "":
	case strings.HasPrefix(mode, "公建公营"), strings.HasPrefix(mode, "公办公营"), mode == "自营", mode == "公办", mode == "公营":
		return say(false)
	case strings.Contains(mode, "民营"), strings.HasPrefix(mode, "民"), strings.HasPrefix(mode, "委托"), strings.Contains(mode, "社会"), strings.Contains(mode, "企业"):
		return say(true)
	}
	switch registration = plainName(registration); {
	case strings.HasPrefix(registration, "公办"), strings.HasPrefix(registration, "事业"):
		public := true
		return nil, &public
	case strings.HasPrefix(registration, "民办"), strings.HasPrefix(registration, "工商"):
		public := false
		return nil, &public
	}
	return nil, nil
}
