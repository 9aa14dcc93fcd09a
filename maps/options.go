package maps

import (
	"errors"
	"unicode/utf8"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/facilities"
)

// The kinds of failure; an error of this package for what was asked is one of them
// by errors.Is.
var (
	ErrInvalid  = errors.New("invalid")
	ErrNotFound = errors.New("not found")
)

// Kind is what a sheet shows.
type Kind string

// The kinds of sheet. The zero Kind is ByTownship.
const (
	ByTownship Kind = "townships" // 分乡镇: townships tinted and named
	ByVillage  Kind = "villages"  // 分村: townships tinted, villages bounded and named
)

// Kinds are all kinds of sheet.
var Kinds = []Kind{ByTownship, ByVillage}

// Lang is the language of the sheet's fixed words; names stay as they are.
type Lang string

// The languages. The zero Lang is Chinese.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// Options say how a sheet is to be made. The zero Options make an A4 sheet of the
// county by township, in Chinese, for internal use.
type Options struct {
	Kind         Kind
	Unit         adcode.Code // the township that the sheet is of, by village; none: the county
	Paper        Paper
	Scale        int       // denominator: 50000; 0: the largest round one that fits
	Title        string    // default: the county's name with 行政区划图
	Compiler     string    // who made the map: 青神县民政局
	ReviewNumber string    // 审图号: printed only if given
	Mark         string    // printed where there is no ReviewNumber; default 内部用图, or of a plan 规划方案，未公布
	Public       bool      // meant for the public: refused without a ReviewNumber
	Attribution  string    // sources and licences to print
	Facilities   []string  // codes of the kinds of facility to show
	Day          civil.Day // printed as 截至; default: the day of the edition
	Lang         Lang
	Theme        *Theme      // what a thematic sheet shows; nil: none. Kind is then that of the theme's level
	Palette      Palette     // default: the template's, or Light
	Template     *Template   // a bureau's own texts, logo and fonts; nil: none. What Options say goes before it
	Graticule    bool        // meridians and parallels across the map too, not only along its frame
	Without      []Element   // left out, though there is something to show
	Neighbours   []Neighbour // the counties around, beside those of the backdrop

	FacilityNames bool // the facilities shown are named too, where each has a symbol of its own
}

// longest is how many characters a text of the sheet may have.
const longest = 500

func (o Options) checked() (Options, error) {
	o = o.Template.filled(o)
	if err := o.Palette.check(); err != nil {
		return o, err
	}
	for _, e := range o.Without {
		if err := e.check(); err != nil {
			return o, err
		}
	}
	switch o.Kind {
	case "":
		o.Kind = ByTownship
	case ByTownship, ByVillage:
	default:
		return o, refuse(ErrInvalid, "kind", "没有图种“%s”：可用 %s、%s", "sheet %q: there are %q and %q", o.Kind, ByTownship, ByVillage)
	}
	if !o.Unit.IsZero() {
		if o.Unit.Level() != adcode.Township {
			return o, refuse(ErrInvalid, "unit", "%s 不能单独成图：图以县或乡镇为范围", "unit %s: a sheet is of the county or of a township", o.Unit)
		}
		o.Kind = ByVillage
	}
	if o.Theme != nil {
		theme, err := o.Theme.checked()
		if err != nil {
			return o, err
		}
		o.Theme, o.Kind = theme, theme.kind()
	}
	switch o.Lang {
	case "":
		o.Lang = Chinese
	case Chinese, English:
	default:
		return o, refuse(ErrInvalid, "lang", "没有语言“%s”：可用 %s、%s", "language %q: there are %q and %q", o.Lang, Chinese, English)
	}
	if o.Paper.Width == 0 {
		o.Paper, _ = namedPaper("A4")
	}
	if s := min(o.Paper.Width, o.Paper.Height); s < smallestSide || max(o.Paper.Width, o.Paper.Height) > largestSide {
		return o, refuse(ErrInvalid, "paper", "纸张 %g × %g 毫米：每边须为 %d 至 %d 毫米", "paper %g x %g mm: each side must be %d to %d mm", o.Paper.Width, o.Paper.Height, smallestSide, largestSide)
	}
	if o.Scale < 0 || o.Scale > 0 && o.Scale < 100 {
		return o, refuse(ErrInvalid, "scale", "比例尺 1:%d：分母不得小于 100", "scale 1:%d: the denominator must be 100 or more", o.Scale)
	}
	if o.Public && o.ReviewNumber == "" {
		return o, refuse(ErrInvalid, "review_number", "公开地图须有审图号（《地图管理条例》第十五条）：没有审图号请作内部用图", "a map for the public needs its review number (审图号, 地图管理条例 art. 15); without one print it for internal use")
	}
	for _, code := range o.Facilities {
		if _, ok := facilities.KindByCode(code); !ok {
			return o, refuse(ErrInvalid, "facilities", "没有设施类别“%s”：请用 ELD_COMMUNITY 一类的代码", "facility kind %q is not in the registry: give codes such as ELD_COMMUNITY", code)
		}
	}
	for _, s := range []string{o.Title, o.Compiler, o.ReviewNumber, o.Mark, o.Attribution} {
		if n := utf8.RuneCountInString(s); n > longest {
			return o, refuse(ErrInvalid, "", "图上的一处文字有 %d 个字：最多 %d 个", "a text of the sheet has %d characters; at most %d fit", n, longest)
		}
	}
	return o, nil
}
