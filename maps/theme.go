package maps

import (
	"math"
	"slices"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
)

// Theme is what a thematic sheet (专题图) shows upon the divisions: a figure of each
// township or village as a tint or a circle, areas over them, places, and in a panel
// beside the map its classes, its figures and what they mean. CoverageTheme, GapTheme,
// IndicatorTheme, DensityTheme and VolunteerTheme make those of the project's own answers.
type Theme struct {
	Title    string       // of the sheet, where Options give none: the county's name goes before it
	Name     string       // of the figure: 60岁以上人口覆盖率
	Unit     string       // of the values: %, 人; may be empty
	Decimals int          // of the values as they are printed, 0 to 6
	Level    adcode.Level // of the units that have values: Township (the default) or Village
	Values   []ThemeValue
	Breaks   []float64   // the limits between classes, rising; none: by Method
	Method   ClassMethod // how limits are chosen
	Circles  bool        // circles whose areas are as the values, not tints
	Warn     bool        // much is bad: tints are of a warning colour
	Overlays []Overlay
	Points   []ThemePoint
	Total    []string // lines about the whole county, set off in the panel
	Note     string   // what the figures mean; broken into lines
}

// ThemeValue is the figure of a unit.
type ThemeValue struct {
	Code   adcode.Code
	Value  float64 // NaN: not known
	Detail string  // what stands behind it: 100924/223202
}

// Overlay is an area drawn over the map.
type Overlay struct {
	Name  string           // in the legend
	Shape orb.MultiPolygon // lon/lat, EPSG:4490
	Gap   bool             // not reached: hatched the other way, in a warning colour
}

// ThemePoint is a place shown on the sheet.
type ThemePoint struct {
	Kind  string    // of the registry of facilities; otherwise a plain mark
	Name  string    // of its kind in the legend, where Kind is not of the registry
	Place orb.Point // lon/lat, EPSG:4490
}

// ClassMethod says how the limits of classes are chosen.
type ClassMethod uint8

// The methods.
const (
	RoundClasses    ClassMethod = iota // 等距: round limits, equally far apart
	QuantileClasses                    // 分位数: about as many units in each class
)

// mostThemeDecimals is how many decimals a value may be printed with.
const mostThemeDecimals = 6

// checked is the theme with its defaults, for a sheet of some options.
func (t *Theme) checked() (*Theme, error) {
	out := *t
	if out.Level == adcode.NoLevel {
		out.Level = adcode.Township
	}
	if out.Level != adcode.Township && out.Level != adcode.Village {
		return nil, refuse(ErrInvalid, "", "专题“%s”：数值须属于乡镇或村", "theme %q: its values are of townships or of villages", t.Name)
	}
	if t.Decimals < 0 || t.Decimals > mostThemeDecimals {
		return nil, refuse(ErrInvalid, "", "专题“%s”：数值可印 0 至 %d 位小数，不能是 %d 位", "theme %q: values are printed with 0 to %d decimals, not %d", t.Name, mostThemeDecimals, t.Decimals)
	}
	if len(t.Breaks) > mostClasses-1 || !slices.IsSorted(t.Breaks) || slices.ContainsFunc(t.Breaks, unbounded) {
		return nil, refuse(ErrInvalid, "", "专题“%s”：分级界限最多 %d 个，且须递增", "theme %q: limits of classes must be at most %d numbers that rise", t.Name, mostClasses-1)
	}
	for _, v := range t.Values {
		if math.IsInf(v.Value, 0) || t.Circles && v.Value < 0 {
			return nil, refuse(ErrInvalid, "", "专题“%s”：无法表示 %[3]s 的数值 %[2]v", "theme %q: %v of %s cannot be shown", t.Name, v.Value, v.Code)
		}
	}
	for _, s := range append([]string{t.Title, t.Name, t.Unit}, t.Total...) {
		if n := utf8.RuneCountInString(s); n > longest {
			return nil, refuse(ErrInvalid, "", "专题“%s”：有一处文字为 %d 个字，最多 %d 个", "theme %q: a text has %d characters; at most %d fit", t.Name, n, longest)
		}
	}
	if n := utf8.RuneCountInString(t.Note); n > longestThemeNote {
		return nil, refuse(ErrInvalid, "", "专题“%s”：说明有 %d 个字，最多 %d 个", "theme %q: its note has %d characters; at most %d fit", t.Name, n, longestThemeNote)
	}
	return &out, nil
}

// kind is that of the sheet that the theme needs.
func (t *Theme) kind() Kind {
	if t.Level == adcode.Village {
		return ByVillage
	}
	return ByTownship
}

// longestThemeNote is how many characters a note may have: some definitions are long.
const longestThemeNote = 3000

func unbounded(x float64) bool { return math.IsNaN(x) || math.IsInf(x, 0) }
