package maps

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// indexMap is the county by township with the page of each township's sheet beside its
// name; both lead there.
func (b *binder) indexMap(number int) []Page {
	page := b.sheetPage(b.county, number)
	taken := textBoxes(page.Scene.Nodes, b.county.fonts)
	walk(page.Scene.Nodes, func(n Node) {
		if c, ok := n.(*Circle); ok {
			taken = append(taken, boxAround(c.Centre, 2*c.Radius, 2*c.Radius))
		}
	})
	group := &Group{Layer: layerNames}
	for _, n := range b.county.names {
		to := b.starts[n.Code]
		if to == 0 || n.Lost || n.Part != 0 || n.Code.Level() != adcode.Township {
			continue
		}
		page.Links = append(page.Links, Link{Box: n.Box, Page: to})
		if t, box, ok := b.pageMark(n, to, taken); ok {
			taken = append(taken, box)
			group.Nodes = append(group.Nodes, t)
			page.Links = append(page.Links, Link{Box: box, Page: to})
		}
	}
	page.Scene.Nodes = append(page.Scene.Nodes, group)
	return append([]Page{page}, b.pagesBehind(b.county, number)...)
}

// pageMark is a page's number beside a name: beneath it if there is room inside the unit,
// else above, behind or before it, and farther off.
func (b *binder) pageMark(n Name, page int, taken []orb.Bound) (*Text, orb.Bound, bool) {
	detail := Paper{Width: b.county.scene.Width, Height: b.county.scene.Height}.detail()
	u := b.ed.ByCode(n.Code)
	for _, size := range []float64{2.5 * detail, max(1.9*detail, smallestName)} {
		t := b.d.text(fmt.Sprintf(b.say("%d页", "p. %d"), page), size, true, rgb(0x1d4f91))
		t.Halo, t.HaloWidth = rgb(0xffffff), 0.14*size
		width := b.d.fonts.width(t)
		for away := 0.7; away < 8; away += 0.5 {
			for turn := range 16 {
				sin, cos := math.Sincos(float64(turn)*math.Pi/8 + math.Pi/2)
				half := orb.Point{(n.Box.Max[0] - n.Box.Min[0] + width) / 2, (n.Box.Max[1]-n.Box.Min[1]+size)/2 + 0.3*size}
				at := orb.Point{n.Box.Center()[0] + cos*away/0.7*half[0], n.Box.Center()[1] + sin*away/0.7*half[1]}
				box := boxAround(at, width, size)
				if b.inUnit(u.Index, box) && !slices.ContainsFunc(taken, func(t orb.Bound) bool { return overlap(grown(t, 0.1*size), box) }) {
					return b.d.put(t, orb.Point{at[0], at[1] + middleOfEm*size}, 0.5), box, true
				}
			}
		}
	}
	return nil, orb.Bound{}, false
}

// inUnit reports whether a box on the county's sheet lies in a unit, by its corners and
// the middles of its sides.
func (b *binder) inUnit(unit int, box orb.Bound) bool {
	shape := b.ed.Mesh.Shape(unit)
	for x := range 3 {
		for y := range 3 {
			at := orb.Point{box.Min[0] + float64(x)/2*(box.Max[0]-box.Min[0]), box.Min[1] + float64(y)/2*(box.Max[1]-box.Min[1])}
			if !geo.Contains(shape, b.county.place.Earth(at)) {
				return false
			}
		}
	}
	return true
}
