package edition

import "github.com/xiantu/xiantu/boundaries"

// Crosswalk tells how the units of one edition became those of a later one, by the
// lineage recorded between their days.
func Crosswalk(before, after *Edition, links []boundaries.Link) boundaries.Crosswalk {
	var units []boundaries.UnitID
	for i := range before.Units {
		if id := before.Units[i].Unit; id != 0 {
			units = append(units, id)
		}
	}
	var between []boundaries.Link
	for _, l := range links {
		if before.Key.At.Before(l.Day) && (after.Key.At.IsZero() || !after.Key.At.Before(l.Day)) {
			between = append(between, l)
		}
	}
	return boundaries.NewCrosswalk(units, between)
}
