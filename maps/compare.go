package maps

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// Comparison is what a comparison sheet (原/现对照图) shows: a county on two days, or on a
// day and by a plan, and what became of what. Where lineage says nothing, as of a plan,
// shapes and villager groups do.
type Comparison struct {
	Before, After         *edition.Edition
	BeforeName, AfterName string                         // default: the days
	Links                 []boundaries.Link              // the county's lineage; those between the editions count
	Papers                map[boundaries.ChangeID]string // approval documents by change: 川府民政〔2019〕14号
}

// comparing is a comparison being laid out.
type comparing struct {
	*Comparison
	o             Options
	before, after *draft
	level         adcode.Level
	changes       []becoming
	fit           comparisonFit
	used          int // rows of the table that stand on the first sheet
}

// Compare lays out a comparison: two maps at the same scale, one beside or above the
// other as the county's form has it on the paper, with what changed marked, and a table
// of what became what, on further sheets where the first has no room for it. Options.Kind
// says whether townships or villages are compared. The error is ErrInvalid for options
// that cannot be met, two counties, or days the wrong way round, and ErrNotFound where an
// edition has no shapes.
func Compare(c Comparison, o Options) (*Document, error) {
	o, err := o.checked()
	if err != nil {
		return nil, err
	}
	if err := c.check(o); err != nil {
		return nil, err
	}
	o.Without = append(append([]Element(nil), o.Without...), Inset) // it would stand on both maps
	k := &comparing{Comparison: &c, o: o, level: adcode.Township}
	if o.Kind == ByVillage {
		k.level = adcode.Village
	}
	k.changes = c.becomings(k.level)
	if k.before, err = newDraft(c.Before, o); err != nil {
		return nil, ofOption("compare", err)
	}
	if k.after, err = newDraft(c.After, o); err != nil {
		return nil, err
	}
	k.share()
	if err := k.arrange(); err != nil {
		return nil, err
	}
	return k.document(), nil
}

func (c *Comparison) check(o Options) error {
	switch {
	case c.Before == nil || c.After == nil:
		return refuse(ErrInvalid, "compare", "对照图需要前后两个日期的区划", "a comparison needs two editions")
	case c.Before.County.Code != c.After.County.Code:
		return refuse(ErrInvalid, "compare", "%s 和 %s 是两个县：对照图只比较同一个县", "%s and %s are two counties: compare one with itself", c.Before.County.Name, c.After.County.Name)
	case !c.Before.Key.At.IsZero() && !c.After.Key.At.IsZero() && c.After.Key.At.Before(c.Before.Key.At):
		return refuse(ErrInvalid, "compare", "%s 早于 %s：对照图须由较早的日期到较晚的日期", "%s is before %s: a comparison goes from the earlier day to the later", c.After.Key.At, c.Before.Key.At)
	case !o.Unit.IsZero() || o.Theme != nil:
		return refuse(ErrInvalid, "compare", "对照图以全县区划为内容：不要给出乡镇或专题", "a comparison is of the county's divisions, not of one township or a theme")
	}
	return nil
}

// share puts both maps on one plane, with the extent of both.
func (k *comparing) share() {
	if k.before.zone != k.after.zone {
		k.before.zone, k.before.plane = k.after.zone, k.after.plane
		k.before.extent = orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
		for _, arc := range k.Before.Mesh.Arcs {
			for _, p := range arc.Line {
				k.before.extent = k.before.extent.Extend(k.before.plane.Forward(p))
			}
		}
	}
	both := k.before.extent.Union(k.after.extent)
	k.before.extent, k.after.extent = both, both
	k.before.finish = k.finish(k.before, func(b becoming) *edition.Unit { return b.from })
	k.after.finish = k.finish(k.after, func(b becoming) *edition.Unit { return b.to })
}

// unchanged is the tint of what stays as it was.
var unchanged = rgb(0xf5f4ef)

// finish marks the changed units of a side: by a tint, and where land changed hands by a
// hatching and a bold outline too.
func (k *comparing) finish(d *draft, side func(becoming) *edition.Unit) *finish {
	changed := map[*edition.Unit]bool{} // and whether its land did
	var order []*edition.Unit
	for _, b := range k.changes {
		u := side(b)
		if _, seen := changed[u]; !seen {
			order = append(order, u)
		}
		changed[u] = changed[u] || b.land
	}
	return &finish{
		bare: true,
		tint: func(u *edition.Unit) (Color, bool) {
			_, is := changed[u]
			return unchanged, !is
		},
		over: func() (nodes []Node) {
			for _, u := range order {
				if a := d.areas[u.Index]; a != nil {
					nodes = append(nodes, d.changedNodes(u, a.shape, k.level == adcode.Village, changed[u])...)
				}
			}
			return nodes
		},
	}
}

// changedTint is that of changed villages on a sheet that tints townships.
var changedTint = rgb(0xfde3c4)

func (d *draft) changedNodes(u *edition.Unit, shape orb.MultiPolygon, tint, land bool) (nodes []Node) {
	if tint {
		nodes = append(nodes, &Path{Lines: rings(shape), Closed: true, Fill: changedTint, Stroke: changedTint, Width: 0.12})
	}
	if land {
		h := changedStyle(d.t)
		nodes = append(nodes, h.nodes(hatched(shape, h.apart, h.angle, d.field), rings(shape))...)
	}
	return nodes
}

func changedStyle(t float64) hatching {
	v := math.Pow(t, 0.7)
	return hatching{2.6 * v, 45, 0.12 * v, 0.75 * v, rgb(0xc0562b)}
}
