package demo

import (
	"bufio"
	"fmt"
	"os"
	"slices"

	"github.com/xuri/excelize/v2"
)

// column is a column of a bureau's sheet: its heading, the heading above where several
// share one, and what stands in it.
type column struct {
	top, head string
	value     func(*facility) any
}

func yes(b bool) any {
	if b {
		return "是"
	}
	return "否"
}

func count(n int) any {
	if n == 0 {
		return ""
	}
	return n
}

var (
	placeColumns = []column{
		{"所在位置", "村（社区）", func(f *facility) any { return f.village.name() }},
		{"所在位置", "村（社区）代码", func(f *facility) any { return f.village.code.String() }},
		{"所在位置", "详细地址", func(f *facility) any { return f.address() }},
		{"坐标", "经度", func(f *facility) any { return f.picked()[0] }},
		{"坐标", "纬度", func(f *facility) any { return f.picked()[1] }},
	}
	kindColumn   = column{"", "设施类型", func(f *facility) any { return f.kind }}
	openedColumn = column{"建设情况", "建成时间", func(f *facility) any { return f.opened() }}
	buildColumns = []column{
		{"建设情况", "建设性质", func(f *facility) any { return f.build }},
		openedColumn,
		{"建设情况", "状态", func(f *facility) any { return f.state }},
	}
	bedsColumn = column{"", "床位数（张）", func(f *facility) any { return count(f.beds) }}
	remark     = column{"", "备注", func(f *facility) any { return f.remark }}
)

// sheets are the tables of the workbook, without their first three columns.
var sheets = []struct {
	name    string
	columns []column
}{
	{sheetElder, slices.Concat([]column{kindColumn}, placeColumns, buildColumns, []column{
		bedsColumn,
		{"运营情况", "运营方式", func(f *facility) any { return f.mode }},
		{"运营情况", "运营单位", func(f *facility) any { return f.operator }},
		{"运营情况", "是否独立建设", func(f *facility) any { return yes(f.independent) }},
		{"医养结合", "是否签约", func(f *facility) any { return yes(f.contract) }},
		{"医养结合", "签约医疗机构", func(f *facility) any { return f.partner }},
		{"", "是否开展\n延伸服务", func(f *facility) any { return yes(f.extends) }},
		remark,
	})},
	{sheetCemetery, slices.Concat([]column{kindColumn}, placeColumns, buildColumns, []column{
		{"", "占地面积（亩）", func(f *facility) any { return count(f.mu) }},
		{"墓穴（个）", "规划数", func(f *facility) any { return f.graves }},
		{"墓穴（个）", "已使用", func(f *facility) any { return f.used }},
		{"", "服务范围", func(f *facility) any { return f.served }},
		remark,
	})},
	{sheetStation, slices.Concat(placeColumns, []column{
		openedColumn,
		{"", "志愿服务队伍（支）", func(f *facility) any { return f.teams }},
		{"志愿者（人）", "注册人数", func(f *facility) any { return f.registered }},
		{"志愿者（人）", "有服务记录人数", func(f *facility) any { return f.active }},
		remark,
	})},
	{sheetHealth, slices.Concat([]column{kindColumn}, placeColumns, []column{openedColumn, bedsColumn, remark})},
	{sheetOther, slices.Concat([]column{kindColumn}, placeColumns, []column{openedColumn, remark})},
}

// writeWorkbook writes facilities as a bureau sends them: a title over the table, who
// filled it in, headings of two rows, the township once for all its rows, notes below.
func writeWorkbook(path string, c *county, list []*facility) error {
	book := excelize.NewFile()
	defer book.Close()
	for i, s := range sheets {
		if i == 0 {
			book.SetSheetName("Sheet1", s.name)
		} else if _, err := book.NewSheet(s.name); err != nil {
			return err
		}
		var rows []*facility
		for _, t := range c.towns[1] {
			for _, f := range list {
				if f.sheet == s.name && f.village.town == t {
					rows = append(rows, f)
				}
			}
		}
		w := &sheetWriter{book: book, name: s.name}
		w.fill(c, s.columns, rows)
		if w.err != nil {
			return fmt.Errorf("write sheet %s: %w", s.name, w.err)
		}
	}
	if _, err := book.NewSheet("填报说明"); err != nil {
		return err
	}
	w := &sheetWriter{book: book, name: "填报说明"}
	w.set(1, 1, "本工作簿由演示程序生成，县、乡镇、村（社区）、设施和数字均为虚构。")
	w.set(1, 2, "坐标系：高德坐标（GCJ-02）")
	if w.err != nil {
		return w.err
	}
	return book.SaveAs(path)
}

// sheetWriter puts values into a sheet; the first error stays.
type sheetWriter struct {
	book *excelize.File
	name string
	err  error
}

func (w *sheetWriter) set(column, row int, value any) {
	cell, err := excelize.CoordinatesToCellName(column, row)
	if w.err == nil && err == nil {
		err = w.book.SetCellValue(w.name, cell, value)
	}
	if w.err == nil {
		w.err = err
	}
}

func (w *sheetWriter) merge(column1, row1, column2, row2 int) {
	from, _ := excelize.CoordinatesToCellName(column1, row1)
	to, _ := excelize.CoordinatesToCellName(column2, row2)
	if w.err == nil && from != to {
		w.err = w.book.MergeCell(w.name, from, to)
	}
}

func (w *sheetWriter) fill(c *county, columns []column, rows []*facility) {
	columns = append([]column{{"", "序号", nil}, {"", "所属乡镇", nil}, {"", "设施名称", func(f *facility) any { return f.name }}}, columns...)
	last := len(columns)
	w.set(1, 1, c.name+w.name+"情况统计表（2020年）")
	w.merge(1, 1, last, 1)
	w.set(1, 2, "填报单位："+c.name+"民政局        填报时间：2020年6月30日        单位：张、个、人")
	w.merge(1, 2, last, 2)
	w.headings(columns)
	first := 5
	for i, f := range rows {
		row := 5 + i
		w.set(1, row, i+1)
		for j, col := range columns[2:] {
			w.set(j+3, row, col.value(f))
		}
		if i == 0 || rows[i-1].village.town != f.village.town {
			first = row
			w.set(2, row, f.village.town.name)
		}
		if i == len(rows)-1 || rows[i+1].village.town != f.village.town {
			w.merge(2, first, 2, row)
		}
	}
	end := 5 + len(rows)
	w.set(1, end, "合计")
	w.set(3, end, len(rows))
	w.set(1, end+1, "注：1.坐标为高德地图拾取坐标；2.本表为虚构的演示数据。")
	w.set(1, end+2, "填表人：张××      审核人：李××")
}

func (w *sheetWriter) headings(columns []column) {
	for i := 0; i < len(columns); {
		end := i + 1
		for columns[i].top != "" && end < len(columns) && columns[end].top == columns[i].top {
			end++
		}
		if columns[i].top == "" {
			w.set(i+1, 3, columns[i].head)
			w.merge(i+1, 3, i+1, 4)
		} else {
			w.set(i+1, 3, columns[i].top)
			w.merge(i+1, 3, end, 3)
			for j := i; j < end; j++ {
				w.set(j+1, 4, columns[j].head)
			}
		}
		i = end
	}
}

// tableFile is a text file being written.
type tableFile struct {
	*bufio.Writer
	file *os.File
}

func newTable(path, header string) (*tableFile, error) {
	f, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	t := &tableFile{bufio.NewWriterSize(f, 1<<18), f}
	t.WriteString(header)
	return t, nil
}

func (t *tableFile) close() error {
	err := t.Flush()
	if closing := t.file.Close(); err == nil {
		err = closing
	}
	return err
}
