package maps_test

import (
	"strings"
	"testing"

	"github.com/xiantu/xiantu/maps"
)

// Every tick of the frame bears its degrees, those near a corner too.
func TestTicksBearDegrees(t *testing.T) {
	ed := grid(t, 2, 3, 1, numbered)
	for _, size := range []string{"A4", "A3", "A2", "A1", "A0", "150x400", "421x300"} {
		s := sheet(t, ed, maps.Options{Paper: paper(t, size)})
		ticks, degrees := 0, 0
		field := s.Placement().Field
		each(s.Scene().Nodes, func(n maps.Node) {
			switch n := n.(type) {
			case *maps.Path:
				if len(n.Lines) == 1 && len(n.Lines[0]) == 2 && !n.Closed && len(n.Dash) == 0 {
					a, b := n.Lines[0][0], n.Lines[0][1]
					on := a[0] == field.Min[0] || a[0] == field.Max[0] || a[1] == field.Min[1] || a[1] == field.Max[1]
					if on && !field.Contains(b) {
						ticks++
					}
				}
			case *maps.Text:
				if strings.HasSuffix(n.String, "°") {
					degrees++
				}
			}
		})
		if ticks != degrees || ticks == 0 {
			t.Errorf("%s: %d ticks, %d of them with degrees", size, ticks, degrees)
		}
	}
}
