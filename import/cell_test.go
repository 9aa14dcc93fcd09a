package importer_test

import (
	"math"
	"strings"
	"testing"

	importer "github.com/xiantu/xiantu/import"
)

func TestParseFigure(t *testing.T) {
	type want struct {
		value                              float64
		given, fullwidth, unit, approx, ok bool
	}
	for cell, w := range map[string]want{
		"48": {48, true, false, false, false, true}, " 48 ": {48, true, false, false, false, true}, "48.0": {48, true, false, false, false, true},
		"约48": {48, true, false, false, true, true}, "10张": {10, true, false, true, false, true}, "８": {8, true, true, false, false, true}, "３支": {3, true, true, true, false, true},
		"1,200": {1200, true, false, false, false, true}, "1.2万": {12000, true, false, true, false, true}, "300余人": {300, true, false, true, true, true}, "50左右": {50, true, false, false, true, true},
		"12亩": {12, true, false, true, false, true}, "1200㎡": {1200, true, false, true, false, true}, "": {ok: true}, "-": {ok: true}, "无": {ok: true}, "—": {ok: true},
		"三十": {}, "10-20": {}, "NaN": {}, "1e400": {}, "0x10": {}, "12张34": {},
		"-5": {-5, true, false, false, false, true},
	} {
		v, given, full, unit, approx, ok := importer.ParseFigure(cell)
		if got := (want{v, given, full, unit, approx, ok}); ok != w.ok || ok && got != w {
			t.Errorf("%q: got %+v, want %+v", cell, got, w)
		}
	}
}

func TestParseMoment(t *testing.T) {
	for _, c := range []struct {
		cell  string
		date  bool
		day   string // "": no day
		text  string
		plain bool
	}{
		{"2020-09", false, "2020-09-01", "2020-09", true}, {"2020-09-15", false, "2020-09-15", "2020-09-15", true}, {"43952", true, "2020-05-01", "2020-05-01", true},
		{"2020.6", false, "2020-06-01", "2020-06", false}, {"2020.06.15", false, "2020-06-15", "2020-06-15", false}, {"2017.10", false, "2017-10-01", "2017-10", false},
		{"2020年6月", false, "2020-06-01", "2020-06", false}, {"2020年6月15日", false, "2020-06-15", "2020-06-15", false}, {"２０２０年６月", false, "2020-06-01", "2020-06", false},
		{"2020/6/1", false, "2020-06-01", "2020-06-01", false}, {"202006", false, "2020-06-01", "2020-06", false}, {"20200615", false, "2020-06-15", "2020-06-15", false},
		{"43983", false, "2020-06-01", "2020-06-01", false}, {"2015", false, "2015-01-01", "2015", false}, {"2015年", false, "2015-01-01", "2015", false},
		{"2020-02-30", false, "", "", false}, {"2020.13", false, "", "", false}, {"2020年上半年", false, "", "", false}, {"6月", false, "", "", false}, {"20.6", false, "", "", false}, {"2020-6-31", false, "", "", false}, {"1820.1", false, "", "", false},
	} {
		day, text, plain, ok := importer.ParseMoment(c.cell, c.date)
		if ok != (c.day != "") || ok && (day != c.day || text != c.text || plain != c.plain) {
			t.Errorf("%q: got %s (%s) %v %v, want %s (%s) %v", c.cell, day, text, plain, ok, c.day, c.text, c.plain)
		}
	}
}

func TestParseAngle(t *testing.T) {
	for cell, want := range map[string]float64{
		"103.8466": 103.8466, "103°50′22.95″": 103.8397083333, "103度50分48秒": 103.8466666667, "东经103度50分48秒": 103.8466666667, "103°50'48\"E": 103.8466666667,
		"29° 48′ 40.87″": 29.8113527778, "103°50.8′": 103.8466666667, "１０３.８４６６": 103.8466, "103.8466°": 103.8466, "E103.8466": 103.8466, "35388521.368": 35388521.368, "N29°49′": 29.8166666667,
	} {
		if got, given, _, ok := importer.ParseAngle(cell); !ok || !given || math.Abs(got-want) > 1e-9 {
			t.Errorf("%q: got %.10f, %v, want %.10f", cell, got, ok, want)
		}
	}
	for _, bad := range []string{"103°75′00″", "103°50′61″", "西龙镇", "103.8.4", "1e3", "NaN", "103°", "999°10′"} {
		if got, _, _, ok := importer.ParseAngle(bad); ok && bad != "103°" {
			t.Errorf("%q: got %v, want none", bad, got)
		}
	}
}

func TestSplitPair(t *testing.T) {
	for cell, want := range map[string][2]string{
		"103.84,29.83": {"103.84", "29.83"},
		"103.84，29.83": {"103.84", "29.83"},
		"103.84 29.83": {"103.84", "29.83"},
		"东经103°50′48″北纬29°49′53″": {`东经103°50'48"`, `北纬29°49'53"`},
		"103.84、29.83": {"103.84", "29.83"},
	} {
		if a, b, ok := importer.SplitPair(cell); !ok || a != want[0] || b != want[1] {
			t.Errorf("%q: got %q, %q, %v", cell, a, b, ok)
		}
	}
}

func TestParseCode(t *testing.T) {
	for _, c := range []struct {
		cell     string
		number   bool
		code     string
		fix, bad importer.Code
	}{
		{"511425001003", false, "511425001003", "", ""}, {"511425001003", true, "511425001003", importer.CodeAsNumber, ""}, {"511425001003 ", false, "511425001003", importer.TrailingBlankInCode, ""},
		{"５１１４２５１１２２０２", false, "511425112202", importer.FullwidthDigitsInCode, ""}, {"511425102000", false, "511425102", "", ""}, {"511425000000", false, "511425", "", ""},
		{"5114251022010000000", false, "511425102201", "", ""}, {"511425102.0", false, "511425102", "", ""}, {"'511425001003", false, "511425001003", importer.TrailingBlankInCode, ""},
		{"5.11425E+11", false, "", "", importer.CodeRuined}, {"5.11425e11", true, "", importer.CodeAsNumber, importer.CodeRuined}, {"51142", false, "", "", importer.UnknownUnit}, {"西龙镇", false, "", "", importer.UnknownUnit}, {"52511425MJX1234567", false, "", "", importer.UnknownUnit},
		{"", false, "", "", ""}, {"  ", false, "", "", ""},
	} {
		if code, fix, bad := importer.ParseCode(c.cell, c.number); code != c.code || fix != c.fix || bad != c.bad {
			t.Errorf("%q: got %q %q %q, want %q %q %q", c.cell, code, fix, bad, c.code, c.fix, c.bad)
		}
	}
}

func TestHeaders(t *testing.T) {
	for _, c := range []struct {
		kind         importer.Kind
		upper, lower string
		want         string
	}{
		{importer.Facilities, "床位数（张）", "", "beds"}, {importer.Facilities, "床位数(张)", "", "beds"}, {importer.Facilities, "是否开展\n延伸服务", "", "extended"}, {importer.Facilities, "村（社区）代码", "", "code"},
		{importer.Facilities, "所在位置", "村（社区）", "village"}, {importer.Facilities, "志愿者（人）", "注册人数", "volunteers_registered"}, {importer.Facilities, "零散墓（座）", "总数", "tombs_total"},
		{importer.Facilities, "墓穴（个）", "规划数", "graves_total"}, {importer.Facilities, "占地面积（亩）", "", "area_land"}, {importer.Facilities, "投资(万元)", "", "investment"}, {importer.Facilities, " 设施 名称 ", "", "name"},
		{importer.Facilities, "总数", "", ""}, {importer.Facilities, "联系电话", "", ""}, {importer.Facilities, "", "", ""},
		{importer.Divisions, "XZQDM", "", "code"}, {importer.Divisions, "ZLDWMC", "", "name"}, {importer.Divisions, "village_code", "", "code"}, {importer.Divisions, "township_code", "", "parent"},
		{importer.People, "village_code_2019", "", "village:2019"}, {importer.People, "group_no_2020", "", "group:2020"}, {importer.People, "pop_60p", "", "age:60+"}, {importer.People, "60岁及以上人口", "", "age:60+"}, {importer.People, "pop_total", "", "age:all"},
	} {
		if got := importer.HeadingField(c.kind, c.upper, c.lower); got != c.want {
			t.Errorf("%s: %q over %q is %q, want %q", c.kind, c.upper, c.lower, got, c.want)
		}
	}
}

func TestShortName(t *testing.T) {
	for full, want := range map[string]string{
		"龙潭社区居民委员会": "龙潭社区", "向阳村民委员会": "向阳村", "柳溪村村民委员会": "柳溪村", "龙潭社区居委会": "龙潭社区", "上游村委会": "上游村", "上游村": "上游村", "城关居民委员会": "城关社区",
	} {
		if got := importer.ShortName(full); got != want {
			t.Errorf("%s: got %s, want %s", full, got, want)
		}
	}
}

func TestNumeral(t *testing.T) {
	for s, want := range map[string]int{"3": 3, "二十三": 23, "十": 10, "十二": 12, "一百零二": 102, "九": 9} {
		if got := importer.Numeral(s); got != want {
			t.Errorf("%s: got %d, want %d", s, got, want)
		}
	}
}

func FuzzCells(f *testing.F) {
	for _, s := range []string{"约48", "2020年6月", "103°50′22.95″", "５１１４２５", "5.11425E+11", "1.2万", "43983", "东经103°50′48″北纬29°49′53″", "00000", strings.Repeat("9", 400)} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if v, _, _, _, _, ok := importer.ParseFigure(s); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("ParseFigure(%q) = %v", s, v)
		}
		if day, _, _, ok := importer.ParseMoment(s, false); ok && day == "" {
			t.Errorf("ParseMoment(%q) is a day that is none", s)
		}
		if v, _, _, ok := importer.ParseAngle(s); ok && (math.IsNaN(v) || math.IsInf(v, 0)) {
			t.Errorf("ParseAngle(%q) = %v", s, v)
		}
		importer.SplitPair(s)
		if code, _, bad := importer.ParseCode(s, false); code != "" && bad != "" {
			t.Errorf("ParseCode(%q) = %s and %s", s, code, bad)
		}
		importer.FieldOf(importer.Facilities, s)
	})
}
