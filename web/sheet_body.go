package web

import (
	"encoding/json"
	"fmt"

	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/maps"
)

// sheetBody is an order for a sheet.
type sheetBody struct {
	PictureBody
	Kind         string         `json:"kind,omitempty" enum:"townships,villages,coverage,gaps,indicator,density,volunteers,border" default:"townships" doc:"what the sheet shows: the county by township or village; a thematic map of a question's answer or gaps, an indicator, people a square kilometre, or registered volunteers; or the sheets of one border for its agreement (界线协议书附图), with its points, markers, course and signatures"`
	Atlas        bool           `json:"atlas,omitempty" doc:"a book as PDF, by a job: cover, contents, the county's sheets, one of every township, and tables"`
	Unit         string         `json:"unit,omitempty" maxLength:"100" doc:"the township that the sheet is of, by code or whole name; left out: the county"`
	Paper        string         `json:"paper,omitempty" default:"A4" doc:"A0 to A4, 全开, 对开, or WxH in millimetres; turned as the county lies, unless portrait or landscape follows"`
	Format       string         `json:"format,omitempty" enum:"pdf,svg,png" default:"pdf"`
	DPI          int            `json:"dpi,omitempty" minimum:"20" maximum:"600" default:"150" doc:"of a PNG"`
	Page         int            `json:"page,omitempty" minimum:"1" maximum:"10000" doc:"of an SVG or PNG where there are several sheets: which one; left out: the first"`
	Scale        int            `json:"scale,omitempty" minimum:"0" doc:"denominator; left out: the largest round one that fits"`
	Title        string         `json:"title,omitempty"`
	Compiler     string         `json:"compiler,omitempty" doc:"编制单位"`
	ReviewNumber string         `json:"review_number,omitempty" doc:"审图号; without it the sheet is marked for internal use"`
	Mark         string         `json:"mark,omitempty" doc:"where there is no review number; left out: 内部用图, and 规划方案，未公布 of a plan" example:"送审稿"`
	Public       bool           `json:"public,omitempty" doc:"refused without a review number"`
	Attribution  string         `json:"attribution,omitempty" doc:"sources and licences to print"`
	Facilities   []string       `json:"facilities,omitempty" maxItems:"50" doc:"kinds of facility to show, or sets of them" example:"[\"ALL_ELDER\"]"`
	Names        bool           `json:"facility_names,omitempty" doc:"the facilities shown are named too, beside their symbols, on leader lines or in a numbered key; not those that share a symbol"`
	Palette      string         `json:"palette,omitempty" enum:"light,safe,grey" doc:"safe: told apart without red and green; grey: for print in black; left out: the template's, or light"`
	Graticule    bool           `json:"graticule,omitempty" doc:"meridians and parallels across the map too"`
	Without      []string       `json:"without,omitempty" maxItems:"20" enum:"water,railways,roads,peaks,places,surrounding,inset" doc:"left out, though there is something to show"`
	Template     map[string]any `json:"template,omitempty" doc:"a bureau's own texts and choices, as in docs/maps.md; it may name no fonts and pictures here"`
	Compare      string         `json:"compare,omitempty" doc:"the day before, of a comparison (原/现对照图): two maps at one scale and a table of what became what; with a plan: of the county without it"`
	Question     *exportedBody  `json:"question,omitempty" doc:"for coverage and gaps; by township or village"`
	Age          string         `json:"age,omitempty" maxLength:"20" doc:"of coverage, gaps and density: the age group that is shown; left out: the first of the question, or all" example:"60+"`
	Level        string         `json:"level,omitempty" enum:"township,village" doc:"of density: by what; left out: township"`
	Indicator    string         `json:"indicator,omitempty" maxLength:"100" doc:"for indicator: its code, as in /v1/indicators"`
	Year         int            `json:"year,omitempty" minimum:"1900" maximum:"2200" doc:"of an indicator: the plan's year; left out: the day's"`
	Between      []string       `json:"between,omitempty" minItems:"1" maxItems:"2" doc:"for border: the units on both sides, by code or whole name; the second may be another county, of this database or recorded as the neighbour; one alone: its border with what is no unit of its level, such as the county's outer border" example:"[\"511425101\", \"511425102\"]"`
	Tolerance    float64        `json:"tolerance_m,omitempty" minimum:"0" maximum:"10000" doc:"for border: metres that it turns off the straight before a turning point is named, as in /v1/registers; left out: 30"`
	Since        string         `json:"since,omitempty" doc:"of an atlas: the day from which its lineage is told; left out: from the first change"`
	Order        string         `json:"order,omitempty" enum:"pinyin,strokes,code" doc:"of an atlas: how its gazetteer is ordered; left out: pinyin"`
	Lang         string         `json:"lang,omitempty" enum:"zh-CN,en" doc:"of the sheet's fixed words; left out: the request's"`
}

// order reads an order.
func (b *sheetBody) order(t tongue) (SheetOrder, error) {
	paper, err := maps.ParsePaper(b.Paper)
	if err != nil {
		return SheetOrder{}, err
	}
	o := SheetOrder{What: b.Kind, Of: b.Unit, Format: b.Format, DPI: b.DPI, Page: b.Page, Options: maps.Options{
		Paper: paper, Scale: b.Scale, Title: b.Title, Compiler: b.Compiler, ReviewNumber: b.ReviewNumber, Mark: b.Mark, Public: b.Public, Attribution: b.Attribution,
		Palette: maps.Palette(b.Palette), Graticule: b.Graticule, FacilityNames: b.Names, Lang: maps.Lang(t),
	}}
	if b.Lang != "" {
		o.Lang = maps.Lang(b.Lang)
	}
	for _, e := range b.Without {
		o.Without = append(o.Without, maps.Element(e))
	}
	for i, code := range b.Facilities {
		kinds, err := facilities.Expand([]string{code})
		if err != nil {
			return o, badBody(fmt.Sprintf("facilities[%d]", i), fmt.Sprintf("没有设施类别“%s”：见 /v1/kinds", code), fmt.Sprintf("%q is not a kind of facility: see /v1/kinds", code))
		}
		o.Facilities = append(o.Facilities, kinds...)
	}
	if o.Template, err = b.template(); err != nil {
		return o, err
	}
	return o, b.parts(&o)
}

// parts reads what themes and atlases have of their own.
func (b *sheetBody) parts(o *SheetOrder) (err error) {
	o.Atlas, o.Age, o.Indicator, o.Year, o.Order = b.Atlas, b.Age, b.Indicator, b.Year, b.Order
	o.Between, o.Tolerance = b.Between, b.Tolerance
	if b.Level != "" {
		if o.Level, err = parseLevel("body.level", b.Level); err != nil {
			return err
		}
	}
	if o.Compare, err = parseDay("body.compare", b.Compare); err != nil {
		return err
	}
	if o.Since, err = parseDay("body.since", b.Since); err != nil {
		return err
	}
	if b.Question != nil {
		q, err := b.Question.parse("question.")
		o.Question = &q
		return err
	}
	return nil
}

// template reads a bureau's own template.
func (b *sheetBody) template() (*maps.Template, error) {
	if len(b.Template) == 0 {
		return nil, nil
	}
	text, err := json.Marshal(b.Template)
	if err != nil {
		return nil, err
	}
	return maps.ParseTemplate(text, nil)
}
