package maps_test

import (
	"bytes"
	"errors"
	"fmt"
	"image/png"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

func plainName(code adcode.Code) string {
	return [...]string{adcode.County: "丘陵县", adcode.Township: "第%d镇", adcode.Village: "第%d村"}[code.Level()]
}

func numbered(code adcode.Code) string {
	if code.Level() == adcode.County {
		return "丘陵县"
	}
	return fmt.Sprintf(plainName(code), code.Serial()-100*int(code.Level()-1))
}

func sheet(t testing.TB, ed *edition.Edition, o maps.Options) *maps.Sheet {
	t.Helper()
	s, err := maps.New(ed, o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func paper(t testing.TB, name string) maps.Paper {
	t.Helper()
	p, err := maps.ParsePaper(name)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestScales(t *testing.T) {
	ed := qingshen(t)
	for name, want := range map[string]int{"A4": 150000, "A3": 100000, "A1": 50000, "A0": 35000} {
		for _, kind := range maps.Kinds {
			s := sheet(t, ed, maps.Options{Kind: kind, Paper: paper(t, name)})
			if s.Placement().Scale != want {
				t.Errorf("%s by %s is 1:%d, want 1:%d", name, kind, s.Placement().Scale, want)
			}
			if w, h := s.Scene().Width, s.Scene().Height; w < h {
				t.Errorf("%s stands upright (%g x %g) though the county lies", name, w, h)
			}
		}
	}
}

func TestNamesKeepApart(t *testing.T) {
	editions := map[string]*edition.Edition{"grid": grid(t, 2, 3, 3, numbered), "crowded": grid(t, 6, 6, 4, numbered)}
	for name, ed := range editions {
		for _, size := range []string{"A4", "A3", "A0", "对开", "700x150mm"} {
			for _, kind := range maps.Kinds {
				checkNames(t, name+" "+size+" "+string(kind), sheet(t, ed, maps.Options{Kind: kind, Paper: paper(t, size)}))
			}
		}
	}
}

func TestQingshenNames(t *testing.T) {
	ed := qingshen(t)
	for _, size := range []string{"A4", "A3", "A2", "A1", "A0"} {
		s := sheet(t, ed, maps.Options{Kind: maps.ByVillage, Paper: paper(t, size)})
		checkNames(t, "qingshen "+size, s)
		named := map[adcode.Code]bool{}
		for _, n := range s.Names() {
			if n.Part == 0 {
				named[n.Code] = true
			}
			if n.Lost {
				t.Errorf("%s: %s has neither a place nor a number", size, n.Text)
			}
			if n.Number == 0 && n.Part == 0 {
				checkInside(t, ed, s, n)
			}
		}
		if len(named) != 7+58 {
			t.Errorf("%s: %d units are named, want 65", size, len(named))
		}
	}
}

// checkInside checks that a name's box lies in its unit, or at least in its unit's township
// with most of its length, the middle included, in its unit.
func checkInside(t *testing.T, ed *edition.Edition, s *maps.Sheet, n maps.Name) {
	t.Helper()
	u := ed.ByCode(n.Code)
	within, along := true, 0
	for x := range 21 {
		for y := range 3 {
			p := s.Placement().Earth(orb.Point{n.Box.Min[0] + float64(x)/20*(n.Box.Max[0]-n.Box.Min[0]), n.Box.Min[1] + float64(y)/2*(n.Box.Max[1]-n.Box.Min[1])})
			inside := geo.Contains(ed.Shape(u), p)
			within = within && inside
			if y == 1 && inside {
				along++
			}
			if !inside && !geo.Contains(ed.Shape(ed.Ancestor(u, adcode.Township)), p) {
				t.Errorf("%s: its name runs over its township's border at %v", n.Text, p)
				return
			}
		}
	}
	if !within && along < 14 {
		t.Errorf("%s: of its name only %d of 21 points lie in its unit", n.Text, along)
	}
}

func checkNames(t *testing.T, what string, s *maps.Sheet) {
	t.Helper()
	names := s.Names()
	field := s.Placement().Field
	for i, a := range names {
		if a.Lost {
			continue
		}
		if !field.Contains(a.Box.Min) || !field.Contains(a.Box.Max) {
			t.Errorf("%s: %s at %v crosses the frame %v", what, a.Text, a.Box, field)
		}
		for _, b := range names[i+1:] {
			if !b.Lost && a.Box.Min[0] < b.Box.Max[0] && b.Box.Min[0] < a.Box.Max[0] && a.Box.Min[1] < b.Box.Max[1] && b.Box.Min[1] < a.Box.Max[1] {
				t.Errorf("%s: %s at %v overlaps %s at %v", what, a.Text, a.Box, b.Text, b.Box)
			}
		}
	}
}

func TestBordersAreDrawnOnce(t *testing.T) {
	for name, ed := range map[string]*edition.Edition{"grid": grid(t, 2, 3, 3, numbered)} {
		s := sheet(t, ed, maps.Options{Kind: maps.ByVillage})
		want := map[adcode.Level]float64{}
		for i, arc := range ed.Mesh.Arcs {
			for k := 1; k < len(arc.Line); k++ {
				a, b := s.Placement().Paper(arc.Line[k-1]), s.Placement().Paper(arc.Line[k])
				want[ed.Border[i]] += math.Hypot(b[0]-a[0], b[1]-a[1])
			}
		}
		for _, l := range adcode.Levels {
			got, lines := drawnLength(s.Scene().Nodes, "border-"+l.String())
			if math.Abs(got-want[l]) > 0.01*want[l] {
				t.Errorf("%s: borders of level %s are %.1f mm long in %d lines, want %.1f mm", name, l, got, lines, want[l])
			}
		}
		// The county's border is cut at its four corners only, though townships' borders meet it.
		if _, lines := drawnLength(s.Scene().Nodes, "border-county"); lines > 4 {
			t.Errorf("%s: the county's border is drawn as %d lines", name, lines)
		}
	}
}

func drawnLength(nodes []maps.Node, layer string) (sum float64, lines int) {
	for _, n := range nodes {
		g, ok := n.(*maps.Group)
		if !ok {
			continue
		}
		if g.Layer != layer {
			s, l := drawnLength(g.Nodes, layer)
			sum, lines = sum+s, lines+l
			continue
		}
		for _, p := range g.Nodes {
			for _, line := range p.(*maps.Path).Lines {
				lines++
				for k := 1; k < len(line); k++ {
					sum += math.Hypot(line[k][0]-line[k-1][0], line[k][1]-line[k-1][1])
				}
			}
		}
	}
	return sum, lines
}

func TestNeighboursDiffer(t *testing.T) {
	for name, ed := range map[string]*edition.Edition{"grid": grid(t, 4, 5, 2, numbered), "one": grid(t, 1, 1, 2, numbered)} {
		s := sheet(t, ed, maps.Options{})
		tint := map[adcode.Code]maps.Color{}
		i := 0
		towns := ed.At(adcode.Township)
		each(s.Scene().Nodes, func(n maps.Node) {
			if g, ok := n.(*maps.Group); ok && g.Layer == "tints" {
				for _, n := range g.Nodes {
					if p := n.(*maps.Path); p.Fill.Opaque && p.Stroke == p.Fill {
						tint[towns[i].Code] = p.Fill
						i++
					}
				}
			}
		})
		if i != len(towns) {
			t.Fatalf("%s: %d tints for %d townships", name, i, len(towns))
		}
		colors := map[maps.Color]bool{}
		for _, arc := range ed.Mesh.Arcs {
			for _, l := range arc.Left {
				for _, r := range arc.Right {
					a, b := ed.Units[l], ed.Units[r]
					if a.Level() == adcode.Township && b.Level() == adcode.Township && tint[a.Code] == tint[b.Code] {
						t.Errorf("%s: %s and %s touch and are alike", name, a.Name, b.Name)
					}
				}
			}
		}
		for _, c := range tint {
			colors[c] = true
		}
		if len(colors) > 5 {
			t.Errorf("%s: %d tints, want at most 5", name, len(colors))
		}
	}
}

func each(nodes []maps.Node, visit func(maps.Node)) {
	for _, n := range nodes {
		visit(n)
		if g, ok := n.(*maps.Group); ok {
			each(g.Nodes, visit)
		}
	}
}

func TestLengthsOnPaper(t *testing.T) {
	s := sheet(t, grid(t, 2, 3, 3, numbered), maps.Options{Paper: paper(t, "A0")})
	p := s.Placement()
	a, b := orb.Point{104.02, 30.03}, orb.Point{104.19, 30.11}
	pa, pb := p.Paper(a), p.Paper(b)
	got := math.Hypot(pb[0]-pa[0], pb[1]-pa[1]) * float64(p.Scale) / 1000
	if want := float64(geo.Distance(a, b)); math.Abs(got-want) > 0.001*want {
		t.Errorf("%v to %v is %.2f m on the sheet and %.2f m on the ground", a, b, got, want)
	}
	if back := p.Earth(pa); math.Hypot(back[0]-a[0], back[1]-a[1]) > 1e-9 {
		t.Errorf("%v comes back as %v", a, back)
	}
}

func TestSameBytes(t *testing.T) {
	for format, write := range writers {
		var files [2]bytes.Buffer
		for i := range files {
			if err := write(sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Kind: maps.ByVillage}), &files[i]); err != nil {
				t.Fatal(err)
			}
		}
		if !bytes.Equal(files[0].Bytes(), files[1].Bytes()) {
			t.Errorf("%s: the same edition gave two different files", format)
		}
	}
}

var writers = map[string]func(*maps.Sheet, *bytes.Buffer) error{
	"pdf": func(s *maps.Sheet, b *bytes.Buffer) error { return s.PDF(b) },
	"svg": func(s *maps.Sheet, b *bytes.Buffer) error { return s.SVG(b) },
	"png": func(s *maps.Sheet, b *bytes.Buffer) error { return s.PNG(b, 60) },
}

func TestPNG(t *testing.T) {
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Paper: paper(t, "A4 portrait")})
	var b bytes.Buffer
	if err := s.PNG(&b, 100); err != nil {
		t.Fatal(err)
	}
	dots := bytes.Clone(b.Bytes()[33:54])
	img, err := png.Decode(&b)
	if err != nil {
		t.Fatal(err)
	}
	if size := img.Bounds().Size(); size.X != 827 || size.Y != 1169 {
		t.Errorf("A4 at 100 dpi is %v, want 827 x 1169", size)
	}
	if !bytes.Contains(dots, []byte("pHYs\x00\x00\x0f\x61\x00\x00\x0f\x61\x01")) {
		t.Errorf("the picture does not say that it has 3937 dots a metre: % x", dots)
	}
	r, g, bl, _ := img.At(3, 3).RGBA()
	if r != 0xffff || g != 0xffff || bl != 0xffff {
		t.Error("the margin is not white")
	}
	for _, dpi := range []int{0, -5, 19, 1201} {
		if err := s.PNG(&b, dpi); !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("%d dpi: %v, want ErrInvalid", dpi, err)
		}
	}
}

func TestRefused(t *testing.T) {
	ed := grid(t, 2, 2, 2, numbered)
	empty := made(t, edition.Parts{County: edition.County{Code: adcode.MustParse("990101"), Name: "丘陵县"}})
	for name, c := range map[string]struct {
		ed   *edition.Edition
		o    maps.Options
		kind error
	}{
		"nothing to draw":      {empty, maps.Options{}, maps.ErrNotFound},
		"public, not reviewed": {ed, maps.Options{Public: true}, maps.ErrInvalid},
		"kind":                 {ed, maps.Options{Kind: "globe"}, maps.ErrInvalid},
		"language":             {ed, maps.Options{Lang: "fr"}, maps.ErrInvalid},
		"paper":                {ed, maps.Options{Paper: maps.Paper{Width: 5, Height: 5}}, maps.ErrInvalid},
		"scale too large":      {ed, maps.Options{Scale: 1000}, maps.ErrInvalid},
		"scale below nothing":  {ed, maps.Options{Scale: -1}, maps.ErrInvalid},
		"facility kind":        {ed, maps.Options{Facilities: []string{"SPACEPORT"}}, maps.ErrInvalid},
		"title without end":    {ed, maps.Options{Title: strings.Repeat("很", 501)}, maps.ErrInvalid},
	} {
		if _, err := maps.New(c.ed, c.o); !errors.Is(err, c.kind) {
			t.Errorf("%s: %v, want %v", name, err, c.kind)
		}
	}
}

func TestPapers(t *testing.T) {
	for s, want := range map[string][2]float64{"": {210, 297}, "a3": {297, 420}, "A3 landscape": {420, 297}, "A0横": {1189, 841}, "全开": {787, 1092}, "对开": {546, 787}, "600x400mm": {600, 400}, "600 × 400": {600, 400}} {
		p, err := maps.ParsePaper(s)
		if err != nil || p.Width != want[0] || p.Height != want[1] {
			t.Errorf("paper %q is %v, %v; want %v", s, p, err, want)
		}
	}
	for _, s := range []string{"A9", "x", "0x0", "NaNx300", "1e9x300", "-300x300", "50x50mm", "八开纸"} {
		if p, err := maps.ParsePaper(s); !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("paper %q is %v, %v; want ErrInvalid", s, p, err)
		}
	}
}

// TestPlan checks that no sheet of a plan passes for one of what is in force.
func TestPlan(t *testing.T) {
	now, planned := grid(t, 1, 2, 2, numbered), movedVillage(t)
	planned.Key.Plan = 7
	if texts := said(sheet(t, planned, maps.Options{})); !slices.Contains(texts, "规划方案，未公布") {
		t.Errorf("nothing says that it is a plan: %q", texts)
	}
	if texts := said(compare(t, maps.Comparison{Before: now, After: planned}, maps.Options{}).Sheets()[0]); !slices.Contains(texts, "现：规划方案，未公布") {
		t.Errorf("nothing says which map is the plan's: %q", texts)
	}
}

func TestEnglish(t *testing.T) {
	s := sheet(t, grid(t, 2, 2, 2, numbered), maps.Options{Lang: maps.English, Compiler: "Bureau"})
	var texts []string
	each(s.Scene().Nodes, func(n maps.Node) {
		if text, ok := n.(*maps.Text); ok {
			texts = append(texts, text.String)
		}
	})
	for _, want := range []string{"Administrative Divisions of 丘陵县", "Legend", "Township boundary", "For internal use", "Fictional demonstration data", "Compiled by Bureau As of 2020-06-30", "Boundaries on this map are not a basis for demarcation"} {
		if !slices.Contains(texts, want) {
			t.Errorf("%q is not on the sheet: %q", want, texts)
		}
	}
}

// A scale asked for is kept though the county leaves no room beside it for the legend,
// which then stands over the county, clear of names.
func TestCrowded(t *testing.T) {
	ed := grid(t, 2, 3, 2, numbered)
	free := sheet(t, ed, maps.Options{Paper: paper(t, "A3")})
	_, err := maps.New(ed, maps.Options{Paper: paper(t, "A3"), Scale: 100})
	var largest int
	if _, scanErr := fmt.Sscanf(err.Error()[strings.LastIndex(err.Error(), "1:"):], "1:%d", &largest); scanErr != nil || largest > free.Placement().Scale {
		t.Fatalf("%v does not say the largest scale (1:%d fits)", err, free.Placement().Scale)
	}
	s := sheet(t, ed, maps.Options{Kind: maps.ByVillage, Paper: paper(t, "A3"), Scale: largest})
	if s.Placement().Scale != largest {
		t.Errorf("asked for 1:%d, got 1:%d", largest, s.Placement().Scale)
	}
	checkNames(t, "crowded", s)
	legends := 0
	each(s.Scene().Nodes, func(n maps.Node) {
		if text, ok := n.(*maps.Text); ok && text.String == "图例" {
			legends++
		}
	})
	if legends != 1 {
		t.Errorf("the sheet has %d legends", legends)
	}
}

func TestLongTitlesShrinkBeforeTheyAreCut(t *testing.T) {
	ed := lone(t, 0.2)
	for _, title := range []string{"云溪县行政区划图", "云溪县（演示）行政区划图", "云溪县第七次全国人口普查之后乡级行政区划调整改革行政区划图"} {
		sheet, err := maps.New(ed, maps.Options{Title: title})
		if err != nil {
			t.Fatal(err)
		}
		var svg bytes.Buffer
		if err := sheet.SVG(&svg); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(svg.String(), title) {
			t.Errorf("the title %s is cut", title)
		}
	}
}
