package demo

import (
	"math"
	"strconv"

	"github.com/paulmach/orb"
)

// zoneFacts are the properties of a feature in the file of zones.
type zoneFacts struct {
	ID        string `json:"id"`
	Kind      string `json:"kind"`
	Title     string `json:"kind_zh"`
	Name      string `json:"name"`
	Setback   int    `json:"buffer_m"`
	Synthetic bool   `json:"synthetic"`
}

// writeZones writes where cemeteries may not be: a river, a railway and a highway through
// the county, fields, forests, reservoirs and a protected spring.
func (c *county) writeZones(out *layer) {
	number := 0
	add := func(kind, title, name string, setback int, shape orb.Geometry) {
		number++
		out.add(zoneFacts{c.code.String() + "-Z" + twoDigits(number), kind, title, name, setback, true}, shape)
	}
	heart := c.site(c.middleOf(c.towns[0][0].cells))
	reach := 0.85 * math.Sqrt(float64(len(c.cells)))
	angle := math.Pi * c.float()
	river := ground{"river", pick(&c.dice, nameHeads) + "江", c.way(heart, angle, reach, 0.5)}
	railway := ground{"railway", "云檀铁路", c.way(heart, angle+0.9, reach, 0.12)}
	c.ground = []ground{river, railway}
	add("river", "河流", river.name, 200, river.shape)
	add("railway", "铁路", railway.name, 500, railway.shape)
	c.highway = c.way(heart, angle+1.8, reach, 0.2)
	add("trunk_highway", "公路主干线", "环山高速", 500, c.highway)
	for _, k := range []struct {
		kind, title, name string
		setback, count    int
		size              float64
	}{
		{"arable", "耕地（永久基本农田）", "耕地片", 0, 9, 1.6}, {"forest", "林地", "林地片", 0, 8, 1.9},
		{"reservoir", "水库", "水库", 200, 2, 0.7}, {"water_source", "水源保护区", "饮用水水源保护区", 0, 1, 1.2}, {"scenic", "风景名胜区", "风景名胜区", 0, 1, 1.5},
	} {
		for i := range k.count {
			name := k.name
			if k.count > 1 {
				name += strconv.Itoa(i + 1)
			}
			shape := c.patch(c.site(pick(&c.dice, c.cells)), k.size)
			if k.kind == "reservoir" {
				c.ground = append(c.ground, ground{"reservoir", name, shape})
			}
			add(k.kind, k.title, name, k.setback, shape)
		}
	}
}

// way is a line through a place (in lattice steps) from beyond the county to beyond it.
func (c *county) way(through orb.Point, angle, reach, wild float64) orb.LineString {
	sin, cos := math.Sincos(angle)
	ends := [2]orb.Point{{through[0] - reach*cos, through[1] - reach*sin}, {through[0] + reach*cos, through[1] + reach*sin}}
	line := c.sway(nil, ends[0], through, wild, 6)
	line = c.sway(line, through, ends[1], wild, 6)
	return append(line, c.lattice.place(ends[1]))
}

// sway appends the way from a to b without b, its middle moved aside again and again.
func (c *county) sway(line orb.LineString, a, b orb.Point, wild float64, level int) orb.LineString {
	if level == 0 {
		return append(line, c.lattice.place(a))
	}
	aside := wild * (c.float() - 0.5)
	middle := orb.Point{(a[0]+b[0])/2 - aside*(b[1]-a[1]), (a[1]+b[1])/2 + aside*(b[0]-a[0])}
	line = c.sway(line, a, middle, wild, level-1)
	return c.sway(line, middle, b, wild, level-1)
}

// patch is a roundish area around a place.
func (c *county) patch(centre orb.Point, size float64) orb.Polygon {
	size *= 0.6 + 0.8*c.float()
	shift, lobe := 2*math.Pi*c.float(), 0.15+0.2*c.float()
	var ring orb.Ring
	const corners = 48
	for i := range corners {
		angle := 2 * math.Pi * float64(i) / corners
		r := size * (1 + lobe*math.Sin(3*angle+shift) + 0.08*math.Sin(7*angle+2*shift) + 0.06*(c.float()-0.5))
		ring = append(ring, c.lattice.place(orb.Point{centre[0] + r*math.Cos(angle), centre[1] + r*math.Sin(angle)}))
	}
	return orb.Polygon{append(ring, ring[0])}
}
