package importer

import (
	"archive/zip"
	"io"
	"regexp"
	"strings"

	"github.com/xuri/excelize/v2"
)

// The bounds of what a sheet only claims: excelize makes every cell to the left of one that
// is given, and lays merged cells over one another.
const (
	maxPadding = 1_000_000 // cells that are not given
	maxMerges  = 20_000
	maxMerged  = 2_000_000 // cells within merged ones
)

var claimed = regexp.MustCompile(`<(?:\w+:)?(row|c|mergeCell)\s(?:[^>]*?\s)?(?:r|ref)\s*=\s*["']([^"']*)["']`)

// checkExtents refuses a workbook whose sheets claim far more cells than they have.
func checkExtents(archive *zip.Reader) error {
	for _, f := range archive.File {
		if !strings.HasPrefix(strings.ToLower(f.Name), "xl/worksheets/") {
			continue
		}
		in, err := f.Open()
		if err != nil {
			continue // excelize says what is wrong
		}
		text, _ := io.ReadAll(io.LimitReader(in, maxWorkbook))
		in.Close()
		if claimsTooMuch(text) {
			return errLargeWorkbook
		}
	}
	return nil
}

func claimsTooMuch(sheet []byte) bool {
	padding, merges, merged, column, cells := 0, 0, 0, 0, 0
	for at := 0; ; {
		m := claimed.FindSubmatchIndex(sheet[at:])
		if m == nil {
			return padding+column-cells > maxPadding
		}
		kind, ref := string(sheet[at+m[2]:at+m[3]]), string(sheet[at+m[4]:at+m[5]])
		at += m[1]
		switch kind {
		case "row":
			padding, column, cells = padding+max(0, column-cells), 0, 0
		case "c":
			cells++
			if x, _, err := excelize.CellNameToCoordinates(ref); err == nil {
				column = max(column, x)
			}
		case "mergeCell":
			merges++
			from, to, _ := strings.Cut(ref, ":")
			x1, y1, err1 := excelize.CellNameToCoordinates(from)
			x2, y2, err2 := excelize.CellNameToCoordinates(to)
			if err1 == nil && err2 == nil {
				merged += (max(x1, x2) - min(x1, x2) + 1) * (max(y1, y2) - min(y1, y2) + 1)
			}
		}
		if padding > maxPadding || merges > maxMerges || merged > maxMerged {
			return true
		}
	}
}
