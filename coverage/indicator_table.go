package coverage

import (
	"bytes"
	_ "embed"
	"encoding/csv"
	"errors"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
)

// builtInTable are the indicators of a county's plan of 2020.
//
//go:embed indicators.csv
var builtInTable string

// BuiltInIndicators is the table that holds for a county that has none of its own, as a
// bureau may take it, change it and give it back.
func BuiltInIndicators() string { return builtInTable }

// columns of a table of indicators, in this order.
var indicatorColumns = []string{"code", "name_zh", "name_en", "source", "numerator", "denominator", "form", "target", "years", "gap"}

// The most that a table may hold.
const (
	mostIndicators = 500
	largestTable   = 1 << 20
)

// ParseIndicators reads a table of indicators: CSV (UTF-8, a byte order mark does no
// harm) with the header
//
//	code,name_zh,name_en,source,numerator,denominator,form,target,years,gap
//
// and a line an indicator; lines that begin with # are remarks. The error names every
// cell that cannot be; each part of it is a *TableError.
func ParseIndicators(text string) ([]Indicator, error) {
	if len(text) > largestTable {
		return nil, &TableError{1, "", "the table has more than 1 MB", "表超过 1 MB"}
	}
	r := csv.NewReader(bytes.NewReader([]byte(strings.TrimPrefix(text, "\ufeff"))))
	r.Comment, r.FieldsPerRecord, r.TrimLeadingSpace = '#', -1, true
	p := &tableParser{}
	for {
		record, err := r.Read()
		if record == nil {
			if err != nil && p.line == 0 {
				p.refuse("", "the table is empty", "表是空的")
			}
			break
		}
		p.line, _ = r.FieldPos(0)
		if err != nil {
			p.refuse("", "the line is not CSV: %v", "这一行不是正确的 CSV：%v", err)
			break
		}
		p.row(record)
	}
	return p.list, errors.Join(p.errs...)
}

type tableParser struct {
	line   int
	header bool
	list   []Indicator
	errs   []error
}

func (p *tableParser) refuse(column, en, zh string, args ...any) {
	p.errs = append(p.errs, &TableError{p.line, column, fmt.Sprintf(en, args...), fmt.Sprintf(zh, args...)})
}

var (
	indicatorCode = regexp.MustCompile(`^[A-Z][A-Z0-9_]{0,59}$`)
	targetForm    = regexp.MustCompile(`^(>=|<=|≥|≤)?\s*(\d{1,12})(?:\.(\d{1,3}))?\s*%?$`)
	yearsForm     = regexp.MustCompile(`^(\d{4})(?:-(\d{4}))?$`)
)

func (p *tableParser) row(record []string) {
	for i := range record {
		record[i] = strings.TrimSpace(record[i])
	}
	if !p.header {
		p.header = true
		if !slices.Equal(record, indicatorColumns) {
			p.refuse("", "the header is to be %s", "表头须为 %s", strings.Join(indicatorColumns, ","))
		}
		return
	}
	if len(record) != len(indicatorColumns) {
		p.refuse("", "%d cells: there are %d columns", "有 %d 格：应为 %d 列", len(record), len(indicatorColumns))
		return
	}
	in := Indicator{Code: record[0], Zh: record[1], En: record[2], Source: record[3]}
	p.names(&in)
	if in.Numerator = p.sum("numerator", record[4]); record[4] == "" {
		p.refuse("numerator", "nothing is counted: write such as count(kind=VOL_STATION)", "没有分子：请写如 count(kind=VOL_STATION)")
	}
	if record[5] != "" {
		in.Denominator = p.sum("denominator", record[5])
	}
	in.Form = p.form(record[6], record[5] != "")
	in.Target = p.target(record[7], record[8])
	in.HasGap = p.yes("gap", record[9])
	p.list = append(p.list, in)
}

func (p *tableParser) names(in *Indicator) {
	if !indicatorCode.MatchString(in.Code) {
		p.refuse("code", "%q is no code: write capitals, digits and _, such as URBAN_COVERAGE", "%q 不是代码：请用大写字母、数字和下划线，如 URBAN_COVERAGE", in.Code)
	}
	if slices.ContainsFunc(p.list, func(o Indicator) bool { return o.Code == in.Code }) {
		p.refuse("code", "%s stands twice", "%s 出现两次", in.Code)
	}
	if in.Zh == "" {
		p.refuse("name_zh", "the indicator has no name", "缺少名称")
	}
	if in.En == "" {
		in.En = in.Zh
	}
	if len(p.list) == mostIndicators {
		p.refuse("", "there are more than %d indicators", "超过 %d 项指标", mostIndicators)
	}
}

func (p *tableParser) form(text string, divided bool) Form {
	forms := map[string]Form{"count": FormCount, "percent": FormPercent, "mean": FormMean}
	f, known := forms[text]
	switch {
	case text == "" && divided:
		return FormPercent
	case text == "":
		return FormCount
	case !known:
		p.refuse("form", "%q is no form: write count, percent or mean", "没有形式 %q：可用 count、percent 或 mean", text)
	case divided != (f != FormCount):
		p.refuse("form", "%q does not go with what is counted: a share or a mean has a denominator, a count has none", "%q 与分母不符：percent、mean 须有分母，count 没有分母", text)
	}
	return f
}

func (p *tableParser) target(text, years string) (t Target) {
	if m := yearsForm.FindStringSubmatch(years); m != nil {
		t.From, _ = strconv.Atoi(m[1])
		t.To = t.From
		if m[2] != "" {
			t.To, _ = strconv.Atoi(m[2])
		}
	}
	if years != "" && (t.From == 0 || t.To < t.From) {
		p.refuse("years", "%q are no years: write 2020 or 2020-2025", "%q 不是年份：请写 2020 或 2020-2025", years)
	}
	if text == "" {
		return Target{}
	}
	m := targetForm.FindStringSubmatch(text)
	if m == nil {
		p.refuse("target", "%q is no target: write a number with up to three decimals, with <= before it where less is wanted", "%q 不是目标值：请写数字（至多三位小数），越少越好的前面写 <=", text)
		return t
	}
	whole, err := strconv.ParseInt(m[2], 10, 64)
	part, _ := strconv.ParseInt((m[3] + "000")[:3], 10, 64)
	if err != nil || whole > math.MaxInt64/1_000_000_000 {
		p.refuse("target", "%q is too large", "%q 过大", text)
	}
	t.Thousandths, t.AtMost, t.Set = whole*1000+part, m[1] == "<=" || m[1] == "≤", true
	return t
}

func (p *tableParser) yes(column, text string) bool {
	switch strings.ToLower(text) {
	case "yes", "是":
		return true
	case "", "no", "否":
		return false
	}
	p.refuse(column, "%q is neither yes nor no", "%q 既不是 yes 也不是 no", text)
	return false
}

// IndicatorTableOn is the table in force on a day, of those that a county has kept, and
// the day it began on; the built-in one where none is.
func IndicatorTableOn(kept []edition.IndicatorSet, at civil.Day) (table string, from civil.Day) {
	table, best := builtInTable, -1
	for i, set := range kept {
		if !at.IsZero() && at.Before(set.From) || best >= 0 && set.From.Before(kept[best].From) {
			continue
		}
		best, from, table = i, set.From, set.Table
	}
	if table == "" {
		table = builtInTable
	}
	return table, from
}
