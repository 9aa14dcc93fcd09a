package importer

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/coverage"
	"github.com/xiantu/xiantu/edition"
)

// statisticColumns are the headers of a table of typed figures that name no figure.
var statisticColumns = map[string]string{
	"code": "unit", "unit": "unit", "代码": "unit", "区划代码": "unit", "行政区划代码": "unit", "单位代码": "unit",
	"name": "name", "名称": "name", "单位": "name", "单位名称": "name", "乡镇": "name", "乡镇(街道)": "name", "镇乡": "name", "乡镇名称": "name", "村(社区)": "village", "村": "village",
	"facility": "facility", "设施": "facility", "设施名称": "facility", "机构名称": "facility",
	"day": "day", "日期": "day", "截至日期": "day", "year": "year", "年度": "year", "年份": "year",
	"key": "key", "指标": "key", "value": "value", "数值": "value", "note": "note", "备注": "note", "序号": "ignored", "no": "ignored",
}

// statisticKeys are the keys of figures by what bureaus call them.
var statisticKeys = map[string]string{
	"死亡人数": "deaths", "死亡": "deaths", "火化人数": "cremated", "火化数": "cremated", "火化": "cremated", "火化遗体数": "cremated",
	"集中供养人数": "support_central", "集中供养": "support_central", "特困人员数": "support_entitled", "供养对象数": "support_entitled", "应供养人数": "support_entitled",
	"项目计划数": "projects_planned", "计划项目数": "projects_planned", "项目完成数": "projects_done", "完成项目数": "projects_done",
}

var statisticTotal = regexp.MustCompile(`^(合计|小计|总计|共计|填表人.*|注[:：].*)$`)

// ReadStatistics reads a table of typed figures, CSV or XLSX: a column of units by code
// or name, or of facilities by name, and a column a figure, by its key (deaths) or name
// (死亡人数); or a column of keys and one of values. Units are those of ed, which is the
// county on the day; day holds where the table has no column of days or years. The error
// names every cell that cannot be; nothing is taken then.
func ReadStatistics(f File, ed *edition.Edition, day civil.Day) ([]edition.Statistic, error) {
	o, err := open(f)
	if err != nil {
		return nil, err
	}
	defer o.close()
	format, err := o.format()
	if err != nil {
		return nil, err
	}
	var tables []*table
	switch format {
	case "CSV":
		content := make([]byte, o.size)
		if _, err := o.ReadAt(content, 0); err != nil {
			return nil, err
		}
		t, err := readCSV(f.Name, content, "")
		if err != nil {
			return nil, err
		}
		tables = append(tables, t)
	case "XLSX":
		if tables, err = readXLSX(f.Name, o, o.size); err != nil {
			return nil, err
		}
	default:
		return nil, said("typed figures come as a table, .csv or .xlsx", "填报数须为 .csv 或 .xlsx 表格")
	}
	s := &statisticSheet{ed: ed, day: day}
	for _, t := range tables {
		if err := s.take(t); err != nil {
			return nil, err
		}
	}
	if !s.found {
		s.refuse(0, "no header with a column of units (代码, 名称, 乡镇 or code) and one of figures (deaths, 死亡人数, ...) was found", "没有找到表头：须有单位列（代码、名称或乡镇）和数字列（如 死亡人数、deaths）")
	}
	return s.list, errors.Join(s.errs...)
}

// statisticSheet is a table of typed figures being read.
type statisticSheet struct {
	ed    *edition.Edition
	day   civil.Day
	found bool
	list  []edition.Statistic
	errs  []error
}

func (s *statisticSheet) refuse(row int, en, zh string, args ...any) {
	where := [2]string{}
	if row > 0 {
		where = [2]string{fmt.Sprintf("row %d: ", row), fmt.Sprintf("第 %d 行：", row)}
	}
	s.errs = append(s.errs, said(where[0]+fmt.Sprintf(en, args...), where[1]+fmt.Sprintf(zh, args...)))
}

// take reads a sheet: what stands above its header is left out.
func (s *statisticSheet) take(t *table) error {
	var columns map[int]string
	for l, err := range t.lines {
		if err != nil {
			return err
		}
		if columns == nil {
			columns = statisticHeader(l)
			s.found = s.found || columns != nil
			continue
		}
		if strings.TrimSpace(strings.Join(l.cells, "")) != "" {
			s.row(l, columns)
		}
	}
	return nil
}

// statisticHeader tells what the columns are; nil where the line is no header.
func statisticHeader(l line) map[int]string {
	columns, subject, figure := map[int]string{}, false, false
	for i, cell := range l.cells {
		plain := plainHeader(cell)
		field, known := statisticColumns[plain]
		if !known {
			field, known = statisticKeys[anyBracket.ReplaceAllString(plain, "")]
			if !known && coverage.IsStatisticKey(plain) {
				field, known = plain, true
			}
			if known {
				figure, field = true, "="+field
			}
		}
		if known {
			columns[i] = field
		}
		subject = subject || field == "unit" || field == "name" || field == "village" || field == "facility"
		figure = figure || field == "value"
	}
	if !subject || !figure {
		return nil
	}
	return columns
}

// row takes the figures of a row.
func (s *statisticSheet) row(l line, columns map[int]string) {
	texts := map[string]string{}
	for i, field := range columns {
		if !strings.HasPrefix(field, "=") {
			texts[field] = strings.TrimSpace(l.cell(i))
		}
	}
	if statisticTotal.MatchString(plainName(texts["name"]+texts["unit"]+texts["facility"]+texts["ignored"])) || statisticTotal.MatchString(plainName(texts["name"])) {
		return
	}
	one := edition.Statistic{Note: texts["note"]}
	if why, flawed := wordsFlaw(one.Note, mostRemark); flawed {
		s.refuse(l.number, "the note: %s", "备注：%s", why.En)
		return
	}
	ok := s.subject(l.number, texts, &one) && s.dayOf(l.number, texts, &one)
	put := func(key, cell string) {
		f, fine := parseFigure(cell)
		n, whole := f.integer()
		switch {
		case !fine || f.given && !whole:
			s.refuse(l.number, "%s: %q is not a whole number", "%s：“%s”不是整数", key, cell)
		case f.given && ok:
			one.Key, one.Value = key, int64(n)
			s.list = append(s.list, one)
		}
	}
	for i, cell := range l.cells {
		if key, is := strings.CutPrefix(columns[i], "="); is {
			put(key, cell)
		}
	}
	if cell, long := texts["value"]; long {
		key := statisticKeys[plainHeader(texts["key"])]
		if key == "" {
			key = texts["key"]
		}
		if !coverage.IsStatisticKey(key) {
			s.refuse(l.number, "%q is no key of a figure: write such as deaths", "“%s”不是指标键：请写如 deaths 或 死亡人数", texts["key"])
			return
		}
		put(key, cell)
	}
}

// subject finds the unit or facility of a row.
func (s *statisticSheet) subject(row int, texts map[string]string, one *edition.Statistic) bool {
	if name := plainName(texts["facility"]); name != "" {
		for i := range s.ed.Facilities.List {
			if f := &s.ed.Facilities.List[i]; plainName(f.Name) == name {
				one.Facility = f.ID
				return true
			}
		}
		s.refuse(row, "there is no facility %s", "没有设施“%s”", name)
		return false
	}
	if text := plainName(texts["unit"]); text != "" {
		if c := parseCode(text, textCell); c.bad == "" && s.ed.ByCode(c.code) != nil {
			one.Unit = c.code
			return true
		}
		s.refuse(row, "no unit bears the code %s on %s", "没有单位使用代码 %s（%s）", text, s.ed.Key.At)
		return false
	}
	name := plainName(texts["name"]) + plainName(texts["village"])
	if name == "全县" || name == s.ed.County.Name {
		one.Unit = s.ed.Key.County
		return true
	}
	found := map[adcode.Code]bool{}
	for i := range s.ed.Units {
		u := &s.ed.Units[i]
		above := ""
		if u.Above >= 0 {
			above = s.ed.Units[u.Above].Name
		}
		if u.Name == name || above+u.Name == name || s.ed.County.Name+u.Name == name || u.Full == name {
			found[u.Code], one.Unit = true, u.Code
		}
	}
	if len(found) != 1 {
		s.refuse(row, "%q names %d units: write its code, or township and village", "“%s”对应 %d 个单位：请写代码，或写全乡镇和村名", name, len(found))
	}
	return len(found) == 1
}

// dayOf finds the day as of which a row holds.
func (s *statisticSheet) dayOf(row int, texts map[string]string, one *edition.Statistic) bool {
	one.Day = s.day
	if text := texts["year"]; text != "" {
		year, err := strconv.Atoi(strings.TrimSuffix(plainName(text), "年"))
		if err != nil || year < 1900 || year > 2200 {
			s.refuse(row, "%q is not a year", "“%s”不是年份", text)
			return false
		}
		one.Day = civil.Date(year, 12, 31)
	}
	if text := texts["day"]; text != "" {
		m, ok := parseMoment(text, textCell)
		if !ok {
			s.refuse(row, "%q is not a day", "“%s”不是日期", text)
			return false
		}
		one.Day = m.day
	}
	if one.Day.IsZero() {
		s.refuse(row, "no day: give a column 日期 or 年度, or say the day with the file", "没有日期：请加“日期”或“年度”列，或随文件指定")
	}
	return !one.Day.IsZero()
}
