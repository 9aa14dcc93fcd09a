package web

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strings"
)

// ogcPages are the templates and the style of pages for people: one set, in the words of
// both languages, without scripts and without anything from elsewhere.
//
//go:embed ogc_pages
var ogcPages embed.FS

var pageTemplates = template.Must(template.New("").Funcs(template.FuncMap{
	"say":  func(t tongue, zh, en string) string { return sentence{zh, en}.in(t) },
	"dict": func(t tongue, rows any) pagePart { return pagePart{t, rows} },
}).ParseFS(ogcPages, "ogc_pages/*.html"))

// ogcPage is a page for people: a template and what it shows.
type ogcPage struct {
	template string
	title    sentence
	above    []ogcCrumb // the pages above it, from the top; the landing page is understood
	data     any
}

// ogcCrumb is a page above another.
type ogcCrumb struct {
	path  string // below the root of the API
	title sentence
}

var crumbCollections = ogcCrumb{"/collections", sentence{"数据集", "Collections"}}

func crumbOf(kind ogcKind) ogcCrumb { return ogcCrumb{"/collections/" + kind.id, kind.title} }

// pageView is what a template sees.
type pageView struct {
	Tongue      tongue
	Title       string
	Template    string
	Crumbs      []linkBody
	Data        any
	JSON, Other string // addresses of the same as JSON, and in the other language
	Style       string
}

// Href is an address of ours as a link on a page: in the page's language, for people.
func (v pageView) Href(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return address
	}
	query := u.Query()
	if kind := query.Get("f"); kind == "json" || kind == "openapi31" || strings.HasSuffix(u.Path, ".mvt") || !strings.HasPrefix(u.Path, ogcRoot) {
		return address
	}
	query.Set("lang", string(v.Tongue))
	query.Set("f", "html")
	u.RawQuery = query.Encode()
	return u.String()
}

// Content is the page's own part.
func (v pageView) Content() template.HTML { return renderTemplate(v.Template, v) }

func renderTemplate(name string, v pageView) template.HTML {
	var b bytes.Buffer
	if err := pageTemplates.ExecuteTemplate(&b, name+".html", v); err != nil {
		panic(err) // templates are ours, and tested
	}
	return template.HTML(b.String())
}

// writePage is a page as bytes.
func writePage(c *ogcCall, p ogcPage) []byte {
	other := english
	if c.tongue == english {
		other = chinese
	}
	v := pageView{
		Tongue: c.tongue, Title: p.title.in(c.tongue), Template: p.template, Data: p.data,
		JSON: c.with("f", "json"), Other: c.with("f", "html", "lang", string(other)), Style: c.at("/page.css"),
	}
	above := append([]ogcCrumb{{"/", sentence{"县图", "Xiantu"}}}, p.above...)
	for _, crumb := range above {
		v.Crumbs = append(v.Crumbs, link(v.Href(c.at(crumb.path)), "up", "text/html", crumb.title.in(c.tongue)))
	}
	if p.template == "landing" {
		v.Crumbs = nil
	}
	return []byte(renderTemplate("layout", v))
}

// pageStyle serves the style of the pages.
func (s *Server) pageStyle() {
	body, err := ogcPages.ReadFile("ogc_pages/page.css")
	if err != nil {
		panic(err) // it is in the program
	}
	d := &document{kind: "text/css; charset=utf-8", tag: tagOf(string(body)), body: body}
	s.plain(http.MethodGet, ogcRoot+"/page.css", func(w http.ResponseWriter, r *http.Request) { d.write(w, r) })
}

// pagePart is what a template within another sees.
type pagePart struct {
	Tongue tongue
	Rows   any
}

// columnRow is a property in a table.
type columnRow struct{ Name, Title, Kind string }

func columnRows(columns []ogcColumn, t tongue) []columnRow {
	rows := make([]columnRow, len(columns))
	for i, c := range columns {
		kind := c.kind.String()
		if t == chinese {
			kind = strings.Split(chineseTypes[kind], " ")[0]
		}
		rows[i] = columnRow{c.name, c.title.in(t), kind}
	}
	return rows
}

// collectionPage is what the page of a collection shows.
type collectionPage struct {
	Collection collectionBody
	Columns    []columnRow
	HasTiles   bool
}

// itemsPage is what the page of features shows.
type itemsPage struct {
	About      string
	Titles     []columnRow
	Rows       []itemRow
	Matched    int
	Next, Prev string
	Map        *outlineMap
	Fields     []itemField // of the form
}

type itemRow struct {
	ID, Href string
	Cells    []string
}

type itemField struct{ Name, Title, Value, Hint string }

func (q *ogcQuestion) page(c *ogcCall, page []*ogcFeature, matched int, links []linkBody) ogcPage {
	data := itemsPage{Titles: columnRows(q.columns, c.tongue), Matched: matched, Map: outlinesOf(page)}
	for _, f := range page {
		row := itemRow{f.key.String(), c.at("/collections/" + q.kind.id + "/items/" + keyPath(f.key)), nil}
		for _, column := range q.columns {
			row.Cells = append(row.Cells, cellOf(column, f, c.tongue))
		}
		data.Rows = append(data.Rows, row)
	}
	for _, l := range links {
		switch l.Rel {
		case "next":
			data.Next = l.Href
		case "prev":
			data.Prev = l.Href
		}
	}
	for _, field := range []struct {
		name, hint string
		title      sentence
	}{{"filter", "name LIKE '%镇'", sentence{"筛选（CQL2）", "Filter (CQL2)"}}, {"datetime", "2020-06-30", sentence{"日期", "Day"}}, {"bbox", "103.7,29.7,103.9,29.9", sentence{"范围（西,南,东,北）", "Box (west,south,east,north)"}}, {"limit", "50", sentence{"每页", "A page"}}} {
		data.Fields = append(data.Fields, itemField{field.name, field.title.in(c.tongue), c.query.Get(field.name), field.hint})
	}
	return ogcPage{template: "items", title: q.kind.title, above: []ogcCrumb{crumbCollections, crumbOf(q.kind)}, data: data}
}

// itemPage is what the page of a feature shows.
type itemPage struct {
	Rows [][2]string
	Map  *outlineMap
}

func itemPageOf(c *ogcCall, kind ogcKind, columns []ogcColumn, f *ogcFeature) ogcPage {
	data := itemPage{Map: outlinesOf([]*ogcFeature{f})}
	for _, column := range columns {
		data.Rows = append(data.Rows, [2]string{column.title.in(c.tongue), cellOf(column, f, c.tongue)})
	}
	title := sentence{f.title(), f.title()}
	above := []ogcCrumb{crumbCollections, crumbOf(kind), {"/collections/" + kind.id + "/items", sentence{"要素", "Features"}}}
	return ogcPage{template: "item", title: title, above: above, data: data}
}

// cellOf is a value as a person reads it.
func cellOf(column ogcColumn, f *ogcFeature, t tongue) string {
	switch v := column.of(f).Any().(type) {
	case string:
		return v
	case float64:
		return strings.TrimSuffix(strings.TrimRight(fmt.Sprintf("%.2f", v), "0"), ".")
	case bool:
		if v {
			return sentence{"是", "yes"}.in(t)
		}
		return sentence{"否", "no"}.in(t)
	}
	return ""
}
