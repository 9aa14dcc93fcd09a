package web

import (
	"errors"
	"fmt"
	"net/http"

	"github.com/xiantu/xiantu/cql2"
)

// The languages that filters can be written in.
const (
	filterText = "cql2-text"
	filterJSON = "cql2-json"
)

// parseFilter reads filter, filter-lang and filter-crs, and every parameter that is
// named like a column.
func parseFilter(c *ogcCall, columns []ogcColumn) (*cql2.Filter, error) {
	_, latFirst, err := parseCRS("query.filter-crs", c.query.Get("filter-crs"))
	if err != nil {
		return nil, err
	}
	parser := cql2.Parser{Columns: queryable(columns), LatFirst: latFirst}
	var filters []*cql2.Filter
	for _, column := range columns {
		if !c.query.Has(column.name) {
			continue
		}
		one, err := parser.Equal(column.name, c.query.Get(column.name))
		if err != nil {
			return nil, badFilter("query."+column.name, err)
		}
		filters = append(filters, one)
	}
	read := parser.Parse
	switch lang := c.query.Get("filter-lang"); lang {
	case "", filterText:
	case filterJSON:
		read = parser.ParseJSON
	default:
		return nil, badParameter("query.filter-lang", "filter-lang “"+lang+"”应为 cql2-text 或 cql2-json", fmt.Sprintf("filter-lang %q should be cql2-text or cql2-json", lang))
	}
	if text := c.query.Get("filter"); text != "" {
		one, err := read(text)
		if err != nil {
			return nil, badFilter("query.filter", err)
		}
		filters = append(filters, one)
	}
	return cql2.All(filters...), nil
}

// badFilter says in both languages what is wrong with a filter, and where.
func badFilter(at string, err error) error {
	var wrong *cql2.Error
	if !errors.As(err, &wrong) {
		return err
	}
	return &refusal{status: http.StatusBadRequest, at: at, said: sentence{chineseFilter(wrong), wrong.Error()}}
}

var chineseTypes = map[string]string{"text": "文本", "number": "数", "boolean": "TRUE 或 FALSE", "date": "日期", "geometry": "图形"}

func chineseFilter(e *cql2.Error) string {
	where := "筛选条件"
	if e.At > 0 {
		where += fmt.Sprintf("第 %d 个字符", e.At)
	}
	if e.Column != "" {
		where += "（属性 " + e.Column + "）"
	}
	switch e.Fault {
	case cql2.UnknownColumn:
		return fmt.Sprintf("%s：没有属性“%s”；可用的有 %s", where, e.Found, e.Expected)
	case cql2.WrongType:
		return fmt.Sprintf("%s：应为%s，而不是%s", where, chineseTypes[e.Expected], chineseTypes[e.Found])
	case cql2.BadValue:
		return fmt.Sprintf("%s：%s 不符合要求：%s", where, e.Found, e.Expected)
	case cql2.NotOffered:
		return fmt.Sprintf("%s：这里不提供 %s", where, e.Found)
	case cql2.TooLong:
		return fmt.Sprintf("%s长于 %s 字节", where, e.Expected)
	case cql2.TooDeep:
		return fmt.Sprintf("%s：嵌套深于 %s 层", where, e.Expected)
	}
	return fmt.Sprintf("%s：应为 %s，现为 %s", where, e.Expected, e.Found)
}
