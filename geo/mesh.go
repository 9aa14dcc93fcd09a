package geo

import "github.com/paulmach/orb"

// Mesh is a set of shapes cut into arcs: stretches of border, each stored once
// however many shapes run along it. An arc ends where the set of shapes along it
// changes, so neighbours whose vertices agree share arcs, and so do a township and
// the villages inside it.
type Mesh struct {
	Arcs   []Arc
	Shapes []MeshShape // in the order given to NewMesh
}

// Arc is a stretch of border with the same shapes along it.
type Arc struct {
	Line  orb.LineString // lon/lat, at least two vertices; a closed arc repeats its first
	Left  []int32        // shapes on its left hand, by index, ascending
	Right []int32        // shapes on its right hand
}

// MeshShape is a shape as rings of arcs: polygons, rings (the shell first), arcs.
type MeshShape [][]MeshRing

// MeshRing is a ring as the arcs it runs along, in order.
type MeshRing []ArcRef

// ArcRef is an arc and a direction: i is Arcs[i] forwards, ^i is it backwards.
type ArcRef int32

// Index is the arc's place in Mesh.Arcs.
func (r ArcRef) Index() int {
	if r < 0 {
		return int(^r)
	}
	return int(r)
}

// Reversed reports whether the arc is run backwards.
func (r ArcRef) Reversed() bool { return r < 0 }

// NewMesh cuts shapes into arcs. Rings may wind either way: shells are taken
// counter-clockwise and holes clockwise, so that a shape lies to the left of its
// arcs. Shapes need not be valid: what does not match simply shares no arc.
// Vertices are put on the grid.
func NewMesh(shapes []orb.MultiPolygon) *Mesh {
	b := newMeshBuilder(shapes)
	b.findNodes()
	b.cut()
	return b.mesh(len(shapes))
}
