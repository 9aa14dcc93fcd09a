package boundaries

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

// combine adds shapes up and takes others off by their borders: along each arc, the
// shapes on its two sides are counted, and the arc stays where one more lies on one
// side. No vertex moves, so what neighbours share stays shared to the last bit. It
// reports false where shapes overlap or one taken off lies outside.
func combine(add, drop []orb.MultiPolygon) (orb.MultiPolygon, bool) {
	mesh := geo.NewMesh(append(append([]orb.MultiPolygon{}, add...), drop...))
	count := func(side []int32) int {
		n := 0
		for _, s := range side {
			if int(s) < len(add) {
				n++
			} else {
				n--
			}
		}
		return n
	}
	sum := []int32{0}
	for i := range mesh.Arcs {
		arc := &mesh.Arcs[i]
		net := count(arc.Left) - count(arc.Right)
		arc.Left, arc.Right = nil, nil
		switch net {
		case 0:
		case 1:
			arc.Left = sum
		case -1:
			arc.Right = sum
		default:
			return nil, false
		}
	}
	mesh.Shapes = make([]geo.MeshShape, 1)
	return mesh.Build(mesh.Union([]int{0}), mesh.Line), true
}

// clusters tells for each shape the number of the cluster it belongs to: shapes that
// share a stretch of border are of one cluster, a shared corner does not count. Where
// one has no shape nothing can be told, and all are taken as one.
func clusters(shapes []orb.MultiPolygon) []int {
	leader := make([]int, len(shapes))
	for i := range leader {
		leader[i] = i
	}
	var root func(i int) int
	root = func(i int) int {
		if leader[i] != i {
			leader[i] = root(leader[i])
		}
		return leader[i]
	}
	join := func(i, j int) {
		i, j = root(i), root(j)
		leader[max(i, j)] = min(i, j)
	}
	for _, s := range shapes {
		if len(s) == 0 {
			return make([]int, len(shapes))
		}
	}
	for _, arc := range geo.NewMesh(shapes).Arcs {
		for _, l := range arc.Left {
			for _, r := range arc.Right {
				join(int(l), int(r))
			}
		}
	}
	for i := range leader {
		leader[i] = root(i)
	}
	return leader
}

// joint is land that a unit is put together of. Whether it hangs together is seen when
// the whole order is applied: what lies between may come with a later change.
type joint struct {
	name    string
	code    adcode.Code
	shape   orb.MultiPolygon
	exclave bool // it need not touch
	step    int
}

// join notes that u is put together of what it was and of units.
func (b *board) join(u *standing, units []*standing, exclave bool) {
	if len(u.joints) == 0 && u.was != nil {
		u.joints = []joint{{u.Name, u.Code, u.Shape, false, b.step}}
	}
	for _, o := range units {
		if len(o.joints) > 0 && o.Level() == u.Level() {
			u.joints = append(u.joints, o.joints...)
			continue
		}
		u.joints = append(u.joints, joint{o.Name, o.Code, o.Shape, exclave, b.step})
	}
}

// checkJoints refuses units that do not hang together in the end. Land with parts of its
// own touches by any of them.
func (b *board) checkJoints() {
	for _, u := range b.units {
		if !u.over && len(u.joints) > 1 {
			b.checkJoined(u)
		}
	}
	b.step = 0
}

func (b *board) checkJoined(u *standing) {
	var shapes []orb.MultiPolygon
	for _, j := range u.joints {
		shapes = append(shapes, geo.InsertVertices(j.shape, b.added))
	}
	cluster := clusters(shapes)
	declared := map[int]bool{}
	for i, j := range u.joints {
		declared[cluster[i]] = declared[cluster[i]] || j.exclave
	}
	for i, j := range u.joints {
		b.step = j.step
		switch {
		case cluster[i] != i || i == 0:
		case declared[i]:
			b.warn("exclave", j.code, "%s does not touch the rest of %s: an exclave is made", j.name, u.Name)
		default:
			b.refuse("not_touching", j.code, "%s does not touch %s, or what else becomes %s, along a border; if an exclave is meant, say \"exclave\": true", j.name, u.joints[0].name, u.Name)
		}
	}
}

// unite gives u the land of units; those without a shape add none.
func (b *board) unite(u *standing, units []*standing) bool {
	var shapes []orb.MultiPolygon
	for _, f := range units {
		if len(f.Shape) > 0 {
			shapes = append(shapes, f.Shape)
		}
	}
	if len(shapes) == 0 {
		return true
	}
	if len(shapes) < len(units) {
		b.warn("no_shape", u.Code, "not all that %s is made of has a shape: its shape is that of the others", u.Name)
	}
	if len(shapes) == 1 {
		u.Shape = shapes[0]
		return true
	}
	shape, ok := combine(shapes, nil)
	if !ok {
		b.refuse("overlap", u.Code, "the units that %s is made of overlap: clean the divisions first (xiantu topo clean)", u.Name)
		return false
	}
	u.Shape = shape
	return true
}

// moveLand notes that land goes from under one parent to under another; their shapes
// follow when the change is done.
func moveLand(land orb.MultiPolygon, from, to *standing) {
	if len(land) == 0 {
		return
	}
	for _, l := range []adcode.Level{adcode.Township, adcode.County} {
		a, c := from.above(l), to.above(l)
		if a == c {
			continue
		}
		if a != nil {
			a.losses = append(a.losses, land)
		}
		if c != nil {
			c.gains = append(c.gains, land)
		}
	}
}

// settleParents brings the shapes of parents up to date with the land that the change
// at work has moved under them.
func (b *board) settleParents() {
	for _, u := range b.units {
		gains, losses := u.gains, u.losses
		u.gains, u.losses = nil, nil
		if len(gains)+len(losses) == 0 || u.over || len(u.Shape) == 0 && !u.emptied {
			continue
		}
		shape, ok := combine(append([]orb.MultiPolygon{u.Shape}, gains...), losses)
		if !ok || !sameArea(shape, u.Shape, gains, losses) {
			b.refuse("parent_land", u.Code, "the borders of %s and of the units that move do not fit together: clean the divisions first (xiantu topo clean)", u.Name)
			continue
		}
		u.Shape, u.emptied = shape, len(shape) == 0
		if u.kind == "" {
			u.kind = "transfer"
		}
	}
}

// sameArea reports whether an area is what was there with what came and went.
func sameArea(got, was orb.MultiPolygon, gains, losses []orb.MultiPolygon) bool {
	want, all := flatArea(was), flatArea(was)
	for _, g := range gains {
		want, all = want+flatArea(g), all+flatArea(g)
	}
	for _, l := range losses {
		want -= flatArea(l)
	}
	diff := flatArea(got) - want
	return diff < 1e-9*all && -diff < 1e-9*all
}

// flatArea is an area in square degrees, for comparing.
func flatArea(shape orb.MultiPolygon) float64 {
	sum := 0.0
	for _, polygon := range shape {
		for i, ring := range polygon {
			area := ringArea(ring)
			if i > 0 {
				area = -area
			}
			sum += area
		}
	}
	return sum
}

func ringArea(ring orb.Ring) float64 {
	sum := 0.0
	for i := 1; i < len(ring); i++ {
		ax, ay := ring[i-1][0]-ring[0][0], ring[i-1][1]-ring[0][1]
		bx, by := ring[i][0]-ring[0][0], ring[i][1]-ring[0][1]
		sum += ax*by - bx*ay
	}
	return max(sum, -sum) / 2
}
