package maps_test

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/cmd/xiantu/demo"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

// On the A0 sheet the borders of each level are as long as on the ellipsoid within 0.1 %:
// neither the plane nor what is thinned for paper takes more.
func TestBorderLengths(t *testing.T) {
	for _, ed := range []*edition.Edition{grid(t, 2, 3, 3, numbered), qingshen(t), land(t, demo.County, 1)[0]} {
		s := sheet(t, ed, maps.Options{Kind: maps.ByVillage, Paper: paper(t, "A0")})
		for _, l := range adcode.Levels {
			ground := 0.0
			for i, arc := range ed.Mesh.Arcs {
				for k := 1; k < len(arc.Line) && ed.Border[i] == l; k++ {
					ground += float64(geo.Distance(arc.Line[k-1], arc.Line[k]))
				}
			}
			drawn, _ := drawnLength(s.Scene().Nodes, "border-"+l.String())
			got := drawn * float64(s.Placement().Scale) / 1000
			t.Logf("%s 1:%d, level %s: %.0f m on the sheet, %.0f m on the ground (%+.4f %%)", ed.County.Name, s.Placement().Scale, l, got, ground, 100*(got/ground-1))
			if math.Abs(got-ground) > 0.001*ground {
				t.Errorf("%s: borders of level %s are %.0f m on the sheet, %.0f m on the ground", ed.County.Name, l, got, ground)
			}
		}
	}
}

// The scale bar is as long as it says, over the whole map field, within 0.1 %.
func TestScaleBar(t *testing.T) {
	for _, ed := range land(t, demo.County, 1) {
		s := sheet(t, ed, maps.Options{Paper: paper(t, "A0")})
		bar, metres := scaleBar(t, s)
		field := s.Placement().Field
		for _, at := range []orb.Point{field.Center(), field.Min, field.Max, {field.Min[0], field.Max[1] - 1}} {
			a := at
			if a[0]+bar > field.Max[0] {
				a[0] -= bar
			}
			got := float64(geo.Distance(s.Placement().Earth(a), s.Placement().Earth(orb.Point{a[0] + bar, a[1]})))
			if math.Abs(got-metres) > 0.001*metres {
				t.Errorf("%.1f mm at %.0f are %.1f m on the ground, the bar says %.0f", bar, a, got, metres)
			}
		}
		if ten := 10_000 * 1000 / float64(s.Placement().Scale); math.Abs(ten*metres/10_000-bar) > 0.001*bar {
			t.Errorf("10 km are %.2f mm by the scale and %.2f mm by the bar", ten, bar*10_000/metres)
		}
	}
}

// scaleBar measures the drawn bar, in millimetres, and what its last figure says.
func scaleBar(t *testing.T, s *maps.Sheet) (length, metres float64) {
	t.Helper()
	bottom := s.Placement().Field.Max[1]
	var parts []orb.Bound
	each(s.Scene().Nodes, func(n maps.Node) {
		if p, ok := n.(*maps.Path); ok && len(p.Lines) == 1 && p.Closed && p.Fill.Opaque {
			if b := p.Lines[0].Bound(); b.Min[1] > bottom && b.Max[1]-b.Min[1] < 5 {
				parts = append(parts, b)
			}
		}
	})
	if len(parts) != 4 {
		t.Fatalf("the bar has %d parts, want 4", len(parts))
	}
	factor := 1.0
	unit := map[string]float64{"km": 1000, "m": 1}
	each(s.Scene().Nodes, func(n maps.Node) {
		text, ok := n.(*maps.Text)
		if !ok || text.At[1] < bottom {
			return
		}
		if f, known := unit[text.String]; known {
			factor = f
		} else if b := s.TextBox(text); math.Abs(b.Center()[0]-parts[3].Max[0]) < 0.1 && text.At[1] < parts[3].Min[1] {
			metres = figure(text.String)
		}
	})
	return parts[3].Max[0] - parts[0].Min[0], metres * factor
}

func figure(s string) float64 {
	v := 0.0
	for _, r := range s {
		v = 10*v + float64(r-'0')
	}
	return v
}
