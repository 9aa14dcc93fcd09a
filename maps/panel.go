package maps

import (
	"github.com/paulmach/orb"
)

// sidePanel is a panel beside the map or beneath it, within the sheet.
type sidePanel struct {
	rows            func(width, k float64) []row // its content at a width and a size of letters, 1 being the usual
	beside, beneath float64                      // how much of the sheet it takes, one of them
	columns         int
	k               float64
	box             orb.Bound // where it stands, once the frame does
}

// The panel's measures, in units of furniture.
const (
	panelGap    = 2.0 // between frame and panel
	panelPad    = 2.4
	columnGap   = 4.0
	leastPanel  = 46.0
	widestPanel = 0.36 // of the sheet
)

// panelStep is a size of letters, 1 being the usual, and how much of the sheet the panel
// may take for them.
type panelStep struct{ k, share float64 }

// panelSteps are tried in order: letters become smaller while they are read with ease,
// then the panel larger, then both. The last has room for the longest note on any paper.
var panelSteps = []panelStep{{1, widestPanel}, {0.92, widestPanel}, {0.85, widestPanel}, {0.78, widestPanel}, {0.78, 0.42}, {0.78, 0.48}, {0.72, 0.48}, {0.66, 0.54}, {0.6, 0.6}, {0.5, 0.72}, {0.42, 0.8}}

// measurePanel finds the least panel on a paper that has room for its content: a column
// beside the map on a sheet that lies, several beneath it on one that stands. Before the
// map has its place the content is all that it may come to.
func (d *draft) measurePanel(p Paper) {
	if d.panel == nil {
		return
	}
	if d.place == nil {
		d.expectBackdrop()
	}
	u := p.unit()
	d.u, d.t = u, p.detail()
	measure := d.panel.measureBeneath
	if p.Width >= p.Height {
		measure = d.panel.measureBeside
	}
	for _, step := range panelSteps {
		if measure(d, p, step) {
			return
		}
	}
}

// fitPanel measures the panel of a map that has its place anew, by what the map shows. It
// reports whether it is another than before.
func (d *draft) fitPanel() bool {
	if d.panel == nil {
		return false
	}
	before := *d.panel
	d.measurePanel(d.paper)
	return d.panel.beside != before.beside || d.panel.beneath != before.beneath || d.panel.k != before.k
}

// panelHolds reports whether the panel has room for all of its content.
func (d *draft) panelHolds() bool {
	if d.panel == nil {
		return true
	}
	box := d.panel.box
	return d.panel.holds(d.columnWidth(box.Max[0]-box.Min[0], d.panel.columns), box.Max[1]-box.Min[1]-2*panelPad*d.u)
}

// holds reports whether columns of a width and height have room for all rows.
func (side *sidePanel) holds(width, height float64) bool {
	rows := side.rows(width, side.k)
	return len(flowed(rows, height)) <= side.columns && highest(rows) <= height*(1+1e-9)
}

func (side *sidePanel) measureBeside(d *draft, p Paper, step panelStep) bool {
	u := d.u
	side.columns, side.beneath, side.k = 1, 0, step.k
	height := p.Height - u*(2*marginWidth+titleHeight+notesHeight+9+2*panelPad)
	fits := func(width float64) bool {
		side.beside = width
		return side.holds(d.columnWidth(width, 1), height)
	}
	if !fits(step.share * p.Width) {
		return false
	}
	for width := leastPanel * u; width < step.share*p.Width; width += 4 * u {
		if fits(width) {
			return true
		}
	}
	side.beside = step.share * p.Width
	return true
}

func (side *sidePanel) measureBeneath(d *draft, p Paper, step panelStep) bool {
	u := d.u
	side.columns, side.beside, side.k = 3, 0, step.k
	rows := side.rows(d.columnWidth(p.Width-2*marginWidth*u, side.columns), side.k)
	fits := func(height float64) bool {
		side.beneath = height
		return len(flowed(rows, height-2*panelPad*u)) <= side.columns && highest(rows) <= height-2*panelPad*u
	}
	for height := 24 * u; height < step.share*p.Height; height += 3 * u {
		if fits(height) {
			return true
		}
	}
	return fits(step.share * p.Height)
}

// columnWidth is the width of each of some columns in a panel.
func (d *draft) columnWidth(width float64, columns int) float64 {
	n := float64(columns)
	return (width - d.u*(2*panelPad+(n-1)*columnGap)) / n
}

// reserve is how much of the sheet's width and height the panel takes from the frame.
func (d *draft) reserve() (width, height float64) {
	switch {
	case d.panel == nil:
		return 0, 0
	case d.panel.beside > 0:
		return d.panel.beside + panelGap*d.u, 0
	}
	return 0, d.panel.beneath + panelGap*d.u
}

// placePanel puts the panel beside the frame, or beneath it.
func (d *draft) placePanel() {
	d.outer = d.frame
	if d.panel == nil {
		return
	}
	width, height := d.reserve()
	d.outer.Max = orb.Point{d.frame.Max[0] + width, d.frame.Max[1] + height}
	d.panel.box = d.outer
	if width > 0 {
		d.panel.box.Min[0] = d.outer.Max[0] - d.panel.beside
	} else {
		d.panel.box.Min[1] = d.outer.Max[1] - d.panel.beneath
	}
}

// drawPanel draws the panel with its content, in letters smaller than measured where the
// map came to show what nobody expected.
func (d *draft) drawPanel() {
	if d.panel == nil {
		return
	}
	for d.panel.k > 0.3 && !d.panelHolds() {
		d.panel.k *= 0.96
	}
	side, u := d.panel, d.u
	box := side.box
	nodes := []Node{&Path{Lines: rectangle(box), Closed: true, Fill: rgb(0xffffff), Stroke: rgb(0x1a1a1a), Width: 0.25 * u}}
	width := d.columnWidth(box.Max[0]-box.Min[0], side.columns)
	high := box.Max[1] - box.Min[1] - 2*panelPad*u
	for i, column := range flowed(side.rows(width, side.k), high) {
		if i == side.columns {
			break
		}
		x := box.Min[0] + panelPad*u + float64(i)*(width+columnGap*u)
		nodes = append(nodes, drawRows(column, orb.Point{x, box.Min[1] + panelPad*u})...)
	}
	d.margins = append(d.margins, &Group{Layer: layerFrame, Nodes: nodes})
}
