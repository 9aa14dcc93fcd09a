package export

import (
	"errors"
	"io"
	"strconv"
	"time"

	"github.com/xuri/excelize/v2"

	"github.com/xiantu/xiantu/civil"
)

// cellStyles are the styles of a workbook.
type cellStyles struct{ head, text, day int }

// Workbook writes tables as the sheets of an XLSX file. Texts are stored as texts, codes
// with them, in cells of the text format, so that they stay texts when they are edited;
// numbers are numbers and days days; nothing is a formula.
func Workbook(to io.Writer, tables ...Table) error {
	f := excelize.NewFile()
	defer f.Close()
	var styles cellStyles
	var errs [3]error
	days := "yyyy-mm-dd"
	styles.head, errs[0] = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	styles.text, errs[1] = f.NewStyle(&excelize.Style{NumFmt: 49})
	styles.day, errs[2] = f.NewStyle(&excelize.Style{CustomNumFmt: &days})
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	for i, t := range tables {
		if i == 0 {
			if err := f.SetSheetName("Sheet1", t.Name); err != nil {
				return err
			}
		} else if _, err := f.NewSheet(t.Name); err != nil {
			return err
		}
		if err := t.fill(f, styles); err != nil {
			return err
		}
	}
	return f.Write(to)
}

// fill writes the sheet: a bold header that stays in view, then the rows.
func (t Table) fill(f *excelize.File, styles cellStyles) error {
	w, err := f.NewStreamWriter(t.Name)
	if err != nil {
		return err
	}
	err = errors.Join(
		w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 1, TopLeftCell: "A2", ActivePane: "bottomLeft"}),
		w.SetColWidth(1, max(1, len(t.Header)), 16),
	)
	if err != nil {
		return err
	}
	head := make([]any, len(t.Header))
	for i, h := range t.Header {
		head[i] = excelize.Cell{StyleID: styles.head, Value: h}
	}
	if err := w.SetRow("A1", head); err != nil {
		return err
	}
	for i, row := range t.Rows {
		if err := w.SetRow("A"+strconv.Itoa(i+2), styles.cells(row)); err != nil {
			return err
		}
	}
	return w.Flush()
}

// cells gives texts and days their styles; empty ones leave their cells empty.
func (s cellStyles) cells(row []any) []any {
	cells := make([]any, len(row))
	for i, cell := range row {
		cells[i] = cell
		switch v := cell.(type) {
		case string:
			cells[i] = excelize.Cell{StyleID: s.text, Value: v}
			if v == "" {
				cells[i] = excelize.Cell{StyleID: s.text}
			}
		case civil.Day:
			cells[i] = s.dayCell(v)
		}
	}
	return cells
}

// dayCell is a day; one before 1900-03-01, which spreadsheets count wrongly, stays a text.
func (s cellStyles) dayCell(d civil.Day) any {
	switch {
	case d.IsZero():
		return nil
	case d.Before(civil.Date(1900, 3, 1)):
		return excelize.Cell{StyleID: s.text, Value: d.String()}
	}
	epoch := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC)
	return excelize.Cell{StyleID: s.day, Value: int64(d.Time().Sub(epoch).Hours() / 24)}
}
