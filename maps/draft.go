package maps

import (
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// draft is a sheet being laid out.
type draft struct {
	ed     *edition.Edition
	o      Options
	fonts  *fonts
	words  words
	absent map[rune]bool

	subject *edition.Unit  // the township that the sheet is of; nil: the county
	border  []adcode.Level // by arc: the level of the border to draw there

	plane    *geo.TransverseMercator
	zone     int
	extent   orb.Bound        // of the county on the plane
	paper    Paper            // as it lies
	u        float64          // size of the furniture, 1 on A4
	t        float64          // size of the map's symbols and names, 1 on A4
	frame    orb.Bound        // outer edge
	outer    orb.Bound        // of the frame and what stands beside it
	within   *orb.Bound       // where the frame is to be; nil: it takes what the sheet has
	panel    *sidePanel       // beside the map; nil: none
	finish   *finish          // how units are drawn; nil: as on a map of divisions
	field    orb.Bound        // the map's window
	place    *Placement       // of the earth in the field
	thin     []orb.LineString // by arc, as fine as the scale shows
	thinFor  int              // that scale
	lines    []orb.LineString // by arc, on paper
	areas    map[int]*area    // by unit
	colours  colours
	backdrop []*feature // of the elements to show
	aside    []*feature // the counties, or townships, around
	flat     *flat
	roads    [][]orb.LineString // by rank
	land     *area              // the county
	crowded  bool               // the legend may stand over the county: there is no other room at the scale asked for
	taken    *boxes             // where something stands already
	names    []Name
	content  []Node // drawn within the field
	margins  []Node // drawn around and over it

	clustered    []*symbol // of facilities, before they find their places
	clusteredFor *Placement
	symbols      []*symbol // of facilities, as they are drawn
	naming       *naming   // what sets the names; nil before it does
}

// project finds the plane of the sheet and the county's extent on it.
func (d *draft) project() error {
	mesh := d.ed.Boundaries.Mesh
	if len(mesh.Arcs) == 0 {
		return refuse(ErrNotFound, "at", "%s 在 %s 没有区划图形：请导入带图形的区划，或换一个日期", "county %s has no boundaries on %s: import its divisions with shapes, or choose another day", d.ed.County.Code, dayOr(d.ed.Key.At, "any day"))
	}
	d.zone = zoneOf(d.ed.Boundaries.Bound.Center()[0])
	d.plane = geo.GaussKrueger(d.zone)
	if err := d.choose(); err != nil {
		return err
	}
	d.extent = orb.Bound{Min: orb.Point{math.Inf(1), math.Inf(1)}, Max: orb.Point{math.Inf(-1), math.Inf(-1)}}
	for _, arc := range mesh.Arcs {
		if d.subject != nil && !slices.Contains(arc.Left, int32(d.subject.Index)) && !slices.Contains(arc.Right, int32(d.subject.Index)) {
			continue
		}
		for _, p := range arc.Line {
			d.extent = d.extent.Extend(d.plane.Forward(p))
		}
	}
	return nil
}

func dayOr(d civil.Day, other string) string {
	if d.IsZero() {
		return other
	}
	return d.String()
}

// day is the day that the sheet shows: asked for, or the last on which it changed.
func (d *draft) day() civil.Day {
	if !d.o.Day.IsZero() {
		return d.o.Day
	}
	if !d.ed.Key.At.IsZero() {
		return d.ed.Key.At
	}
	var last civil.Day
	for i := range d.ed.Units {
		if from := d.ed.Units[i].Valid.From; last.Before(from) {
			last = from
		}
	}
	return last
}

// prepare brings the borders onto the paper: each arc thinned to what the eye can
// see there, once, so that neighbours stay joined.
func (d *draft) prepare() {
	if d.thinFor != d.place.Scale {
		d.thin, d.thinFor = d.generalised(), d.place.Scale
	}
	thin := d.thin
	d.lines = make([]orb.LineString, len(thin))
	for i, line := range thin {
		d.lines[i] = make(orb.LineString, len(line))
		for k, p := range line {
			d.lines[i][k] = d.place.Paper(p)
		}
	}
	d.areas = map[int]*area{}
	for i := range d.ed.Units {
		shape := d.shape(i)
		if u := &d.ed.Units[i]; len(shape) == 0 && d.ed.HasShape(u) {
			shape = d.speck(u)
		}
		if len(shape) > 0 {
			d.areas[i] = newArea(shape)
		}
	}
	d.land = newArea(d.landShape())
	d.layBackdrop()
}

func (d *draft) shape(unit int) orb.MultiPolygon {
	mesh := d.ed.Boundaries.Mesh
	return mesh.Build(mesh.Shapes[unit], geo.Lines(d.lines))
}

// speck stands for a unit that is too small for the scale to leave any shape of it, so that
// it is named all the same.
func (d *draft) speck(u *edition.Unit) orb.MultiPolygon {
	return orb.MultiPolygon{{orb.Ring(rectangle(boxAround(d.place.Paper(u.Label), seen, seen))[0])}}
}

// landShape is the land that the sheet is of.
func (d *draft) landShape() orb.MultiPolygon {
	mesh := d.ed.Boundaries.Mesh
	if d.subject != nil {
		return d.areas[d.subject.Index].shape
	}
	for _, u := range d.ed.At(adcode.County) {
		if a := d.areas[u.Index]; a != nil {
			return a.shape
		}
	}
	var all []int
	for i := range d.ed.Units {
		all = append(all, i)
	}
	return mesh.Build(mesh.Union(all), geo.Lines(d.lines))
}

func (d *draft) scene() *Scene {
	field := d.field // a copy: the scene must not hold on to the draft
	return &Scene{
		Width: d.paper.Width, Height: d.paper.Height, Title: d.title(), Author: printable(d.o.Compiler), Created: d.day().String(), Place: d.place,
		Lang: d.o.Lang, Layers: d.words.layers,
		Nodes: append([]Node{
			&Path{Lines: rectangle(orb.Bound{Max: orb.Point{d.paper.Width, d.paper.Height}}), Closed: true, Fill: rgb(0xffffff)},
			&Group{Clip: &field, Nodes: d.content},
		}, d.margins...),
	}
}

// text makes a line of text, without what cannot be printed, and notes what the
// font lacks.
func (d *draft) text(s string, size float64, bold bool, fill Color) *Text {
	t := &Text{String: printable(s), Size: size, Bold: bold, Fill: fill}
	for _, r := range d.fonts.missing(t.String) {
		d.absent[r] = true
	}
	return t
}

// fitted is text made smaller, down to the least size, and then cut, so that it is
// no wider than most.
func (d *draft) fitted(s string, size, least, most float64, bold bool, fill Color) *Text {
	t := d.text(s, size, bold, fill)
	if w := d.fonts.width(t); w > most {
		t.Size = max(size*most/w, least)
	}
	runes := []rune(t.String)
	for n := len(runes) - 1; n > 0 && d.fonts.width(t) > most*1.001; n-- { // scaled widths differ in their last bits
		t.String = string(runes[:n]) + "…"
	}
	return t
}

// put sets a text with its left, middle or right (0, 0.5, 1) at a point of the
// baseline.
func (d *draft) put(t *Text, at orb.Point, anchor float64) *Text {
	t.At = orb.Point{at[0] - anchor*d.fonts.width(t), at[1]}
	return t
}

func sortedRunes(set map[rune]bool) []rune {
	out := make([]rune, 0, len(set))
	for r := range set {
		out = append(out, r)
	}
	slices.Sort(out)
	return out
}
