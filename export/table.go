package export

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/xiantu/xiantu/civil"
)

// Table is rows for a spreadsheet. Cells are string, bool, int64, float64, civil.Day or
// nil.
type Table struct {
	Name   string
	Header []string
	Rows   [][]any
}

// Table is the layer as people read it, in Chinese or in English.
func (l *Layer) Table(chinese bool) Table {
	fields, at := l.fields(InLayers)
	out := Table{Name: l.Title.In(chinese), Header: make([]string, len(fields)), Rows: make([][]any, len(l.Features))}
	for i, f := range fields {
		out.Header[i] = f.Title.In(chinese)
	}
	for r := range l.Features {
		row := make([]any, len(fields))
		for i, k := range at {
			row[i] = l.Features[r].Values[k]
			if yes, is := row[i].(bool); is {
				row[i] = yesNo(yes).In(chinese)
			}
		}
		out.Rows[r] = row
	}
	return out
}

func yesNo(yes bool) Title {
	if yes {
		return Title{"是", "yes"}
	}
	return Title{"否", "no"}
}

// CSV writes UTF-8 with a byte order mark, which is what spreadsheets need to read
// Chinese, and no cell that they would take for a formula.
func (t Table) CSV() []byte { return append([]byte("\ufeff"), t.csv()...) }

func (t Table) csv() []byte {
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	w.UseCRLF = true
	w.Write(t.Header) // into memory: it cannot fail
	for _, row := range t.Rows {
		record := make([]string, len(row))
		for i, cell := range row {
			record[i] = PlainCell(cell)
		}
		w.Write(record)
	}
	w.Flush()
	return b.Bytes()
}

// GB18030 writes the same in GB18030, which has every character.
func (t Table) GB18030() ([]byte, error) {
	return simplifiedchinese.GB18030.NewEncoder().Bytes(t.csv())
}

// PlainCell is a cell as text.
func PlainCell(cell any) string {
	switch v := cell.(type) {
	case nil:
		return ""
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case string:
		return harmless(v)
	case civil.Day:
		return v.String()
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
