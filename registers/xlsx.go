package registers

import (
	"errors"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// XLSX writes the registers as a workbook, one sheet a register. Numbers are numbers,
// codes are texts, and nothing is a formula.
func (b *Book) XLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	styles, err := b.styles(f)
	if err != nil {
		return err
	}
	for i, r := range b.registers() {
		if i == 0 {
			err = f.SetSheetName("Sheet1", r.title)
		} else {
			_, err = f.NewSheet(r.title)
		}
		if err == nil {
			err = b.sheet(f, r, styles)
		}
		if err != nil {
			return fmt.Errorf("register %s: %w", r.title, err)
		}
	}
	return f.Write(w)
}

// sheetStyles are the styles of a title, a heading and a cell.
type sheetStyles struct{ title, head, cell int }

func (b *Book) styles(f *excelize.File) (s sheetStyles, err error) {
	var grid []excelize.Border
	for _, side := range []string{"left", "right", "top", "bottom"} {
		grid = append(grid, excelize.Border{Type: side, Color: "000000", Style: 1})
	}
	wrap := &excelize.Alignment{Vertical: "center", WrapText: true}
	var errs [3]error
	s.title, errs[0] = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Size: 16, Family: "黑体"}})
	s.head, errs[1] = f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true, Family: "宋体"}, Border: grid, Alignment: wrap})
	s.cell, errs[2] = f.NewStyle(&excelize.Style{Font: &excelize.Font{Family: "宋体"}, Border: grid, Alignment: wrap})
	return s, errors.Join(errs[:]...)
}

// sheet writes a register: its title, what it is of, the headings and the rows.
func (b *Book) sheet(f *excelize.File, r register, styles sheetStyles) error {
	w, err := f.NewStreamWriter(r.title)
	if err != nil {
		return err
	}
	for i, width := range r.widths {
		if err := w.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	err = errors.Join(
		w.SetPanes(&excelize.Panes{Freeze: true, YSplit: 3, TopLeftCell: "A4", ActivePane: "bottomLeft"}),
		w.SetRow("A1", []any{excelize.Cell{StyleID: styles.title, Value: b.County + r.title}}),
		w.SetRow("A2", []any{b.subtitle()}),
		w.SetRow("A3", styled(texts(r.header), styles.head)),
	)
	for i, row := range r.rows {
		err = errors.Join(err, w.SetRow(fmt.Sprintf("A%d", i+4), styled(row, styles.cell)))
	}
	landscape, a4, fit := "landscape", 9, 0
	one := 1
	return errors.Join(err, w.Flush(),
		f.SetPageLayout(r.title, &excelize.PageLayoutOptions{Orientation: &landscape, Size: &a4, FitToWidth: &one, FitToHeight: &fit}))
}

func texts(list []string) []any {
	cells := make([]any, len(list))
	for i, s := range list {
		cells[i] = s
	}
	return cells
}

func styled(row []any, style int) []any {
	cells := make([]any, len(row))
	for i, v := range row {
		cells[i] = excelize.Cell{StyleID: style, Value: v}
	}
	return cells
}

// subtitle says what the registers are of.
func (b *Book) subtitle() string {
	said := b.lang.in(
		fmt.Sprintf("%s（%s）　截至 %s　坐标系：2000国家大地坐标系，高斯-克吕格3度带第%d带，中央子午线%d°", b.County, b.Code, b.Day, b.Zone, 3*b.Zone),
		fmt.Sprintf("%s (%s), as of %s; CGCS2000, Gauss-Krueger 3-degree zone %d, central meridian %d°", b.County, b.Code, b.Day, b.Zone, 3*b.Zone))
	if b.Fiction {
		said += b.lang.in("　虚构数据", "; fictional data")
	}
	return said
}
