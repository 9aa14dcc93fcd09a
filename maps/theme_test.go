package maps_test

import (
	"errors"
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
	"github.com/xiantu/xiantu/maps"
)

// said are the texts of a sheet.
func said(s *maps.Sheet) (all []string) {
	each(s.Scene().Nodes, func(n maps.Node) {
		if t, ok := n.(*maps.Text); ok {
			all = append(all, t.String)
		}
	})
	return all
}

// checkTexts checks that no two texts of a sheet overlap and none leaves the paper.
func checkTexts(t *testing.T, what string, s *maps.Sheet) {
	t.Helper()
	paper := orb.Bound{Max: orb.Point{s.Scene().Width, s.Scene().Height}}
	var before []*maps.Text
	each(s.Scene().Nodes, func(n maps.Node) {
		text, ok := n.(*maps.Text)
		if !ok || text.String == "" {
			return
		}
		if b := s.TextBox(text); !paper.Contains(b.Min) || !paper.Contains(b.Max) {
			t.Errorf("%s: %q at %.1f leaves the paper", what, text.String, b)
		}
		for _, other := range before {
			if over(s, text, other) {
				t.Errorf("%s: %q at %.1f overlaps %q at %.1f", what, text.String, s.TextBox(text), other.String, s.TextBox(other))
			}
		}
		before = append(before, text)
	})
}

// over reports whether a letter of a text stands on one of another.
func over(s *maps.Sheet, x, y *maps.Text) bool {
	for _, a := range s.TextBoxes(x) {
		for _, b := range s.TextBoxes(y) {
			across, down := math.Min(b.Max[0], a.Max[0])-math.Max(b.Min[0], a.Min[0]), math.Min(b.Max[1], a.Max[1])-math.Max(b.Min[1], a.Min[1])
			if across > 1e-6 && down > 0.2*min(x.Size, y.Size) {
				return true
			}
		}
	}
	return false
}

// rising is a theme of a grid's townships: 10, 20, 30, ...
func rising(ed *edition.Edition, level adcode.Level) *maps.Theme {
	t := &maps.Theme{Title: "试验图", Name: "试验值", Unit: "人", Level: level, Total: []string{"全县：210人"}, Note: "试验值为试验所得，（按单位）汇总；仅供测试。"}
	for i, u := range ed.At(level) {
		t.Values = append(t.Values, maps.ThemeValue{Code: u.Code, Value: float64(10 * (i + 1)), Detail: fmt.Sprint(i + 1)})
	}
	return t
}

func TestThemesOfAGrid(t *testing.T) {
	ed := grid(t, 2, 3, 2, numbered)
	for _, size := range []string{"A4", "A4竖", "A3", "A0", "600x200mm"} {
		for _, circles := range []bool{false, true} {
			theme := rising(ed, adcode.Township)
			theme.Circles = circles
			what := fmt.Sprintf("%s circles %t", size, circles)
			s := sheet(t, ed, maps.Options{Theme: theme, Paper: paper(t, size)})
			checkTexts(t, what, s)
			checkNames(t, what, s)
			texts := said(s)
			for _, want := range []string{"丘陵县试验图", "试验值（人）", "全县：210人", "说明"} {
				if !slices.Contains(texts, want) {
					t.Errorf("%s: %q is not on the sheet: %q", what, want, texts)
				}
			}
		}
	}
}

// TestThemeTints checks that more is darker, also in grey, and that a township without a
// figure has a tint of its own.
func TestThemeTints(t *testing.T) {
	ed := grid(t, 2, 3, 1, numbered)
	for _, palette := range maps.Palettes {
		theme := rising(ed, adcode.Township)
		theme.Values[0].Value = math.NaN()
		s := sheet(t, ed, maps.Options{Theme: theme, Palette: palette})
		var light []float64
		for _, u := range ed.At(adcode.Township)[1:] {
			c := fillAt(s, s.Placement().Paper(u.Label))
			light = append(light, 0.2126*float64(c.R)+0.7152*float64(c.G)+0.0722*float64(c.B))
		}
		if !slices.IsSortedFunc(light, func(a, b float64) int { return int(b - a) }) || light[0] == light[len(light)-1] {
			t.Errorf("%s: the tints' lightness is %.0f, want it to fall", palette, light)
		}
		if !slices.Contains(said(s), "无数据") {
			t.Errorf("%s: what is not known has no place in the legend", palette)
		}
	}
}

// fillAt is the colour of the last tint of the land that a place lies in.
func fillAt(s *maps.Sheet, at orb.Point) (c maps.Color) {
	each(s.Scene().Nodes, func(n maps.Node) {
		if g, ok := n.(*maps.Group); ok && g.Layer == "tints" {
			for _, n := range g.Nodes {
				if p, ok := n.(*maps.Path); ok && p.Closed && p.Fill.Opaque {
					for _, line := range p.Lines {
						if geo.Contains(orb.MultiPolygon{{orb.Ring(line)}}, at) {
							c = p.Fill
						}
					}
				}
			}
		}
	})
	return c
}

func TestClasses(t *testing.T) {
	ed := grid(t, 2, 3, 1, numbered)
	for name, c := range map[string]struct {
		change func(*maps.Theme)
		want   []string
	}{
		"round":     {func(*maps.Theme) {}, []string{"20以下", "20–30", "30–40", "40–50", "50及以上"}},
		"fixed":     {func(t *maps.Theme) { t.Breaks = []float64{25, 45} }, []string{"25以下", "25–45", "45及以上"}},
		"quantiles": {func(t *maps.Theme) { t.Method = maps.QuantileClasses }, []string{"20以下", "20–25", "45及以上"}},
		"all alike": {func(t *maps.Theme) {
			for i := range t.Values {
				t.Values[i].Value = 7
			}
		}, []string{"7"}},
	} {
		theme := rising(ed, adcode.Township)
		c.change(theme)
		texts := said(sheet(t, ed, maps.Options{Theme: theme}))
		for _, want := range c.want {
			if !slices.Contains(texts, want) {
				t.Errorf("%s: class %q is not in the legend: %q", name, want, texts)
			}
		}
	}
}

func TestThemesRefused(t *testing.T) {
	ed := grid(t, 1, 2, 1, numbered)
	for name, change := range map[string]func(*maps.Theme){
		"level":     func(t *maps.Theme) { t.Level = adcode.County },
		"decimals":  func(t *maps.Theme) { t.Decimals = 9 },
		"falling":   func(t *maps.Theme) { t.Breaks = []float64{3, 1} },
		"many":      func(t *maps.Theme) { t.Breaks = []float64{1, 2, 3, 4, 5, 6, 7, 8} },
		"infinite":  func(t *maps.Theme) { t.Values[0].Value = math.Inf(1) },
		"negative":  func(t *maps.Theme) { t.Circles, t.Values[0].Value = true, -1 },
		"long name": func(t *maps.Theme) { t.Name = strings.Repeat("长", 501) },
		"long note": func(t *maps.Theme) { t.Note = strings.Repeat("长", 3001) },
	} {
		theme := rising(ed, adcode.Township)
		change(theme)
		if _, err := maps.New(ed, maps.Options{Theme: theme}); !errors.Is(err, maps.ErrInvalid) {
			t.Errorf("%s: %v, want ErrInvalid", name, err)
		}
	}
}

// TestThemesOfQingshen checks that the sheets say what the answers say.
func TestThemesOfQingshen(t *testing.T) {
	ed := qingshen(t)
	q := coverage.Question{Kinds: editiontest.KindsOf("ALL_ELDER", ed), Radius: 1000}
	a, err := coverage.Ask(ed, q)
	if err != nil {
		t.Fatal(err)
	}
	reach, err := coverage.ReachOf(ed, q)
	if err != nil {
		t.Fatal(err)
	}
	gaps, err := coverage.Gaps(ed, q)
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range []maps.Lang{maps.Chinese, maps.English} {
		covered, err := maps.CoverageTheme(ed, a, "60+", reach, l)
		if err != nil {
			t.Fatal(err)
		}
		missed, err := maps.GapTheme(ed, a, gaps, "60+", l)
		if err != nil {
			t.Fatal(err)
		}
		density, err := maps.DensityTheme(ed, "all", adcode.Village, l)
		if err != nil {
			t.Fatal(err)
		}
		for name, theme := range map[string]*maps.Theme{"coverage": covered, "gaps": missed, "density": density} {
			what := fmt.Sprintf("%s %s", name, l)
			s := sheet(t, ed, maps.Options{Theme: theme, Paper: paper(t, map[maps.Lang]string{maps.Chinese: "A4", maps.English: "A3"}[l]), Lang: l})
			checkTexts(t, what, s)
			for _, fault := range faults(s) {
				t.Errorf("%s: %s", what, fault)
			}
			if all := strings.Join(said(s), ""); name != "density" && !strings.Contains(all, a.ID) {
				t.Errorf("%s: the question's number is not on the sheet", what)
			}
		}
	}
	for i, line := range a.Lines {
		theme, _ := maps.CoverageTheme(ed, a, "60+", nil, maps.Chinese)
		if got, want := theme.Values[i].Value, 100*line.People["60+"].Share(); got != want {
			t.Errorf("%s: %v, want %v", ed.Units[line.Unit].Name, got, want)
		}
	}
	if _, err := maps.CoverageTheme(ed, a, "7+", nil, maps.Chinese); !errors.Is(err, maps.ErrNotFound) {
		t.Errorf("an age that was not asked for: %v", err)
	}
	if _, err := maps.VolunteerTheme(ed, maps.Chinese); !errors.Is(err, maps.ErrNotFound) {
		t.Errorf("volunteers that nobody has counted: %v", err)
	}
}
