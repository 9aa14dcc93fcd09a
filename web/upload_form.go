package web

import (
	"errors"
	"fmt"
	"io"
	"mime/multipart"
	"net/http"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humamux"

	importer "github.com/xiantu/xiantu/import"
	"github.com/xiantu/xiantu/staging"
)

// Limits of an upload beside its size.
const (
	maxFiles    = 100
	maxField    = 64 << 10
	maxFileName = 200 // characters
)

// uploadInput is a multipart form: files, and choices about them. It is read as it
// comes in, part by part, by Resolve.
type uploadInput struct {
	Kind string `path:"kind" doc:"divisions, facilities, people, zones, roads or layer"`

	county  string
	choices choicesBody
	files   []staging.File
}

// Resolve reads the form.
func (in *uploadInput) Resolve(ctx huma.Context) []error {
	if _, err := importer.ParseKind(in.Kind); err != nil {
		return []error{&refusal{status: http.StatusNotFound, at: "path.kind", said: sentence{
			fmt.Sprintf("不能导入“%s”：可用 %v", in.Kind, importer.Kinds), err.Error()}}}
	}
	r, _ := humamux.Unwrap(ctx)
	parts, err := r.MultipartReader()
	if err != nil {
		return []error{&refusal{status: http.StatusUnsupportedMediaType, said: sentence{"请以 multipart/form-data 上传文件", "send the files as multipart/form-data"}}}
	}
	for {
		part, err := parts.NextPart()
		if err == io.EOF { // a broken end wraps it
			break
		}
		if err == nil {
			err = in.take(part)
		}
		if err != nil {
			return []error{formError(err)}
		}
	}
	if len(in.files) == 0 {
		return []error{badBody("file", "没有文件", "there is no file")}
	}
	return nil
}

// formError keeps what is known already, and calls the rest a broken form.
func formError(err error) error {
	var own *refusal
	var large *http.MaxBytesError
	if errors.As(err, &own) || errors.As(err, &large) {
		return err
	}
	return &refusal{status: http.StatusBadRequest, at: "body", said: sentence{"上传没有收完整：" + err.Error(), "the upload did not arrive whole: " + err.Error()}}
}

// take reads one part of the form: a file, or a choice.
func (in *uploadInput) take(part *multipart.Part) error {
	if name := part.FileName(); name != "" {
		if len(in.files) == maxFiles {
			return badBody("file", fmt.Sprintf("一次至多 %d 个文件", maxFiles), fmt.Sprintf("at most %d files at a time", maxFiles))
		}
		name = path.Base(strings.ReplaceAll(name, `\`, "/"))
		if why, bad := unkept(name); bad {
			return badBody("file", "文件名："+why.zh, "the file's name: "+why.en)
		}
		if utf8.RuneCountInString(name) > maxFileName {
			return badBody("file", fmt.Sprintf("文件名超过 %d 个字", maxFileName), fmt.Sprintf("the file's name has more than %d characters", maxFileName))
		}
		content, err := io.ReadAll(part)
		in.files = append(in.files, staging.File{Name: name, Content: content})
		return err
	}
	value, err := io.ReadAll(io.LimitReader(part, maxField+1))
	if err == nil && len(value) > maxField {
		err = badBody(part.FormName(), "内容过长", "is too long")
	}
	if err != nil {
		return err
	}
	if why, bad := unkept(string(value) + part.FormName()); bad {
		return badBody(strings.ToValidUTF8(part.FormName(), ""), why.zh, why.en)
	}
	return in.choose(part.FormName(), strings.TrimSpace(string(value)))
}

func (in *uploadInput) choose(name, value string) error {
	fields := map[string]*string{
		"county": &in.county, "date": &in.choices.Date, "crs": &in.choices.CRS, "level": &in.choices.Level,
		"basis": &in.choices.Basis, "encoding": &in.choices.Encoding,
	}
	switch field := fields[name]; {
	case field != nil:
		*field = value
	case name == "partial":
		in.choices.Partial = slices.Contains([]string{"true", "1", "on", "yes"}, value)
	case name == "columns":
		in.choices.Columns = columnsOf(value)
	case name == "repairs":
		r, err := importer.ParseRepairs([]byte(value))
		if err != nil {
			return wrongRepairs(err)
		}
		in.choices.Repairs = repairsOf(r)
	default:
		return badBody(name, fmt.Sprintf("没有选项“%s”", name), fmt.Sprintf("there is no option %q", name))
	}
	return nil
}

// uploadForm documents the form.
func uploadForm() *huma.RequestBody {
	return filesForm(map[string]string{
		"county":   "code of the county",
		"date":     "the day that the files describe",
		"crs":      "EPSG:4490, EPSG:4544, GCJ-02, BD-09, ...",
		"level":    "of divisions",
		"basis":    "of people: resident or registered",
		"encoding": "auto, utf-8 or gb18030",
		"partial":  "true: take what can be taken",
		"columns":  "a JSON object, or field=header,field=header",
		"repairs":  `of divisions: a JSON object, {"narrow_m": 5, "pieces": {"gap-3f0c9a41d2": "511425106203"}}`,
	})
}

// filesForm documents a form of files and texts, of which descriptions are given.
func filesForm(texts map[string]string) *huma.RequestBody {
	fields := map[string]*huma.Schema{"file": {Type: huma.TypeArray, Items: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}
	for name, description := range texts {
		fields[name] = &huma.Schema{Type: huma.TypeString, Description: description}
	}
	return &huma.RequestBody{Required: true, Content: map[string]*huma.MediaType{"multipart/form-data": {
		Schema: &huma.Schema{Type: huma.TypeObject, Required: []string{"file"}, Properties: fields}}}}
}
