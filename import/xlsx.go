package importer

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The bounds of a workbook. A bureau's list of a whole province is a tenth of them.
const (
	maxWorkbook     = 64 << 20 // packed, and unpacked in all
	maxWorksheetXML = 16 << 20 // a sheet larger than that is read from a temporary file
)

// readXLSX makes tables of a workbook's visible sheets. size is the length of the packed
// file.
func readXLSX(name string, in io.ReaderAt, size int64) ([]*table, error) {
	if err := checkWorkbook(in, size); err != nil {
		return nil, err
	}
	content := make([]byte, size)
	if _, err := in.ReadAt(content, 0); err != nil && err != io.EOF {
		return nil, err
	}
	book, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{UnzipSizeLimit: maxWorkbook, UnzipXMLSizeLimit: maxWorksheetXML, RawCellValue: true})
	if err != nil {
		return nil, said("the workbook cannot be read ("+err.Error()+"): open it in a spreadsheet program and save it again as .xlsx", "工作簿无法读取（"+err.Error()+"）：请用表格软件打开后另存为 .xlsx")
	}
	defer book.Close()
	var tables []*table
	room := maxWorkbook
	for _, sheet := range book.GetSheetList() {
		if visible, err := book.GetSheetVisible(sheet); err == nil && !visible {
			continue
		}
		t, err := readSheet(book, name, sheet, &room)
		if errors.Is(err, errLargeWorkbook) {
			return nil, err
		}
		if err != nil {
			return nil, said(fmt.Sprintf("sheet %s cannot be read: %v", sheet, err), fmt.Sprintf("工作表 %s 无法读取：%v", sheet, err))
		}
		tables = append(tables, t)
	}
	shareNotes(tables)
	return tables, nil
}

var errLargeWorkbook = said(fmt.Sprintf("the workbook is larger than %d MB unpacked, more than any list needs: remove pictures and empty rows, or send CSV", maxWorkbook>>20), fmt.Sprintf("工作簿解压后超过 %d MB：请删除图片和空行，或改用 CSV", maxWorkbook>>20))

// checkWorkbook refuses what would unpack to too much, by the archive's own directory:
// nothing is unpacked for it. An archive that lies there is stopped while unpacking.
func checkWorkbook(in io.ReaderAt, size int64) error {
	if size > maxWorkbook {
		return errLargeWorkbook
	}
	archive, err := zip.NewReader(in, size)
	if err != nil {
		return said("the workbook is damaged, or no .xlsx: open it in a spreadsheet program and save it as .xlsx", "工作簿已损坏，或不是 .xlsx：请用表格软件打开后另存为 .xlsx")
	}
	var total uint64
	for _, f := range archive.File {
		total += f.UncompressedSize64
		if f.UncompressedSize64 > maxWorkbook || total > maxWorkbook {
			return errLargeWorkbook
		}
	}
	return checkExtents(archive)
}

// memoryOf is how many bytes a row's cells take: many may share one long text, and one far
// to the right has empty ones before it.
func memoryOf(cells []string) int {
	n := 16 * len(cells)
	for _, c := range cells {
		n += len(c)
	}
	return n
}

// readSheet reads a sheet, as long as there is room left for its cells, in bytes.
func readSheet(book *excelize.File, name, sheet string, room *int) (*table, error) {
	t := &table{file: name, sheet: sheet, format: "XLSX"}
	merged, err := book.GetMergeCells(sheet, true)
	if err != nil {
		return nil, err
	}
	for _, m := range merged {
		left, top, err1 := excelize.CellNameToCoordinates(m.GetStartAxis())
		right, bottom, err2 := excelize.CellNameToCoordinates(m.GetEndAxis())
		if err1 == nil && err2 == nil {
			t.merges = append(t.merges, merge{top - 1, left - 1, bottom - 1, right - 1})
		}
	}
	rows, err := book.Rows(sheet)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	dates := dateStyles(book)
	var lines []line
	for number := 1; rows.Next(); number++ {
		if rows.GetRowOpts().Hidden {
			t.hidden++
			continue
		}
		cells, err := rows.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, err
		}
		if *room -= memoryOf(cells); *room < 0 {
			return nil, errLargeWorkbook
		}
		if filledCells(line{cells: cells}) == 0 {
			t.hidden++
			continue
		}
		lines = append(lines, line{number, cells, cellKinds(book, sheet, number, cells, dates)})
	}
	t.lines = func(yield func(line, error) bool) {
		for _, l := range lines {
			if !yield(l, nil) {
				return
			}
		}
	}
	return t, rows.Error()
}

// cellKinds looks up how the cells of a row are stored that look like numbers.
func cellKinds(book *excelize.File, sheet string, number int, cells []string, dates func(style int) bool) func(int) cellKind {
	kinds := make([]cellKind, len(cells))
	for i, c := range cells {
		if c == "" || c[0] != '-' && (c[0] < '0' || c[0] > '9') {
			continue
		}
		axis, err := excelize.CoordinatesToCellName(i+1, number)
		if err != nil {
			continue
		}
		if t, err := book.GetCellType(sheet, axis); err != nil || t != excelize.CellTypeNumber && t != excelize.CellTypeUnset && t != excelize.CellTypeFormula {
			continue
		}
		kinds[i] = numberCell
		if style, err := book.GetCellStyle(sheet, axis); err == nil && dates(style) {
			kinds[i] = dateCell
		}
	}
	return func(i int) cellKind {
		if i >= len(kinds) {
			return textCell
		}
		return kinds[i]
	}
}

var (
	quotedFormat = regexp.MustCompile(`"[^"]*"|\\.|\[[^\]]*\]`)
	dateLetters  = regexp.MustCompile(`[yYdD年月日]|[mM]{3,}`)
)

// dateStyles tells which cell styles show a number as a date.
func dateStyles(book *excelize.File) func(style int) bool {
	known := map[int]bool{}
	return func(style int) bool {
		if is, ok := known[style]; ok {
			return is
		}
		is := false
		if s, err := book.GetStyle(style); err == nil && s != nil {
			n := s.NumFmt
			is = n >= 14 && n <= 17 || n == 22 || n >= 27 && n <= 36 || n >= 50 && n <= 58
			if s.CustomNumFmt != nil {
				f := quotedFormat.ReplaceAllStringFunc(*s.CustomNumFmt, func(q string) string {
					if strings.ContainsAny(q, "年月日") {
						return "年"
					}
					return ""
				})
				is = is || dateLetters.MatchString(f)
			}
		}
		known[style] = is
		return is
	}
}

// shareNotes gives every table what the sheets without tables say: 坐标系：高德坐标.
func shareNotes(tables []*table) {
	var notes []string
	for _, t := range tables {
		var text []string
		widest := 0
		for l := range t.lines {
			widest = max(widest, filledCells(l))
			text = append(text, l.cells...)
			if len(text) > 200 {
				break
			}
		}
		if widest <= 2 {
			notes = append(notes, text...)
		}
	}
	notes = slices.DeleteFunc(notes, func(s string) bool { return strings.TrimSpace(s) == "" })
	for _, t := range tables {
		t.says = strings.Join(notes, "\n")
	}
}
