package web

import (
	"math"

	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/facilities"
)

// head writes a table's header in a language.
func head(t tongue, columns ...sentence) []string {
	header := make([]string, len(columns))
	for i, c := range columns {
		header[i] = c.in(t)
	}
	return header
}

const squareMetresOfMu = 10000.0 / 15 // 亩

func gapTable(ed *edition.Edition, gaps []coverage.Gap, t tongue) table {
	out := table{name: sentence{"覆盖空白", "gaps"}.in(t), header: head(t, sentence{"代码", "code"}, sentence{"名称", "name"}, sentence{"空白面积（平方千米）", "area km2"})}
	for _, age := range ed.People.Ages {
		out.header = append(out.header, sentence{"未覆盖人口 " + age, "people not covered " + age}.in(t))
	}
	for _, gap := range gaps {
		row := []any{"", sentence{"不在任何单位内", "in no unit"}.in(t), decimals(float64(gap.Area)/1e6, 6)}
		if gap.Unit >= 0 {
			row[0], row[1] = ed.Units[gap.Unit].Code.String(), ed.Units[gap.Unit].Name
		}
		for _, age := range ed.People.Ages {
			row = append(row, gap.People[age])
		}
		out.rows = append(out.rows, row)
	}
	return out
}

func kindName(code string, t tongue) string {
	k, ok := facilities.KindByCode(code)
	if !ok {
		return code
	}
	return sentence{k.Zh, k.En}.in(t)
}

func yesNo(yes bool, t tongue) string {
	if yes {
		return sentence{"是", "yes"}.in(t)
	}
	return sentence{"否", "no"}.in(t)
}

func orNothing(s *string) any {
	if s == nil {
		return nil
	}
	return *s
}

func number(n *int) any {
	if n == nil {
		return nil
	}
	return int64(*n)
}

func decimals(x float64, n int) float64 {
	scale := math.Pow10(n)
	return math.Round(x*scale) / scale
}
