package maps_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/maps"
)

// definition is as long as those of questions of many kinds are.
var definition = strings.Repeat("覆盖人口为到设施的距离不超过半径的村民小组人口之和，分母为单位内全部人口（户籍）；距离为椭球面上最短线。", 9) + "问题编号：0123456789abcdef。"

// crowded are themes whose panels have much to say, by what they show.
func crowded(t *testing.T) map[string]*maps.Theme {
	ed := watered(t)
	themes := map[string]*maps.Theme{}
	for _, level := range []adcode.Level{adcode.Township, adcode.Village} {
		for _, circles := range []bool{false, true} {
			theme := rising(ed, level)
			theme.Circles, theme.Note = circles, definition
			theme.Total = []string{"60岁及以上人口：覆盖12345人，共23456人，52.6%", "未覆盖：11111人", "村（社区）：12个，共54个，22.2%", "面积：123.45平方千米，共456.78平方千米，27.0%"}
			for i, kind := range facilities.Kinds()[:8] {
				x := ed.Bound.Min[0] + (ed.Bound.Max[0]-ed.Bound.Min[0])*(0.1+0.1*float64(i))
				theme.Points = append(theme.Points, maps.ThemePoint{Kind: kind.Code, Place: orb.Point{x, ed.Bound.Center()[1]}})
			}
			themes[fmt.Sprint(level, " circles ", circles)] = theme
		}
	}
	themes["a short note"] = rising(ed, adcode.Township)
	themes["the longest note"] = rising(ed, adcode.Township)
	themes["the longest note"].Note = strings.Repeat("长", 2990) + "0123456789"
	return themes
}

// Whatever a theme says and whatever else its legend explains, all of it stands whole on
// every paper, within the sheet's margins, and no text over another.
func TestThemePanelsAreWhole(t *testing.T) {
	ed, _ := furnished(t, 60)
	ed.Backdrop, ed.Roads = watered(t).Backdrop, watered(t).Roads
	for what, theme := range crowded(t) {
		for _, size := range []string{"A4", "A4竖", "A4横", "A3", "A1横", "A0", "全开", "对开", "600x200mm", "150x150mm"} {
			for _, l := range []maps.Lang{maps.Chinese, maps.English} {
				if l == maps.English && size != "A4" {
					continue
				}
				s := sheet(t, ed, maps.Options{Theme: theme, Paper: paper(t, size), Lang: l, Facilities: []string{facilities.Kinds()[0].Code, facilities.Kinds()[1].Code}})
				checkTexts(t, what+" "+size, s)
				checkPanel(t, what+" "+size, s, theme)
			}
		}
	}
}

// checkPanel checks that a sheet has all that its theme says, and nothing of it is cut.
func checkPanel(t *testing.T, what string, s *maps.Sheet, theme *maps.Theme) {
	t.Helper()
	field, sheet := s.Placement().Field, orb.Bound{Max: orb.Point{s.Scene().Width, s.Scene().Height}}
	all := ""
	for _, text := range texts(s, "frame") {
		b := s.TextBox(text)
		if !sheet.Contains(b.Min) || !sheet.Contains(b.Max) || field.Intersects(b) && !inField(b, field) {
			t.Errorf("%s: %q at %.1f crosses a frame", what, text.String, b)
		}
		if strings.HasSuffix(text.String, "…") {
			t.Errorf("%s: %q is cut", what, text.String)
		}
		all += text.String
	}
	for _, want := range append([]string{theme.Note}, theme.Total...) {
		if !strings.Contains(all, strings.ReplaceAll(want, " ", "")) && !strings.Contains(strings.ReplaceAll(all, " ", ""), strings.ReplaceAll(want, " ", "")) {
			t.Errorf("%s: the sheet does not have the whole of %.30q", what, want)
		}
	}
	for _, kind := range theme.Points {
		if k, _ := facilities.KindByCode(kind.Kind); !strings.Contains(all, k.Zh) && !strings.Contains(all, k.En) {
			t.Errorf("%s: %s is not in the legend", what, k.Zh)
		}
	}
}

func inField(b, field orb.Bound) bool { return field.Contains(b.Min) && field.Contains(b.Max) }
