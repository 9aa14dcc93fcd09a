package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// TextBox is the room that a text of the sheet takes, in millimetres: the box around its
// characters' em squares.
func (s *Sheet) TextBox(t *Text) orb.Bound {
	boxes := s.TextBoxes(t)
	box := boxes[0]
	for _, b := range boxes[1:] {
		box = box.Union(b)
	}
	return box
}

// TextBoxes are the room that a text of the sheet takes: one box, or one of each letter
// where these follow a curve or stand apart, so that others may stand between them.
func (s *Sheet) TextBoxes(t *Text) []orb.Bound { return s.fonts.boxes(t) }

func (f *fonts) boxes(t *Text) []orb.Bound {
	if len(t.Letters) == 0 {
		return []orb.Bound{emBox(t.At, t.Angle, f.width(t), t.Size)}
	}
	face, boxes := f.face(t.Bold), make([]orb.Bound, len(t.Letters))
	for i, r := range []rune(t.String) {
		boxes[i] = emBox(t.Letters[i].At, t.Letters[i].Angle, face.having(r).advance(r)*t.Size, t.Size)
	}
	return boxes
}

// emBox is the box around letters from a place on their baseline on, turned by an angle.
func emBox(at orb.Point, angle, width, size float64) orb.Bound {
	sin, cos := math.Sincos(angle * math.Pi / 180)
	low, high := -middleOfEm*size-size/2, -middleOfEm*size+size/2
	var corners orb.MultiPoint
	for _, c := range [][2]float64{{0, low}, {width, low}, {width, high}, {0, high}} {
		corners = append(corners, orb.Point{at[0] + c[0]*cos + c[1]*sin, at[1] - c[0]*sin + c[1]*cos})
	}
	return corners.Bound()
}
