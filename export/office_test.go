package export_test

import (
	"bytes"
	"encoding/xml"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/export"
)

// flatSheet is a sheet of a Flat XML OpenDocument spreadsheet, as far as a cell's content goes.
type flatSheet struct {
	Name string    `xml:"name,attr"`
	Rows []flatRow `xml:"table-row"`
}

type flatRow struct {
	Repeated int        `xml:"number-rows-repeated,attr"`
	Cells    []flatCell `xml:"table-cell"`
}

type flatCell struct {
	Repeated int      `xml:"number-columns-repeated,attr"`
	Kind     string   `xml:"value-type,attr"`
	Number   string   `xml:"value,attr"`
	Day      string   `xml:"date-value,attr"`
	Formula  string   `xml:"formula,attr"`
	Text     []string `xml:"p"`
}

// content is a cell as its kind and what is in it; nil where it is empty.
func (c flatCell) content() any {
	switch {
	case c.Formula != "":
		return "formula " + c.Formula
	case c.Kind == "":
		return nil
	case c.Kind == "float":
		return "number " + c.Number
	case c.Kind == "date":
		return "day " + c.Day
	}
	return c.Kind + " " + c.Text[0]
}

// office opens a workbook in LibreOffice and returns what it has in its sheets, empty rows
// and the empty cells behind a row's last left out.
func office(t *testing.T, book string) map[string][][]any {
	t.Helper()
	dir := t.TempDir()
	command := exec.Command("soffice", "-env:UserInstallation=file://"+dir+"/profile", "--headless", "--norestore", "--convert-to", "fods", "--outdir", dir, book)
	command.Env = append(os.Environ(), "HOME="+dir)
	if said, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s (is libreoffice-calc-nogui installed?)", err, said)
	}
	name := filepath.Base(book)
	text, err := os.ReadFile(filepath.Join(dir, name[:len(name)-len(filepath.Ext(name))]+".fods"))
	if err != nil {
		t.Fatal(err)
	}
	var document struct {
		Sheets []flatSheet `xml:"body>spreadsheet>table"`
	}
	if err := xml.NewDecoder(bytes.NewReader(text)).Decode(&document); err != nil {
		t.Fatal(err)
	}
	sheets := map[string][][]any{}
	for _, sheet := range document.Sheets {
		for _, row := range sheet.Rows {
			if cells := row.contents(); len(cells) > 0 {
				sheets[sheet.Name] = append(sheets[sheet.Name], cells)
			}
		}
	}
	return sheets
}

func (r flatRow) contents() (cells []any) {
	for _, c := range r.Cells {
		content := c.content()
		if content == nil && c.Repeated > 100 {
			break // to the sheet's edge
		}
		for range max(1, c.Repeated) {
			cells = append(cells, content)
		}
	}
	for len(cells) > 0 && cells[len(cells)-1] == nil {
		cells = cells[:len(cells)-1]
	}
	return cells
}

// LibreOffice opens a workbook with all its sheets: texts, numbers and days are what they
// were, and nothing is a formula.
func TestLibreOfficeReadsWorkbooks(t *testing.T) {
	t.Parallel()
	second := export.Layer{Name: "codes", Title: export.Title{Zh: "代码表", En: "codes"}, Fields: []export.Field{
		{Name: "code", Title: export.Title{Zh: "代码", En: "code"}}, {Name: "day", Title: export.Title{Zh: "日期", En: "day"}, Kind: export.Day}},
		Features: []export.Feature{
			{Values: []any{"511425", civil.Date(1900, 3, 1)}},
			{Values: []any{"+86 28", civil.Date(2100, 12, 31)}},
			{Values: []any{"𬭎䢺 ＝SUM(A1)", nil}},
			{Values: []any{"0.10", nil}},
		}}
	book, _ := write(t, []export.Layer{towns(), second}, export.Options{Format: export.XLSX, Chinese: true})
	got := office(t, book)
	want := map[string][][]any{
		"乡镇": {
			{"string 编号", "string 代码", "string 名称", "string 甲", "string 乙", "string 生效日期", "string 空", "string 面积（亩）"},
			{"number 1", "string 511425100", "string 青—竹·街道", "string 是", "number 12345678.25", "day 2019-12-20", nil, "number 1.5"},
			{"number 9007199254740991", "string 511425101", "string 2019-12-20", "string 否", "number 0.01"},
			{nil, "string 511425102", "string =1+1", nil, nil, "string 1899-01-01"},
		},
		"代码表": {
			{"string 代码", "string 日期"},
			{"string 511425", "day 1900-03-01"},
			{"string +86 28", "day 2100-12-31"},
			{"string 𬭎䢺 ＝SUM(A1)"},
			{"string 0.10"},
		},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
