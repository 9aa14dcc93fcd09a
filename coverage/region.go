package coverage

import (
	"slices"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// region is the part of a county that a question asks for: by unit, whether it lies in
// it; nil: the whole county.
type region []bool

// newRegion finds the units of an area and all below them.
func newRegion(ed *edition.Edition, area Area) (region, error) {
	if len(area.Units) == 0 {
		return nil, nil
	}
	in := make(region, len(ed.Units))
	for _, name := range area.Units {
		unit, err := findUnit(ed, name)
		if err != nil {
			return nil, err
		}
		in[unit] = true
	}
	for u := range in { // a unit comes after the one above it
		if above := ed.Units[u].Above; above >= 0 && in[above] {
			in[u] = true
		}
	}
	return in, nil
}

func (r region) has(unit int) bool { return r == nil || r[unit] }

// findUnit finds a unit by its code, or by its name where only one bears it.
func findUnit(ed *edition.Edition, name string) (int, error) {
	if code, err := adcode.Parse(name); err == nil {
		if u := ed.ByCode(code); u != nil {
			return u.Index, nil
		}
		return 0, refuse("area", "当日没有代码为 %s 的单位", "no unit bears the code %s on that day", code)
	}
	var found []int
	for i := range ed.Units {
		if u := &ed.Units[i]; name != "" && (u.Name == name || u.Full == name) {
			found = append(found, i)
		}
	}
	switch len(found) {
	case 0:
		return 0, refuse("area", "当日没有名为 %q 的单位：请写乡镇或村（社区）的全名或代码", "no unit is called %q on that day: give the whole name or the code of a township or village", name)
	case 1:
		return found[0], nil
	}
	var codes []string
	for _, i := range found {
		codes = append(codes, ed.Units[i].Code.String())
	}
	return 0, refuse("area", "名为 %q 的单位不止一个（%s）：请写代码", "%q is the name of several units (%s): give the code", name, strings.Join(codes, ", "))
}

// codes names the area by its units' codes, sorted: the same for the same units.
func (a Area) codes(ed *edition.Edition) []string {
	var codes []string
	for _, name := range a.Units {
		if unit, err := findUnit(ed, name); err == nil {
			name = ed.Units[unit].Code.String()
		}
		codes = append(codes, name)
	}
	slices.Sort(codes)
	return slices.Compact(codes)
}
