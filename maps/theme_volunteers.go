package maps

import (
	"fmt"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// volunteerStation is the kind of facility that volunteers are registered at.
const volunteerStation = "VOL_STATION"

// VolunteerTheme shows the registered volunteers (注册志愿者) of each township as circles,
// with the stations, and of how many people they are. Where no station in operation says
// how many it has it is ErrNotFound.
func VolunteerTheme(ed *edition.Edition, l Lang) (*Theme, error) {
	t := &Theme{Title: l.in("注册志愿者分布图", "Registered Volunteers"), Name: l.in("注册志愿者", "Registered volunteers"), Unit: l.in("人", "people"),
		Level: adcode.Township, Circles: true}
	registered, silent := map[int]int64{}, 0
	all := int64(0)
	for i := range ed.Facilities.List {
		f := &ed.Facilities.List[i]
		if f.Kind != volunteerStation || !f.InOperation(ed.Key.At) {
			continue
		}
		if f.Place != nil {
			t.Points = append(t.Points, ThemePoint{Kind: f.Kind, Place: *f.Place})
		}
		if f.Facts.VolunteersRegistered == nil {
			silent++
			continue
		}
		n := int64(*f.Facts.VolunteersRegistered)
		all += n
		if f.Unit >= 0 {
			if town := ed.Ancestor(&ed.Units[f.Unit], adcode.Township); town != nil {
				registered[town.Index] += n
			}
		}
	}
	if all == 0 {
		return nil, refuse(ErrNotFound, "", "没有运营中的志愿服务站填报注册志愿者人数", "no volunteer station in operation says how many volunteers are registered")
	}
	column := ed.People.Age("all")
	placed := int64(0)
	for _, u := range ed.At(adcode.Township) {
		v := ThemeValue{Code: u.Code, Value: float64(registered[u.Index])}
		if column >= 0 && u.People[column] > 0 {
			v.Detail = fmt.Sprintf("%.1f%%", 100*v.Value/float64(u.People[column]))
		}
		placed += registered[u.Index]
		t.Values = append(t.Values, v)
	}
	t.Total = volunteerTotal(ed, all, placed, column, l)
	t.Note = volunteerNote(ed, silent, l)
	return t, nil
}

func volunteerTotal(ed *edition.Edition, all, placed int64, column int, l Lang) []string {
	said := fmt.Sprintf(l.in("全县：%d人", "County: %d people"), all)
	if column >= 0 {
		people := int64(0)
		for _, g := range ed.People.Groups {
			people += g.Counts[column]
		}
		if people > 0 {
			said += fmt.Sprintf(l.in("，占%d人的%.1f%%", ", %[2].1f%% of %[1]d"), people, 100*float64(all)/float64(people))
		}
	}
	if placed == all {
		return []string{said}
	}
	return []string{said, fmt.Sprintf(l.in("其中%d人未归入乡镇", "%d of them in no township"), all-placed)}
}

func volunteerNote(ed *edition.Edition, silent int, l Lang) string {
	note := fmt.Sprintf(l.in("注册志愿者为当日运营中的志愿服务站登记人数之和，按站点所在乡镇汇总；圆的面积与人数成正比。表中百分数为占本乡镇%s%s的比例。",
		"Registered volunteers are summed over the volunteer stations in operation that day, by the township that each stands in; the areas of circles are as the numbers. Percentages are of the township's %s%s."),
		basisName(ed.People.Basis, l), referenceDay(ed, l))
	if silent > 0 {
		note += fmt.Sprintf(l.in("另有%d个站点未填报人数。", " %d stations have not said."), silent)
	}
	return note
}
