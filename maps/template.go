package maps

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"strings"
	"unicode/utf8"
)

// Template is a bureau's own sheet: what is the same on all its maps. Read one with
// ParseTemplate; the zero Template changes nothing.
type Template struct {
	Title        string // with %s where the name of the county or township goes
	Compiler     string
	ReviewNumber string
	Mark         string // where there is no review number: 送审稿
	Attribution  string
	Palette      Palette
	Notes        []string // more lines beneath the frame
	Without      []Element
	Graticule    bool
	Logo         *Logo
	fonts        *fonts // the bureau's before the built-in ones; nil: only those
}

// templateFile is a template as it is written.
type templateFile struct {
	Title        string    `json:"title"`
	Compiler     string    `json:"compiler"`
	ReviewNumber string    `json:"review_number"`
	Mark         string    `json:"mark"`
	Attribution  string    `json:"attribution"`
	Palette      Palette   `json:"palette"`
	Notes        []string  `json:"notes"`
	Without      []Element `json:"without"`
	Graticule    bool      `json:"graticule"`
	Logo         *logoFile `json:"logo"`
	Fonts        struct {
		Regular string `json:"regular"`
		Bold    string `json:"bold"`
	} `json:"fonts"`
}

// The bounds of a template.
const (
	mostNotes    = 6
	longestNotes = 160     // characters of all together: they stand on one line
	mostTemplate = 4 << 20 // bytes
)

// templateWrong begins what is said of a template in Chinese.
const templateWrong = "模板有误："

// ParseTemplate reads a template written as JSON:
//
//	{"title": "%s行政区划图", "compiler": "青神县民政局", "mark": "送审稿",
//	 "palette": "safe", "notes": ["本图资料来源：…"], "without": ["inset"], "graticule": true,
//	 "fonts": {"regular": "SourceHanSans.ttf", "bold": "SourceHanSans-Bold.ttf"},
//	 "logo": {"png": "logo.png"}}
//
// Each member may be left out. Fonts (TrueType) and pictures are found in files; where
// that is nil a template may name none. The error is ErrInvalid and tells everything
// that is wrong with the template.
func ParseTemplate(text []byte, files fs.FS) (*Template, error) {
	if len(text) > mostTemplate {
		return nil, refuse(ErrInvalid, "template", "模板有误：%d 字节，超过上限 %d", "template: %d bytes are more than %d", len(text), mostTemplate)
	}
	var f templateFile
	decoder := json.NewDecoder(bytes.NewReader(bytes.TrimPrefix(text, []byte("\ufeff"))))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&f); err != nil {
		return nil, listed("template", templateWrong, "template: ", []error{jsonFlaw(err)})
	}
	if decoder.More() {
		return nil, refuse(ErrInvalid, "template", "模板有误：末尾的括号之后还有内容", "template: there is more after its closing brace")
	}
	t := &Template{Title: f.Title, Compiler: f.Compiler, ReviewNumber: f.ReviewNumber, Mark: f.Mark, Attribution: f.Attribution,
		Palette: f.Palette, Notes: f.Notes, Without: f.Without, Graticule: f.Graticule}
	flaws := t.flaws()
	var err error
	if t.Logo, err = f.Logo.read(files); err != nil {
		flaws = append(flaws, refuse(ErrInvalid, "", "图标：%[1]s", "logo: %[2]s", inChinese(err), err))
	}
	if t.fonts, err = readFonts(files, f.Fonts.Regular, f.Fonts.Bold); err != nil {
		flaws = append(flaws, refuse(ErrInvalid, "", "字体：%[1]s", "fonts: %[2]s", inChinese(err), err))
	}
	if len(flaws) > 0 {
		return nil, listed("template", templateWrong, "template: ", flaws)
	}
	return t, nil
}

// jsonFlaw says what is wrong with a template as JSON.
func jsonFlaw(err error) error {
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF), errors.Is(err, io.EOF):
		return refuse(ErrInvalid, "", "不是完整的 JSON：文字不全", "not JSON: it ends too early")
	case errors.As(err, &syntax):
		return refuse(ErrInvalid, "", "第 %[1]d 个字节处不是正确的 JSON：请检查括号、引号和逗号", "not JSON at byte %[1]d: %[2]v", syntax.Offset, syntax)
	case errors.As(err, &kind):
		is, should := jsonKind(kind.Value), jsonKind(kind.Type.Kind().String())
		return refuse(ErrInvalid, "", "“%[1]s”写成了%[2]s，应为%[3]s", "%[1]q is %[4]s where %[5]s belongs", kind.Field, is[0], should[0], is[1], should[1])
	}
	name := strings.Trim(strings.TrimPrefix(err.Error(), "json: unknown field "), `"`)
	return refuse(ErrInvalid, "", "没有“%s”这一项", "unknown field %q", name)
}

// jsonKind is what a kind of value is called in Chinese and in English, by JSON's name or
// Go's.
func jsonKind(name string) [2]string {
	name, _, _ = strings.Cut(name, " ") // "number 1.5"
	switch name {
	case "string":
		return [2]string{"文字", "text"}
	case "bool":
		return [2]string{"true 或 false", "true or false"}
	case "array", "slice":
		return [2]string{"列表", "a list"}
	case "object", "struct", "map":
		return [2]string{"对象", "an object"}
	}
	return [2]string{"数字", "a number"}
}

// memberNames are what a template's texts are called in Chinese.
var memberNames = map[string]string{"title": "标题", "compiler": "编制单位", "review_number": "审图号", "mark": "标记", "attribution": "资料来源"}

// flaws are what is wrong with the template's texts and choices.
func (t *Template) flaws() []error {
	var flaws []error
	for _, s := range []struct{ field, text string }{{"title", t.Title}, {"compiler", t.Compiler}, {"review_number", t.ReviewNumber}, {"mark", t.Mark}, {"attribution", t.Attribution}} {
		if n := utf8.RuneCountInString(s.text); n > longest {
			flaws = append(flaws, refuse(ErrInvalid, "", "%[4]s（%[1]s）：%[2]d 个字超过上限 %[3]d 个", "%[1]s: %[2]d characters are more than %[3]d", s.field, n, longest, memberNames[s.field]))
		}
	}
	if strings.Count(t.Title, "%s") > 1 || strings.Contains(strings.ReplaceAll(t.Title, "%s", ""), "%") {
		flaws = append(flaws, refuse(ErrInvalid, "", "标题“%s”：名称处写一次 %%s，不得有其他 %%", "title %q: write %%s once, where the name goes, and no other %%", t.Title))
	}
	if len(t.Notes) > mostNotes {
		flaws = append(flaws, refuse(ErrInvalid, "", "附注：%d 行超过上限 %d 行", "notes: %d lines are more than %d", len(t.Notes), mostNotes))
	}
	if n := utf8.RuneCountInString(strings.Join(t.Notes, "")); n > longestNotes {
		flaws = append(flaws, refuse(ErrInvalid, "", "附注：共 %d 个字，超过上限 %d 个", "notes: %d characters together are more than %d", n, longestNotes))
	}
	if err := t.Palette.check(); err != nil {
		flaws = append(flaws, err)
	}
	for _, e := range t.Without {
		if err := e.check(); err != nil {
			flaws = append(flaws, err)
		}
	}
	return flaws
}

// filled are the options with what the template says where they say nothing.
func (t *Template) filled(o Options) Options {
	if t == nil {
		return o
	}
	for _, s := range []struct {
		to   *string
		from string
	}{{&o.Compiler, t.Compiler}, {&o.Mark, t.Mark}, {&o.Attribution, t.Attribution}, {&o.ReviewNumber, t.ReviewNumber}} {
		if *s.to == "" {
			*s.to = s.from
		}
	}
	if o.Palette == "" {
		o.Palette = t.Palette
	}
	o.Graticule = o.Graticule || t.Graticule
	o.Without = append(append([]Element(nil), o.Without...), t.Without...)
	return o
}

// typefaces are the fonts of a sheet.
func (t *Template) typefaces() (*fonts, error) {
	if t == nil || t.fonts == nil {
		return embedded()
	}
	return t.fonts, nil
}
