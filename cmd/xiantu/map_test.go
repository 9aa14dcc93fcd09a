package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sheet prints a sheet as SVG, in which texts stand as they are printed.
func (c *county) sheet(args ...string) string {
	c.t.Helper()
	path := filepath.Join(c.t.TempDir(), "sheet.svg")
	c.run(0, append([]string{"map", "--out", path, "--paper", "A3"}, args...)...)
	return string(readFile(c.t, path))
}

// pages prints a PDF and counts its pages.
func (c *county) pages(args ...string) int {
	c.t.Helper()
	path := filepath.Join(c.t.TempDir(), "sheet.pdf")
	c.run(0, append([]string{"map", "--out", path, "--paper", "A4"}, args...)...)
	content := readFile(c.t, path)
	if !bytes.HasPrefix(content, []byte("%PDF-")) {
		c.t.Errorf("xiantu map %s: no PDF", strings.Join(args, " "))
	}
	return bytes.Count(content, []byte("/Type/Page/"))
}

func readFile(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// TestMap prints every kind of sheet of the demo, with every flag.
func TestMap(t *testing.T) {
	t.Parallel()
	c := newCounty(t)
	c.run(0, "demo", "--load")
	t.Run("flags", func(t *testing.T) { expectSheets(t, c.within(t)) })
	t.Run("figures", func(t *testing.T) { expectFigures(t, c.within(t)) })
	t.Run("books", func(t *testing.T) { expectBooks(t, c.within(t)) })
	t.Run("template", func(t *testing.T) { expectTemplate(t, c.within(t)) })
	t.Run("refused", func(t *testing.T) { expectRefused(t, c.within(t)) })
	t.Run("names", func(t *testing.T) { expectNamesTold(t, c.within(t)) })
}

// expectNamesTold prints villages on small paper: it is told how many of their names stand
// on the map.
func expectNamesTold(t *testing.T, c *county) {
	path := filepath.Join(t.TempDir(), "x.svg")
	said := c.run(0, "map", "--out", path, "--kind", "villages", "--paper", "110x110")
	var placed, all, numbered int
	if _, err := fmt.Sscanf(said, "note: %d of %d names stand on the map, %d by a number", &placed, &all, &numbered); err != nil || placed+numbered != all || numbered == 0 {
		t.Errorf("%v: it is said: %s", err, said)
	}
	if said := c.run(0, "map", "--out", path, "--paper", "A1"); said != "" {
		t.Errorf("of a sheet with all its names it is said: %s", said)
	}
}

// expectSheets tries what each flag brings onto the sheet, and takes from it.
func expectSheets(t *testing.T, c *county) {
	for name, x := range map[string]struct {
		args       []string
		has, lacks string
	}{
		"by township":     {nil, ">和河镇<", "龙台社区"},
		"by village":      {[]string{"--kind", "villages"}, "龙台社区", ">人口密度"},
		"a township":      {[]string{"--unit", "和河镇"}, "和河镇行政区划图", "龙台社区"},
		"an earlier day":  {[]string{"--at", "2019-12-01"}, "资料截至2019年12月1日", "鹤桥街道"},
		"compared":        {[]string{"--compare", "2019-10-31"}, "对照图", "密度"},
		"its villages":    {[]string{"--compare", "2019-10-31", "--kind", "villages", "--page", "2"}, "村", "密度"},
		"gaps":            {[]string{"--kind", "gaps", "--facilities", "ALL_ELDER", "--radius", "2000", "--people", "60+"}, "未覆盖的60岁及以上人口", "服务覆盖图"},
		"density":         {[]string{"--kind", "density", "--by", "village", "--age", "60+"}, "60岁及以上人口密度", "覆盖"},
		"stations":        {[]string{"--kind", "volunteers"}, "志愿服务站", "覆盖率"},
		"facilities":      {[]string{"--facilities", "ALL_ELDER"}, ">敬老院<", "茶洞镇敬老院"},
		"their names":     {[]string{"--facilities", "ALL_ELDER", "--facility-names"}, "茶洞镇敬老院", "密度"},
		"without roads":   {[]string{"--without", "roads,railways"}, "河流", "主要公路"},
		"in English":      {[]string{"--lang", "en"}, "As of 2020-06-30", "资料截至"},
		"a title":         {[]string{"--title", "送审用图", "--compiler", "榆萍县民政局", "--mark", "送审稿"}, "榆萍县民政局", "内部用图"},
		"a review number": {[]string{"--public", "--review-number", "川S〔2020〕1号", "--attribution", "演示数据"}, "川S〔2020〕1号", "内部用图"},
		"a scale":         {[]string{"--scale", "150000"}, "1:150 000", "1:100 000"},
		"a border":        {[]string{"--kind", "border", "--between", "519925001,和河镇", "--tolerance", "100"}, "鹤桥街道与和河镇行政区域界线协议书附图", "密度"},
	} {
		t.Run(name, func(t *testing.T) {
			sheet := c.within(t).sheet(x.args...)
			if !strings.Contains(sheet, x.has) || strings.Contains(sheet, x.lacks) {
				t.Errorf("it should have %q and not %q", x.has, x.lacks)
			}
		})
	}
	plain := c.sheet()
	for _, args := range [][]string{{"--palette", "safe"}, {"--palette", "grey"}, {"--graticule"}} {
		if c.sheet(args...) == plain {
			t.Errorf("%v changes nothing", args)
		}
	}
}

// expectFigures compares what thematic sheets say of each township with the answers that
// the other commands give.
func expectFigures(t *testing.T, c *county) {
	said := func(sheet string, texts ...string) {
		t.Helper()
		for _, text := range texts {
			if !strings.Contains(sheet, ">"+text+"<") {
				t.Errorf("the sheet does not say %s", text)
			}
		}
	}
	question := []string{"--radius", "1000", "--at", "2020-06-30", "--people", "60+"}
	var answer coverageAnswer
	c.json(&answer, append([]string{"coverage", "--kind", "ALL_ELDER", "--by", "township"}, question...)...)
	sheet := c.sheet(append([]string{"--kind", "coverage", "--facilities", "ALL_ELDER"}, question...)...)
	for _, line := range answer.By {
		p := line.People["60+"]
		said(sheet, fmt.Sprintf("%.1f%%", 100*float64(p.Covered)/float64(p.Of)), fmt.Sprintf("%d/%d", p.Covered, p.Of))
	}
	said(sheet, fmt.Sprintf("未覆盖：%d人", answer.Total.People["60+"].Of-answer.Total.People["60+"].Covered))

	var indicators []struct {
		Code                   string
		Numerator, Denominator int64
		Units                  []struct {
			Code                   string
			Numerator, Denominator int64
		}
	}
	c.json(&indicators, "indicators", "--at", "2020-12-31")
	compared := 0
	for _, i := range indicators {
		if i.Code != "VOLUNTEER_RATE" && i.Code != "STATION_COVERAGE" {
			continue
		}
		sheet := c.sheet("--kind", "indicator", "--indicator", i.Code, "--at", "2020-12-31")
		volunteers := c.sheet("--kind", "volunteers", "--at", "2020-12-31")
		said(sheet, fmt.Sprintf("全县：%d/%d，%.1f%%", i.Numerator, i.Denominator, 100*float64(i.Numerator)/float64(i.Denominator)))
		counted, of := map[string]int64{}, map[string]int64{}
		for _, u := range i.Units {
			counted[u.Code[:9]], of[u.Code[:9]] = counted[u.Code[:9]]+u.Numerator, of[u.Code[:9]]+u.Denominator
		}
		for town, n := range counted {
			compared++
			said(sheet, fmt.Sprintf("%d/%d", n, of[town]), fmt.Sprintf("%.1f%%", 100*float64(n)/float64(of[town])))
			if i.Code == "VOLUNTEER_RATE" {
				said(volunteers, fmt.Sprint(n))
			}
		}
	}
	if compared != 12 || len(answer.By) != 6 {
		t.Errorf("%d figures of indicators were compared, and %d of coverage", compared, len(answer.By))
	}
}

// expectBooks counts the pages of what has several.
func expectBooks(t *testing.T, c *county) {
	for name, x := range map[string]struct {
		args  []string
		least int
	}{
		"an atlas":     {[]string{"--atlas", "--since", "2019-10-31", "--order", "code"}, 14},
		"by strokes":   {[]string{"--atlas", "--order", "strokes"}, 14},
		"a comparison": {[]string{"--compare", "2019-10-31", "--kind", "villages"}, 1},
		"a border":     {[]string{"--kind", "border", "--between", "519925001,519925107"}, 6},
	} {
		if n := c.pages(x.args...); n < x.least {
			t.Errorf("%s has %d pages, want %d", name, n, x.least)
		}
	}
}

// expectTemplate prints with a bureau's own texts, and what its fonts lack.
func expectTemplate(t *testing.T, c *county) {
	template := filepath.Join(t.TempDir(), "bureau.json")
	if err := os.WriteFile(template, []byte(`{"title": "%s地图", "compiler": "县民政局", "notes": ["局内使用"]}`), 0o600); err != nil {
		t.Fatal(err)
	}
	sheet := c.sheet("--template", template, "--compiler", "榆萍县民政局")
	for _, text := range []string{">榆萍县(演示)地图<", "榆萍县民政局", "局内使用"} {
		if !strings.Contains(sheet, text) {
			t.Errorf("the template's sheet lacks %s", text)
		}
	}
	const unprintable = "\U0001FAE0" // no font for print has it
	path := filepath.Join(t.TempDir(), "x.pdf")
	if said := c.run(0, "map", "--out", path, "--title", "图"+unprintable); !strings.Contains(said, "no glyphs for "+unprintable) {
		t.Errorf("of a character without glyph it is said: %s", said)
	}
	path = filepath.Join(t.TempDir(), "y.pdf")
	if said := c.run(exitFailed, "map", "--out", path, "--title", "图"+unprintable, "--missing", "refuse"); !strings.Contains(said, "--template") {
		t.Errorf("refused: %s", said)
	}
	if _, err := os.Stat(path); err == nil {
		t.Error("a sheet that was refused is written")
	}
}

// expectRefused tries what has no sheet: one sentence, and no file.
func expectRefused(t *testing.T, c *county) {
	for name, x := range map[string]struct {
		code int
		said string
		args []string
	}{
		"a day before all data":  {exitFailed, "no boundaries on 1990-01-01", []string{"--at", "1990-01-01"}},
		"no day":                 {exitUsage, "--at", []string{"--at", "yesterday"}},
		"no township":            {exitFailed, "no township", []string{"--unit", "南镇"}},
		"a scale too large":      {exitUsage, "the largest that fits is 1:", []string{"--scale", "1000"}},
		"no paper":               {exitUsage, "--paper", []string{"--paper", "B9"}},
		"no kind":                {exitUsage, "--facilities", []string{"--facilities", "XXX"}},
		"names of none":          {exitUsage, "facilities", []string{"--facility-names"}},
		"a long title":           {exitUsage, "501 characters", []string{"--title", strings.Repeat("长", 501)}},
		"nothing to leave out":   {exitUsage, "sky", []string{"--without", "sky"}},
		"no question":            {exitUsage, "--facilities", []string{"--kind", "gaps"}},
		"no reach":               {exitFailed, "radius", []string{"--kind", "gaps", "--facilities", "ALL_ELDER"}},
		"no indicator":           {exitFailed, "no indicator", []string{"--kind", "indicator", "--indicator", "XXX"}},
		"one for the county":     {exitFailed, "", []string{"--kind", "indicator", "--indicator", "CREMATION"}},
		"compared with later":    {exitUsage, "earlier day to the later", []string{"--compare", "2020-06-30", "--at", "2019-12-01"}},
		"compared with nothing":  {exitFailed, "1990-01-01", []string{"--compare", "1990-01-01"}},
		"an atlas of a township": {exitUsage, "leave kind and unit out", []string{"--atlas", "--unit", "和河镇"}},
		"no border":              {exitFailed, "no border", []string{"--kind", "border", "--between", "茶洞镇,519925106001"}},
		"no sides":               {exitUsage, "between", []string{"--kind", "border"}},
		"too many points":        {exitUsage, "points", []string{"--kind", "border", "--between", "519925", "--tolerance", "0.001"}},
		"no such page":           {exitFailed, "only", []string{"--page", "2", "--out", "x.png"}},
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "x.pdf")
			if x.args[len(x.args)-1] == "x.png" {
				x.args, path = x.args[:len(x.args)-2], filepath.Join(t.TempDir(), "x.png")
			}
			said := c.within(t).run(x.code, append([]string{"map", "--out", path}, x.args...)...)
			if !strings.Contains(said, x.said) || strings.Count(strings.TrimSpace(said), "\n") > 0 {
				t.Errorf("it is said: %s", said)
			}
			if files, _ := os.ReadDir(filepath.Dir(path)); len(files) > 0 {
				t.Errorf("it left %v", files)
			}
		})
	}
}
