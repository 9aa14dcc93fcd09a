package web

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/maps"
)

// SheetOrder says what is to be printed, and how. The zero order is an A4 sheet of the
// county by township as PDF.
type SheetOrder struct {
	maps.Options // but for Kind, Unit and Neighbours, which follow from what is asked for

	What    string    // one of SheetKinds; "": townships
	Atlas   bool      // a book: the county's sheets, one of every township, and tables
	Compare civil.Day // a comparison: two maps, of this day and of the edition's; zero: none
	Of      string    // the township that the sheet is of, by code or whole name; "": the county
	Format  string    // one of SheetFormats; "": pdf
	DPI     int       // of a png; 0: 150
	Page    int       // of several: the one that an svg or png is of; 0: the first

	Question  *coverage.Question // of coverage and gaps
	Age       string             // of coverage, gaps and density: the age group that is shown; "": the first
	Level     adcode.Level       // of density: Village; else by township
	Indicator string             // the code of one
	Year      int                // of an indicator; 0: the day's
	Since     civil.Day          // of an atlas: the day from which lineage is told
	Between   []string           // of a border: its two sides, or one and what is no unit of its level, by code or whole name
	Tolerance float64            // of a border: metres that it turns off the straight before a point is named; 0: 30
	Order     string             // of an atlas's gazetteer: one of maps.Orders; "": pinyin
}

// SheetFormats are what a sheet can be written as.
var SheetFormats = []string{"pdf", "svg", "png"}

// sheetTypes are the media types of the formats.
var sheetTypes = map[string]string{"pdf": "application/pdf", "svg": "image/svg+xml", "png": "image/png"}

// SheetKinds is all that a sheet can show, in the order in which it is told.
var SheetKinds = []string{"townships", "villages", "coverage", "gaps", "indicator", "density", "volunteers", "border"}

// sheetNames are what files of the kinds are called.
var sheetNames = map[string]sentence{
	"townships":  {"行政区划图", "division map"},
	"villages":   {"行政区划图（分村）", "division map by village"},
	"coverage":   {"服务覆盖图", "coverage"},
	"gaps":       {"服务空白图", "gaps"},
	"indicator":  {"指标图", "indicator"},
	"density":    {"人口密度图", "density"},
	"volunteers": {"志愿者分布图", "volunteers"},
	"border":     {"界线协议书附图", "border"},
	"atlas":      {"行政区划地图册", "atlas"},
	"comparison": {"行政区划对照图", "comparison"},
}

// longestSheetText is how many characters a text of a sheet may have.
const longestSheetText = 500

// Check fills in defaults and refuses what no county could be printed by.
func (o *SheetOrder) Check() error {
	if o.What == "" {
		o.What = SheetKinds[0]
	}
	if o.Format == "" {
		o.Format = SheetFormats[0]
	}
	if o.DPI == 0 {
		o.DPI = 150
	}
	switch {
	case !slices.Contains(SheetKinds, o.What):
		return badBody("kind", fmt.Sprintf("没有图种“%s”：可用 %s", o.What, strings.Join(SheetKinds, "、")), fmt.Sprintf("%q is no kind of sheet: use one of %s", o.What, strings.Join(SheetKinds, ", ")))
	case !slices.Contains(SheetFormats, o.Format):
		return badBody("format", fmt.Sprintf("没有格式“%s”：可用 pdf、svg、png", o.Format), fmt.Sprintf("%q is no format of sheets: use pdf, svg or png", o.Format))
	case o.Public && o.ReviewNumber == "" && (o.Template == nil || o.Template.ReviewNumber == ""):
		return badBody("review_number", "公开地图须有审图号（《地图管理条例》第十五条）：没有审图号请作内部用图", "a map for the public needs its review number (审图号, 地图管理条例 art. 15); without one print it for internal use")
	case o.DPI < 20 || o.DPI > 1200:
		return badBody("dpi", "分辨率须为 20 至 1200", "dpi must be 20 to 1200")
	}
	for _, text := range []struct{ member, said string }{{"title", o.Title}, {"compiler", o.Compiler}, {"review_number", o.ReviewNumber}, {"mark", o.Mark}, {"attribution", o.Attribution}} {
		if n := utf8.RuneCountInString(text.said); n > longestSheetText {
			return badBody(text.member, fmt.Sprintf("文字有 %d 个字：图上最多 %d 个", n, longestSheetText), fmt.Sprintf("the text has %d characters: at most %d fit", n, longestSheetText))
		}
	}
	return o.checkParts()
}

// checkParts refuses parts of an order that do not go together, and those that a kind needs.
func (o *SheetOrder) checkParts() error {
	switch {
	case (o.What == "coverage" || o.What == "gaps") && o.Question == nil:
		return badBody("question", "请给出覆盖问题 question", "say which question, by the member question")
	case o.What == "indicator" && o.Indicator == "":
		return badBody("indicator", "请给出指标代码 indicator，见 /v1/indicators", "say which indicator, by its code: see /v1/indicators")
	case o.What == "border" && (len(o.Between) < 1 || len(o.Between) > 2):
		return badBody("between", "请给出界线两侧的单位 between；与邻县或无同级单位的地域之间可只给一个", "say which border, by the units on both sides in between; one alone where no unit of its level lies beyond")
	case o.What != "border" && (len(o.Between) > 0 || o.Tolerance != 0):
		return badBody("between", "between 和 tolerance_m 只用于界线附图（kind 为 border）", "between and tolerance_m belong to the kind border")
	case o.Tolerance < 0 || o.Tolerance > 10000:
		return badBody("tolerance_m", "须为 0 至 10000 米", "tolerance_m must be 0 to 10000 metres")
	case o.FacilityNames && len(o.Facilities) == 0:
		return badBody("facility_names", "请同时给出要画的设施类别 facilities", "say which facilities, by facilities")
	case o.What == "border" && len(o.Facilities) > 0:
		return badBody("facilities", "界线附图不画设施：不要给出 facilities", "border sheets show no facilities: leave facilities out")
	case o.What == "border" && o.Of != "":
		return badBody("unit", "界线附图由 between 指明两侧：不要给出 unit", "a border's sheets are of the units in between: leave unit out")
	case o.Of != "" && !slices.Contains([]string{"townships", "villages"}, o.What):
		return badBody("unit", "专题图以全县为范围：不要给出 unit", "thematic sheets are of the whole county: leave unit out")
	case !o.Compare.IsZero() && (o.Atlas || o.Of != "" || o.What != "townships" && o.What != "villages"):
		return badBody("compare", "对照图以全县乡镇或村为内容：不要同时给出 atlas、unit 或专题", "a comparison is of the county's townships or villages: leave atlas, unit and themes out")
	case !o.Atlas:
		return nil
	case o.Format != "pdf":
		return badBody("format", "地图册只有 PDF 格式", "an atlas is written as pdf only")
	case o.What != "townships" || o.Of != "":
		return badBody("atlas", "地图册包含全县和各乡镇的图：不要给出 kind 或 unit", "an atlas has the sheets of the county and of every township: leave kind and unit out")
	case o.Scale != 0:
		return badBody("scale", "地图册各图的比例尺各不相同：不要给出 scale", "each sheet of an atlas has a scale of its own: leave scale out")
	}
	return nil
}

// township finds the township that a sheet is to be of.
func (o *SheetOrder) township(ed *edition.Edition) (adcode.Code, error) {
	if o.Of == "" {
		return adcode.Code{}, nil
	}
	var named []*edition.Unit
	for _, u := range ed.At(adcode.Township) {
		if u.Code.String() == o.Of || u.Name == o.Of || u.Full == o.Of {
			named = append(named, u)
		}
	}
	switch len(named) {
	case 1:
		return named[0].Code, nil
	case 0:
		return adcode.Code{}, &refusal{status: http.StatusNotFound, at: "body.unit", said: sentence{
			fmt.Sprintf("%s 这一天没有乡镇“%s”：请写九位代码或全名", ed.Key.At, o.Of), fmt.Sprintf("there is no township %q on %s: give its code of nine digits or its whole name", o.Of, ed.Key.At)}}
	}
	return adcode.Code{}, badBody("unit", fmt.Sprintf("有 %d 个乡镇叫“%s”：请写代码，如 %s", len(named), o.Of, named[0].Code), fmt.Sprintf("%d townships are called %q: give a code, such as %s", len(named), o.Of, named[0].Code))
}

// title is what a file of the sheet is called.
func (o *SheetOrder) title(ed *edition.Edition, t tongue) string {
	of := ed.County.Name
	if !o.Options.Unit.IsZero() {
		of += ed.ByCode(o.Options.Unit).Name
	}
	return fmt.Sprintf("%s%s %s", of, sheetNames[o.name()].in(t), ed.Key.At)
}

// name is what kind of file comes of the order.
func (o *SheetOrder) name() string {
	switch {
	case o.Atlas:
		return "atlas"
	case !o.Compare.IsZero():
		return "comparison"
	}
	return o.What
}
