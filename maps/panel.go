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

// panelSizes are the sizes of letters tried, from the usual.
var panelSizes = []float64{1, 0.92, 0.85, 0.78, 0.72, 0.66}

// measurePanel finds the least panel on a paper that has room for its content: a column
// beside the map on a sheet that lies, several beneath it on one that stands.
func (d *draft) measurePanel(p Paper) {
	if d.panel == nil {
		return
	}
	u := p.unit()
	d.u, d.t = u, p.detail()
	if p.Width >= p.Height {
		d.measureBeside(p, u)
	} else {
		d.measureBeneath(p, u)
	}
}

func (d *draft) measureBeside(p Paper, u float64) {
	side := d.panel
	side.columns, side.beneath = 1, 0
	height := p.Height - u*(2*marginWidth+titleHeight+notesHeight+9+2*panelPad)
	fits := func() bool { return heightOf(side.rows(side.beside-2*panelPad*u, side.k)) <= height }
	for _, side.k = range panelSizes {
		if side.beside = widestPanel * p.Width; !fits() {
			continue
		}
		for side.beside = leastPanel * u; side.beside <= widestPanel*p.Width; side.beside += 4 * u {
			if fits() {
				return
			}
		}
	}
	side.beside = widestPanel * p.Width
}

func (d *draft) measureBeneath(p Paper, u float64) {
	side := d.panel
	side.columns, side.beside = 3, 0
	for _, side.k = range panelSizes {
		width := d.columnWidth(p.Width-2*marginWidth*u, side.columns)
		rows := side.rows(width, side.k)
		for side.beneath = 24 * u; side.beneath <= widestPanel*p.Height; side.beneath += 3 * u {
			high := side.beneath - 2*panelPad*u
			if len(flowed(rows, high)) <= side.columns && highest(rows) <= high {
				return
			}
		}
	}
	side.beneath = widestPanel * p.Height
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

// drawPanel draws the panel with as much of its content as there is room for.
func (d *draft) drawPanel() {
	if d.panel == nil {
		return
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
