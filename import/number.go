package importer

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// figure is a number read from a cell, and what had to be done to read it.
type figure struct {
	value       float64
	text        string // the number alone, as a machine writes it
	given       bool   // false: the cell is blank, or says that there is none
	fullwidth   bool
	unit        bool // a unit stood beside it
	approximate bool
}

var (
	numberForm = regexp.MustCompile(`^(约|大约|近|超过|超|逾|≈|~)?([+-]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?|\.[0-9]+)(万)?(余|多|左右|\+)?((?:万|k)?m[23]|[^0-9.,+\-]*?)(余|多|左右|以上)?$`)
	noFigure   = regexp.MustCompile(`^(-+|—+|－+|/|\\|无|暂无|不详|未统计)$`)
)

// parseFigure reads a number as people type it: 10张, 约48, ８, 1,200, 1.2万. ok is
// false where no number can be made out.
func parseFigure(cell string) (f figure, ok bool) {
	cell = strings.TrimSpace(cell)
	if n, err := strconv.ParseUint(cell, 10, 32); err == nil {
		return figure{value: float64(n), text: strconv.FormatUint(n, 10), given: true}, true
	}
	plain := strings.Join(strings.Fields(norm.NFKC.String(cell)), "")
	if plain == "" || noFigure.MatchString(plain) {
		return figure{}, true
	}
	f.given = true
	f.fullwidth = hasFullwidth(cell)
	m := numberForm.FindStringSubmatch(plain)
	if m == nil {
		v, err := strconv.ParseFloat(plain, 64)
		if err != nil || math.IsInf(v, 0) || math.IsNaN(v) || strings.ContainsAny(plain, "xX_pP") {
			return figure{}, false
		}
		f.value, f.text = v, strconv.FormatFloat(v, 'f', -1, 64)
		return f, true
	}
	f.approximate = m[1] != "" || m[4] != "" || m[6] != ""
	f.unit = m[5] != "" || m[3] != ""
	v, err := strconv.ParseFloat(strings.ReplaceAll(m[2], ",", ""), 64)
	if err != nil {
		return figure{}, false
	}
	if m[3] != "" {
		v = math.Round(v*1e4*1e6) / 1e6
	}
	f.value, f.text = v, strconv.FormatFloat(v, 'f', -1, 64)
	return f, true
}

// hasFullwidth reports whether digits stand in full width: ８.
func hasFullwidth(s string) bool {
	return strings.ContainsFunc(s, func(r rune) bool { return r >= '０' && r <= '９' })
}

// integer is a figure's whole number; ok is false for what is none, or negative.
func (f figure) integer() (n int, ok bool) {
	if f.value < 0 || f.value > 1e9 || f.value != math.Trunc(f.value) {
		return 0, false
	}
	return int(f.value), true
}
