package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// comparisonFit is how a comparison lies on the paper.
type comparisonFit struct {
	paper  Paper
	sheet  orb.Bound    // within which everything but title and notes stands
	frames [2]orb.Bound // of the maps
	panel  orb.Bound
	size   float64 // of the panel's letters
	scale  int
	whole  bool // the panel has the whole table
}

// headingHeight is what the name of the day takes above each map, in units of furniture.
const headingHeight = 5.5

// muchSmaller is how much smaller the maps may be so that the whole table stands on the
// same sheet.
const muchSmaller = 1.2

// arrange chooses how paper, maps and panel lie, so that the scale is the largest; one
// that has room for the whole table may be somewhat smaller.
func (k *comparing) arrange() error {
	var best [2]*comparisonFit // without and with the whole table
	for _, p := range k.o.Paper.orientations() {
		for i, whole := range []bool{false, true} {
			for form := range 8 {
				fit := k.try(p, form&1 == 1, form&2 == 2, whole, []float64{1, 0.8}[form>>2])
				if fit != nil && (best[i] == nil || fit.scale < best[i].scale) {
					best[i] = fit
				}
			}
		}
	}
	k.fit = *best[0]
	if best[1] != nil && float64(best[1].scale) <= muchSmaller*float64(best[0].scale) {
		k.fit = *best[1]
	}
	if k.o.Scale > 0 {
		if k.o.Scale < k.fit.scale {
			return tooLarge(k.o.Scale, k.fit.scale, k.fit.paper)
		}
		k.fit.scale = k.o.Scale
	}
	return nil
}

// try finds the least panel, beneath the maps or beside them, that holds its content; nil
// where none does.
func (k *comparing) try(p Paper, stacked, beside, whole bool, letters float64) *comparisonFit {
	u := p.unit()
	k.size(p)
	fit := &comparisonFit{paper: p, whole: whole, sheet: orb.Bound{
		Min: orb.Point{u * marginWidth, u * (marginWidth + titleHeight + 2)},
		Max: orb.Point{p.Width - u*marginWidth, p.Height - u*(marginWidth+notesHeight)},
	}}
	fit.size = 2.1 * u * letters
	for share := 0.1; share < 0.56; share += 0.03 {
		rest := fit.part(share, beside, u)
		if _, to, ok := k.panelIn(fit); ok && (!whole || to == len(k.changes)) {
			fit.halve(rest, stacked, u)
			fit.scale = k.needed(fit)
			return fit
		}
	}
	if whole {
		return nil
	}
	fit.halve(fit.part(0.3, beside, u), stacked, u) // what has no room in the panel is left out
	fit.scale = k.needed(fit)
	return fit
}

// size sets the size of furniture and symbols on both maps.
func (k *comparing) size(p Paper) {
	for _, d := range []*draft{k.before, k.after} {
		d.paper, d.u, d.t = p, p.unit(), p.detail()
	}
}

// part gives a share of the sheet to the panel and returns the rest.
func (f *comparisonFit) part(share float64, beside bool, u float64) (rest orb.Bound) {
	rest, f.panel = f.sheet, f.sheet
	axis := 1
	if beside {
		axis = 0
	}
	at := f.sheet.Max[axis] - share*(f.sheet.Max[axis]-f.sheet.Min[axis])
	f.panel.Min[axis], rest.Max[axis] = at, at-panelGap*u
	return rest
}

// halve gives each map half of a box, beneath its heading.
func (f *comparisonFit) halve(box orb.Bound, stacked bool, u float64) {
	axis := 0
	if stacked {
		axis = 1
	}
	middle, half := box.Center()[axis], panelGap*u/2
	f.frames = [2]orb.Bound{box, box}
	f.frames[0].Max[axis], f.frames[1].Min[axis] = middle-half, middle+half
	for i := range f.frames {
		f.frames[i].Min[1] += headingHeight * u
	}
}

// needed is the largest round scale at which the county fits into both frames.
func (k *comparing) needed(f *comparisonFit) int {
	need := 0.0
	for i, d := range []*draft{k.before, k.after} {
		frame := f.frames[i]
		inner := grown(frame, -d.u*(frameGap+landMargin))
		if inner.Max[0] <= inner.Min[0] || inner.Max[1] <= inner.Min[1] {
			return math.MaxInt32
		}
		d.within = &frame
		need = max(need, d.neededScale(f.paper))
	}
	return roundScale(need)
}

// draw draws both maps.
func (k *comparing) draw() {
	k.size(k.fit.paper)
	for i, d := range []*draft{k.before, k.after} {
		d.within = &k.fit.frames[i]
		d.window(k.fit.scale)
		d.settle(k.fit.scale)
		if i == 1 && !d.addNorth() {
			d.crowded = true
			d.addNorth()
			d.crowded = false
		}
		d.draw()
		d.margins = append(d.margins, k.heading(d, i))
	}
}

// dayOf says which day's a map is.
func (k *comparing) dayOf(d *draft, i int) string {
	said, own := d.in("原：", "Before: "), k.BeforeName
	if i == 1 {
		said, own = d.in("现：", "After: "), k.AfterName
	}
	switch {
	case own != "":
		return said + own
	case d.day().IsZero():
		return said + d.in("区划", "divisions")
	}
	if d.ed.Key.Plan != 0 {
		return said + d.words.planned
	}
	return said + d.words.day(d.day())
}

// heading names the day of a map above its frame.
func (k *comparing) heading(d *draft, i int) Node {
	width := d.frame.Max[0] - d.frame.Min[0]
	t := d.fitted(k.dayOf(d, i), 3.2*d.u, 1.5*d.u, width, true, rgb(0x14304f))
	return &Group{Layer: layerFrame, Nodes: []Node{d.put(t, orb.Point{d.frame.Center()[0], d.frame.Min[1] - 1.5*d.u}, 0.5)}}
}
