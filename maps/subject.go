package maps

import (
	"slices"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// choose finds the township that the sheet is of, if it is of one, and the borders to
// draw: of the villages only its own.
func (d *draft) choose() error {
	d.border = d.ed.Border
	if d.o.Unit.IsZero() {
		return nil
	}
	d.subject = d.ed.ByCode(d.o.Unit)
	if d.subject == nil {
		return refuse(ErrNotFound, "unit", "乡镇 %s 在 %s 不属于本县", "township %s is not in the county on %s", d.o.Unit, dayOr(d.ed.Key.At, "any day"))
	}
	if !d.ed.HasShape(d.subject) {
		return refuse(ErrNotFound, "unit", "乡镇 %s %s 在 %s 没有图形：请导入带图形的区划，或换一个日期", "township %s %s has no boundaries on %s: import its divisions with shapes, or choose another day", d.o.Unit, d.subject.Name, dayOr(d.ed.Key.At, "any day"))
	}
	d.border = slices.Clone(d.ed.Border)
	for i, level := range d.border {
		if level == adcode.Village && !d.runsWithin(i) {
			d.border[i] = adcode.NoLevel
		}
	}
	return nil
}

// runsWithin reports whether an arc bounds a village of the subject.
func (d *draft) runsWithin(arc int) bool {
	own := func(unit int32) bool { return d.ed.Units[unit].Above == d.subject.Index }
	return slices.ContainsFunc(d.ed.Mesh.Arcs[arc].Left, own) || slices.ContainsFunc(d.ed.Mesh.Arcs[arc].Right, own)
}

// isOf reports whether a unit is one of those that the sheet is of: the county's, or the
// subject and its villages.
func (d *draft) isOf(u *edition.Unit) bool {
	return d.subject == nil || u == d.subject || u.Above == d.subject.Index
}

// villages are the subject's villages that have land, or the subject itself.
func (d *draft) villages() []*edition.Unit {
	var own []*edition.Unit
	for _, u := range d.ed.At(adcode.Village) {
		if u.Above == d.subject.Index && d.areas[u.Index] != nil {
			own = append(own, u)
		}
	}
	if len(own) == 0 {
		own = append(own, d.subject)
	}
	return own
}
