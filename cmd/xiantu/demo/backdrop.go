package demo

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// ground is a thing that maps show beneath or around the divisions.
type ground struct {
	kind, name string
	shape      orb.Geometry
}

// groundFacts are the properties of a feature in the file of the backdrop.
type groundFacts struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Name      string `json:"name"`
	Synthetic bool   `json:"synthetic"`
}

// neighbourCount is how many counties lie around the one of the smallest demo.
const neighbourCount = 6

// backdrop writes what maps show beneath the divisions: the county's river, railway and
// reservoirs, and where it is the only one, the counties around it.
func (w *writer) backdrop(c *county, folder string, code adcode.Code) error {
	if w.options.Size == Nation {
		return nil
	}
	list := c.ground
	if w.options.Size == County {
		list = append(list, c.neighbours(w.options.Seed)...)
	}
	out := newLayer(folder, "backdrop", nil)
	for _, g := range list {
		out.add(groundFacts{c.code.String() + "-B" + twoDigits(out.count+1), g.kind, g.name, true}, g.shape)
	}
	if err := out.close(); err != nil {
		return err
	}
	w.own = append(w.own, File{Path: out.file.Name(), Kind: "layer", County: code, Date: After, CRS: "EPSG:4490", Counts: out.count})
	return nil
}

// neighbours divides the land around the county among others, which are shapes and
// names only: names that no county has.
func (c *county) neighbours(seed uint64) []ground {
	dice := newDice(seed, 0, 9)
	var around []int32
	for cell := range int32(len(c.land.county)) {
		if c.land.county[cell] == none && !c.land.onEdge(cell) {
			around = append(around, cell)
		}
	}
	names := newNamer(seed, 0)
	names.county() // the county's own
	var list []ground
	parts := c.divide(around, neighbourCount, &dice)
	for i, part := range parts {
		c.allot(part, c.land.county, c.number+1+int32(i))
	}
	bound := c.outline(c.cells, c.land.county, c.number).Bound()
	for i, part := range parts {
		shape := c.outline(part, c.land.county, c.number+1+int32(i))
		list = append(list, ground{"neighbour", names.county() + "县", spread(shape, bound)})
	}
	for _, part := range parts {
		c.allot(part, c.land.county, none)
	}
	return list
}

// spread moves what lies outside a bound away from it, four times as far as it is, so
// that the land around reaches beyond a sheet of the county.
func spread(shape orb.MultiPolygon, bound orb.Bound) orb.MultiPolygon {
	middle := bound.Center()
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i, p := range ring {
				x, y := p[0]-middle[0], p[1]-middle[1]
				if out := max(math.Abs(x)/(bound.Max[0]-middle[0]), math.Abs(y)/(bound.Max[1]-middle[1])); out > 1 {
					k := 1 + 3*(out-1)/out
					ring[i] = orb.Point{middle[0] + k*x, middle[1] + k*y}
				}
			}
		}
	}
	return shape
}
