package web

import (
	"bytes"

	"github.com/xiantu/xiantu/export"
)

const (
	csvKind  = "text/csv; charset=utf-8"
	xlsxKind = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
)

// table is rows for a spreadsheet. Cells are string, bool, int64, float64, civil.Day or
// nil.
type table struct {
	name   string
	header []string
	rows   [][]any
}

func (t table) written() export.Table {
	return export.Table{Name: t.name, Header: t.header, Rows: t.rows}
}

// csv writes UTF-8 with a byte order mark.
func (t table) csv() []byte { return t.written().CSV() }

// workbook writes tables as sheets.
func workbook(tables ...table) ([]byte, error) {
	sheets := make([]export.Table, len(tables))
	for i, t := range tables {
		sheets[i] = t.written()
	}
	var b bytes.Buffer
	err := export.Workbook(&b, sheets...)
	return b.Bytes(), err
}
