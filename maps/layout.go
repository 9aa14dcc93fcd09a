package maps

import (
	"github.com/paulmach/orb"
)

// The sheet's fixed widths, in units of furniture.
const (
	marginWidth = 5.0  // from the paper's edge to the title and the notes, and to the frame at the sides
	titleHeight = 9.5  // at least
	frameGap    = 4.0  // between the frame's outer and inner line, for the degrees
	notesHeight = 11.0 // of the lines beneath the frame
	landMargin  = 1.0  // between the inner line and the county
)

// arrange chooses how the paper lies and the scale, and finds room for the county and
// the legend. A panel is measured by all that the map might show, then by what it shows
// there; where that would not do for what a larger map shows, the first stays.
func (d *draft) arrange() error {
	d.choosePaper()
	if err := d.arrangeMap(); err != nil || !d.fitPanel() {
		return err
	}
	if err := d.arrangeMap(); err != nil || d.panelHolds() {
		return err
	}
	d.place = nil
	d.measurePanel(d.paper)
	return d.arrangeMap()
}

// arrangeMap chooses the scale, and where the county lies in the field.
func (d *draft) arrangeMap() error {
	d.crowded = false
	least := d.largestScale(d.paper)
	if d.o.Scale > 0 {
		if d.o.Scale < least {
			return tooLarge(d.o.Scale, least, d.paper)
		}
		least = d.o.Scale
	}
	for scale := least; ; scale = roundScale(float64(scale) * 1.01) {
		d.window(scale)
		fits := d.settle(scale)
		if fits {
			return nil
		}
		if d.o.Scale > 0 || scale > 3*least {
			d.crowded = true
			d.settle(scale)
			return nil
		}
	}
}

// choosePaper lays the paper so that the scale becomes the largest.
func (d *draft) choosePaper() {
	best := -1.0
	for _, p := range d.o.Paper.orientations() {
		d.measurePanel(p)
		need := d.neededScale(p)
		if best < 0 || need < best {
			best, d.paper = need, p
		}
	}
	d.measurePanel(d.paper)
	d.u, d.t = d.paper.unit(), d.paper.detail()
}

// neededScale is the least denominator at which the county fits on the paper.
func (d *draft) neededScale(p Paper) float64 {
	u := p.unit()
	sides := u * 2 * (marginWidth + frameGap + landMargin)
	beside, beneath := d.reserve()
	width := p.Width - sides - beside
	height := p.Height - sides - u*(titleHeight+notesHeight) - beneath
	if d.within != nil {
		inner := grown(*d.within, -u*(frameGap+landMargin))
		width, height = inner.Max[0]-inner.Min[0], inner.Max[1]-inner.Min[1]
	}
	size := func(i int) float64 { return (d.extent.Max[i] - d.extent.Min[i]) * 1000 }
	return max(size(0)/width, size(1)/height)
}

func (d *draft) largestScale(p Paper) int { return roundScale(d.neededScale(p)) }

// window sets frame and field for a scale: what height the county leaves goes to
// the title, up to a point.
func (d *draft) window(scale int) {
	u := d.u
	height := (d.extent.Max[1] - d.extent.Min[1]) * 1000 / float64(scale)
	beside, beneath := d.reserve()
	spare := d.paper.Height - height - beneath - u*(2*(marginWidth+frameGap+landMargin)+titleHeight+notesHeight)
	top := u*(marginWidth+titleHeight) + min(max(spare, 0)*0.35, 9*u)
	d.frame = orb.Bound{
		Min: orb.Point{u * marginWidth, top},
		Max: orb.Point{d.paper.Width - u*marginWidth - beside, d.paper.Height - u*(marginWidth+notesHeight) - beneath},
	}
	if d.within != nil {
		d.frame = *d.within
	}
	d.placePanel()
	d.field = grown(d.frame, -u*frameGap)
}

// settle places the county in the field so that legend and north arrow find room
// beside it: in the middle if it can, else towards a side.
func (d *draft) settle(scale int) bool {
	width := (d.extent.Max[0] - d.extent.Min[0]) * 1000 / float64(scale)
	height := (d.extent.Max[1] - d.extent.Min[1]) * 1000 / float64(scale)
	spareX := d.field.Max[0] - d.field.Min[0] - width - 2*d.u*landMargin
	spareY := d.field.Max[1] - d.field.Min[1] - height - 2*d.u*landMargin
	for _, shift := range [][2]float64{{0, 0}, {-.25, 0}, {.25, 0}, {0, -.25}, {0, .25}, {-.5, 0}, {.5, 0}, {0, -.5}, {0, .5}, {-.5, -.5}, {.5, -.5}, {-.5, .5}, {.5, .5}} {
		d.setPlacement(scale, orb.Point{shift[0] * max(spareX, 0), shift[1] * max(spareY, 0)})
		d.prepare()
		d.taken, d.margins = newBoxes(), nil
		if d.furnish() {
			return true
		}
	}
	return false
}

// setPlacement puts the county's middle beside the field's by a shift in
// millimetres.
func (d *draft) setPlacement(scale int, shift orb.Point) {
	middle := d.extent.Center()
	mm := float64(scale) / 1000
	d.place = &Placement{
		Zone: d.zone, Scale: scale, Field: d.field, plane: d.plane,
		centre: orb.Point{middle[0] - shift[0]*mm, middle[1] + shift[1]*mm},
	}
}

// roomFor finds a place for a box of a size that misses the county and what stands
// already: in a corner if it can, along an edge, or anywhere in the field.
func (d *draft) roomFor(width, height float64) (orb.Bound, bool) {
	return d.roomIn(width, height, roomOrder)
}

// roomIn is roomFor with the places to try: shares of the field's free width and
// height.
func (d *draft) roomIn(width, height float64, order [][2]float64) (orb.Bound, bool) {
	gap := 1.6 * d.u
	inner := grown(d.field, -gap)
	freeX, freeY := inner.Max[0]-inner.Min[0]-width, inner.Max[1]-inner.Min[1]-height
	if freeX < 0 || freeY < 0 {
		return orb.Bound{}, false
	}
	for _, overLand := range []bool{false, true} {
		if overLand && !d.crowded {
			break
		}
		for _, at := range order {
			box := orb.Bound{Min: orb.Point{inner.Min[0] + at[0]*freeX, inner.Min[1] + at[1]*freeY}}
			box.Max = orb.Point{box.Min[0] + width, box.Min[1] + height}
			if d.taken.free(grown(box, gap/2)) && (overLand || d.land.misses(grown(box, gap))) {
				return box, true
			}
		}
	}
	return orb.Bound{}, false
}

// roomOrder are shares of the field's free width and height in the order they are
// tried: corners from the lower right, then edges, then the inside.
var roomOrder = func() [][2]float64 {
	order := [][2]float64{{1, 1}, {0, 1}, {0, 0}, {1, 0}}
	const steps = 24
	for i := 1; i < steps; i++ {
		t := float64(i) / steps
		order = append(order, [2]float64{1, 1 - t}, [2]float64{0, 1 - t}, [2]float64{1 - t, 1}, [2]float64{t, 0})
	}
	for i := 1; i < steps; i++ {
		for k := 1; k < steps; k++ {
			order = append(order, [2]float64{1 - float64(i)/steps, 1 - float64(k)/steps})
		}
	}
	return order
}()
