package importer

import (
	"strings"
)

// needed are the fields of which a header must have one.
var needed = map[Kind][]string{
	Facilities: {"name"},
	Divisions:  {"code", "name"},
	People:     {"id", "lon"},
}

// tables reads the sheets of one file that have a header. A file without any is refused,
// naming the columns that were seen.
func (r *reading) tables(name string, tables []*table, build builder) error {
	found := false
	var seen []heading
	chosen := map[string]string{}
	for field, header := range r.options.Columns {
		if !isPattern(header) {
			chosen[field] = header
		}
	}
	for _, t := range tables {
		b, headings, err := t.open(r.options.Kind, chosen, needed[r.options.Kind]...)
		if err != nil {
			return err
		}
		if b == nil {
			if len(headings) > len(seen) {
				seen = headings
			}
			continue
		}
		found = true
		at := len(r.result.Report.Files)
		r.result.Report.Files = append(r.result.Report.Files, FileNote{File: name, Sheet: t.sheet, Format: t.format, Encoding: t.encoding, Columns: b.columns.names(), Ignored: b.ignored})
		src := source{file: name, sheet: t.sheet, note: &FileNote{}}
		before := r.result.Report.Counts.Rows
		if err := build.rows(src, t, b); err != nil {
			return sheetError(name, t.sheet, err)
		}
		note := &r.result.Report.Files[at]
		note.CRS, note.Skipped = src.note.CRS, b.skipped
		if note.Rows = src.note.Rows; note.Rows == 0 {
			note.Rows = r.result.Report.Counts.Rows - before
		}
	}
	if found {
		return nil
	}
	want := map[Kind]Said{
		Facilities: {"设施名称 (the facility's name)", "“设施名称”"},
		Divisions:  {"code and name", "“代码”和“名称”"},
		People:     {"group_id, lon, lat and pop_total", "group_id、lon、lat 和 pop_total"},
	}[r.options.Kind]
	columns := seenHeaders(seen)
	if columns == "" {
		return said("there is no table with a header in it", "没有找到带表头的表格")
	}
	return said("no header with "+want.En+" was found; the columns seen are: "+columns+"; say which is which with --columns, such as name="+firstWord(columns), "没有找到含"+want.Zh+"的表头；看到的列有："+columns+"；请用 --columns 指定对应关系")
}

func firstWord(list string) string {
	word, _, _ := strings.Cut(list, ", ")
	return word
}

func sheetError(file, sheet string, err error) error {
	if _, plain := err.(sayingError); plain && sheet != "" {
		return &FileError{File: file, Sheet: sheet, Said: saidOf(err), Err: err}
	}
	return err
}
