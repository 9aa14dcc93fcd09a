package web

import (
	"bytes"
	"encoding/csv"
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

const (
	csvKind  = "text/csv; charset=utf-8"
	xlsxKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// table is rows for a spreadsheet. Cells are string, bool, int64, float64 or nil.
type table struct {
	name   string
	header []string
	rows   [][]any
}

// csv writes UTF-8 with a byte order mark, which is what spreadsheets need to read
// Chinese, and no cell that they would take for a formula.
func (t table) csv() []byte {
	var b bytes.Buffer
	b.WriteString("\ufeff")
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.Write(t.header) // into memory: it cannot fail
	for _, row := range t.rows {
		record := make([]string, len(row))
		for i, cell := range row {
			record[i] = plainCell(cell)
		}
		w.Write(record)
	}
	w.Flush()
	return b.Bytes()
}

func plainCell(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return harmless(v)
	default:
		return fmt.Sprint(v)
	}
}

// harmless makes text of what a spreadsheet would take for a formula: an apostrophe
// before a leading = + - @ (full-width too), tab or return.
func harmless(s string) string {
	if s != "" && strings.ContainsRune("=+-@＝＋－＠\t\r", []rune(s)[0]) {
		return "'" + s
	}
	return s
}

// xlsx writes a workbook with one sheet.
func (t table) xlsx() ([]byte, error) { return workbook(t) }

// workbook writes tables as sheets. Texts are stored as texts, codes with them, in cells
// of the text format, so that they stay texts when they are edited; nothing is a
// formula.
func workbook(tables ...table) ([]byte, error) {
	f := excelize.NewFile()
	defer f.Close()
	for i, t := range tables {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", t.name); err != nil {
				return nil, err
			}
		} else if _, err := f.NewSheet(t.name); err != nil {
			return nil, err
		}
		if err := t.fill(f); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	err := f.Write(&b)
	return b.Bytes(), err
}

// fill writes the sheet: a bold header that stays in view, then the rows.
func (t table) fill(f *excelize.File) error {
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	text, err := f.NewStyle(&excelize.Style{NumFmt: 49})
	if err != nil {
		return err
	}
	w, err := f.NewStreamWriter(t.name)
	if err != nil {
		return err
	}
	err = errors.Join(
		w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		w.SetColWidth(1, max(1, len(t.header)), 16),
	)
	if err != nil {
		return err
	}
	head := make([]any, len(t.header))
	for i, h := range t.header {
		head[i] = excelize.Cell{StyleID: bold, Value: h}
	}
	for i, row := range append([][]any{head}, t.rows...) {
		if err := w.SetRow("A"+strconv.Itoa(i+1), styledTexts(row, text)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// styledTexts gives texts a style; empty ones leave their cells empty.
func styledTexts(row []any, style int) []any {
	cells := make([]any, len(row))
	for i, cell := range row {
		cells[i] = cell
		if s, ok := cell.(string); ok {
			cells[i] = excelize.Cell{StyleID: style, Value: s}
			if s == "" {
				cells[i] = excelize.Cell{StyleID: style}
			}
		}
	}
	return cells
}
