package maps

import (
	"math"

	"github.com/paulmach/orb"
)

// TextBox is the room that a text of the sheet takes, in millimetres: the box around its
// characters' em squares.
func (s *Sheet) TextBox(t *Text) orb.Bound { return s.fonts.box(t) }

func (f *fonts) box(t *Text) orb.Bound {
	sin, cos := math.Sincos(t.Angle * math.Pi / 180)
	width, low, high := f.width(t), -middleOfEm*t.Size-t.Size/2, -middleOfEm*t.Size+t.Size/2
	var corners orb.MultiPoint
	for _, c := range [][2]float64{{0, low}, {width, low}, {width, high}, {0, high}} {
		corners = append(corners, orb.Point{t.At[0] + c[0]*cos + c[1]*sin, t.At[1] - c[0]*sin + c[1]*cos})
	}
	return corners.Bound()
}
