package coverage

import (
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/geo"
)

// roadCover is the land from which a place is reached in time, laid over the units:
// what each has of it and what it lacks, cut along one line.
type roadCover struct {
	mesh   *geo.Mesh
	land   orb.MultiPolygon
	inside []geo.SquareMetres // by shape
	gap    []geo.OverlayPiece // by shape; without a shape where all of it is within reach
}

func newRoadCover(mesh *geo.Mesh, land orb.MultiPolygon) *roadCover {
	c := &roadCover{mesh, land, make([]geo.SquareMetres, len(mesh.Shapes)), make([]geo.OverlayPiece, len(mesh.Shapes))}
	shapes := make([]orb.MultiPolygon, len(mesh.Shapes))
	for i := range shapes {
		shapes[i] = mesh.Shape(i)
	}
	for _, piece := range geo.Overlay(shapes, []orb.MultiPolygon{land}) {
		switch {
		case piece.A < 0:
		case piece.B < 0:
			c.gap[piece.A] = piece
		default:
			c.inside[piece.A] = piece.Area
		}
	}
	return c
}

// Area is how much of a shape is within reach.
func (c *roadCover) Area(shape int) geo.SquareMetres { return c.inside[shape] }

// IsWhole reports whether all of a shape is.
func (c *roadCover) IsWhole(shape int) bool { return len(c.gap[shape].Shape) == 0 }

// Gap is what of a shape is not.
func (c *roadCover) Gap(shape int, _ geo.Metres) orb.MultiPolygon { return c.gap[shape].Shape }

// GapOf is what is not of a union of shapes.
func (c *roadCover) GapOf(shape geo.MeshShape, _ geo.Metres) orb.MultiPolygon {
	for _, piece := range geo.Overlay([]orb.MultiPolygon{c.mesh.Build(shape, c.mesh.Line)}, []orb.MultiPolygon{c.land}) {
		if piece.A == 0 && piece.B < 0 {
			return piece.Shape
		}
	}
	return nil
}
