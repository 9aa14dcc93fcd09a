package main

import (
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"github.com/rivo/uniseg"
)

// table writes rows in columns that line up on a terminal, where a Chinese character
// is two cells wide. The first row is the heading; columns whose cells below it
// are all numbers are set flush right.
func table(w io.Writer, rows [][]string) {
	if len(rows) == 0 {
		return
	}
	widths, numeric := make([]int, len(rows[0])), make([]bool, len(rows[0]))
	for c := range rows[0] {
		numeric[c] = len(rows) > 1
		for r, row := range rows {
			widths[c] = max(widths[c], uniseg.StringWidth(row[c]))
			if r > 0 && strings.Trim(row[c], "0123456789.,%- ") != "" {
				numeric[c] = false
			}
		}
	}
	for _, row := range rows {
		var line strings.Builder
		for c, cell := range row {
			pad := strings.Repeat(" ", widths[c]-uniseg.StringWidth(cell))
			if numeric[c] {
				line.WriteString(pad + cell + "  ")
			} else {
				line.WriteString(cell + pad + "  ")
			}
		}
		fmt.Fprintln(w, strings.TrimRight(line.String(), " "))
	}
}

func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetIndent("", "  ")
	e.SetEscapeHTML(false)
	return e.Encode(value)
}
