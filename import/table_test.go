package importer_test

import (
	"archive/zip"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"
	"golang.org/x/text/encoding/simplifiedchinese"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	importer "github.com/xiantu/xiantu/import"
)

// smallCounty is the county of map_test.go on 2020-06-30, and what it was called before:
// until 2020-05-30 西塆村 was two, 西岭村 (510099101203) and 西塆村, and 甲镇 was 甲乡.
func smallCounty(t testing.TB) importer.Known {
	t.Helper()
	day := civil.Date(2020, 6, 30)
	register := &edition.Register{County: edition.County{Code: adcode.MustParse("510099"), Name: "某某县"}}
	register.Versions = []boundaries.Version{{Code: adcode.MustParse("510099"), Name: "某某县", Type: boundaries.CountyType}}
	for _, text := range []string{towns, villages} {
		r, err := readBytes("x.geojson", []byte(text), autumn)
		if err != nil {
			t.Fatal(err)
		}
		for _, v := range units(t, r) {
			v.Valid.From = civil.Date(2020, 5, 30)
			register.Versions = append(register.Versions, v)
		}
	}
	ed, err := edition.Make(edition.Key{County: register.County.Code, At: day}, edition.Parts{County: register.County, Units: register.Versions})
	if err != nil {
		t.Fatal(err)
	}
	before := civil.Span{From: civil.Date(2010, 1, 1), To: civil.Date(2020, 5, 30)}
	for _, v := range []struct{ code, name, parent string }{{"510099204", "甲乡", "510099"}, {"510099204203", "西岭村", "510099204"}, {"510099204202", "西塆村", "510099204"}} {
		register.Versions = append(register.Versions, boundaries.Version{Code: adcode.MustParse(v.code), Name: v.name, Parent: adcode.MustParse(v.parent), Valid: before})
	}
	group := func(id string, lon float64, a ...edition.Address) edition.Group {
		return edition.Group{ID: id, Place: orb.Point{lon, 29.83}, Addresses: a, Counts: edition.Counts{100}}
	}
	code := adcode.MustParse
	register.Groups = []edition.Group{
		group("a", 103.805, edition.Address{Year: 2019, Village: code("510099101201"), No: 1}, edition.Address{Year: 2020, Village: code("510099101201"), No: 1}),
		group("b", 103.812, edition.Address{Year: 2019, Village: code("510099204203"), No: 1}, edition.Address{Year: 2020, Village: code("510099101202"), No: 1}),
		group("c", 103.815, edition.Address{Year: 2019, Village: code("510099204202"), No: 1}, edition.Address{Year: 2020, Village: code("510099101202"), No: 2}),
	}
	return importer.Known{Register: register, Edition: ed}
}

var list = importer.Options{Kind: importer.Facilities, Date: civil.Date(2020, 6, 30), Partial: true}

// TestFacilityRows holds a row a case, below the header 名称,类型,乡镇,村,代码,地址,经度,纬度,床位,建成时间,备注.
func TestFacilityRows(t *testing.T) {
	known := smallCounty(t)
	for _, c := range []struct {
		name, row string
		want      string // problem codes
		unit      string
	}{
		{"plain", "东坡村日间照料中心,日间照料中心,甲镇,东坡村,510099101201,,103.805,29.83,10,2020-01,", "", "510099101201"},
		{"point decides", "站,志愿服务站,,,,,103.825,29.83,,,", "", "510099201201"},
		{"both in one cell", `站,志愿服务站,,,,,"103.825,29.83",,,,`, "", "510099201201"},
		{"county in front", "站,志愿服务站,某某县甲镇,东坡村村民委员会,,,103.805,29.83,,,", "", "510099101201"},
		{"stem", "站,志愿服务站,甲镇,东坡,,,103.805,29.83,,,", "", "510099101201"},
		{"old name by point", "站,志愿服务站,甲乡,西岭村,,,103.812,29.83,,,", "old_unit_name_resolved", "510099101202"},
		{"old name by group", "站,志愿服务站,甲乡,西岭村,,甲乡西岭村1组,,,,,", "no_coordinates_geocoded_to_group old_unit_name_resolved", "510099101202"},
		{"old name by people", "站,志愿服务站,甲乡,西岭村,,,,,,,", "old_unit_name_resolved village_only", "510099101202"},
		{"old code", "站,志愿服务站,,,510099204203,,103.812,29.83,,,", "old_code_resolved", "510099101202"},
		{"new number", "站,志愿服务站,甲镇,西塆村,,西塆村2组,,,,,", "no_coordinates_geocoded_to_group", "510099101202"},
		{"chinese numeral", "站,志愿服务站,甲镇,西塆村,,西塆村二组,0,0,,,", "zero_coordinates_geocoded_to_group", "510099101202"},
		{"no such group", "站,志愿服务站,甲镇,西塆村,,西塆村77组,,,,,", "village_only", "510099101202"},
		{"own unit", "站,志愿服务站,甲镇,东坡村,,,103.825,29.83,,,", "outside_own_unit", "510099201201"},
		{"code and name against the place", "站,志愿服务站,甲镇,东坡村,510099101201,,103.825,29.83,,,", "outside_own_unit outside_own_unit", "510099201201"},
		{"code alone against the rest", "站,志愿服务站,乙乡,南山村,510099101201,,103.825,29.83,,,", "code_contradicts_name_and_coordinates", "510099201201"},
		{"of the township", "乙乡志愿服务总站,志愿服务站,乙乡,南山村,,,103.825,29.83,,,", "", "510099201"},
		{"swapped", "站,志愿服务站,,,,,29.83,103.825,,,", "lon_lat_swapped", "510099201201"},
		{"dms", "站,志愿服务站,,,,,103°49′30″,29°49′48″,,,", "dms_coordinates", "510099201201"},
		{"a row's own system", "站,志愿服务站,,,,,103.825,29.83,,,高德坐标", "crs_of_row", "510099201201"},
		{"the file's system said again", "站,志愿服务站,,,,,103.825,29.83,,,WGS84", "", "510099201201"},
		{"metres", "站,志愿服务站,,,,,3301845.2,35386433.9,,,", "projected_metres_with_zone", "510099201201"},
		{"metres without zone", "站,志愿服务站,,,,,3301845.2,386433.9,,,", "bad_coordinates", ""},
		{"an older system", "站,志愿服务站,,,,,103.825,29.83,,,西安80坐标", "bad_coordinates", ""},
		{"half a place", "站,志愿服务站,,,,,103.825,,,,", "bad_coordinates", ""},
		{"outside", "站,志愿服务站,,,,,104.825,29.83,,,", "coordinates_outside_county", ""},
		{"ruined", "站,志愿服务站,,,5.10099E+11,,103.825,29.83,,,", "code_ruined", ""},
		{"no unit", "站,志愿服务站,,,,,,,,,", "unknown_unit", ""},
		{"misspelt", "站,志愿服务站,甲镇,西湾村,,,,,,,", "unknown_unit", ""},
		{"no name", ",志愿服务站,,,,,103.825,29.83,,,", "missing_name", ""},
		{"no kind", "站,加油站,,,,,103.825,29.83,,,", "unknown_kind", ""},
		{"kind by name", "南山村幸福院,,,,,,103.825,29.83,,,", "", "510099201201"},
		{"bad number", "站,志愿服务站,,,,,103.825,29.83,很多,,", "bad_number", ""},
		{"half a bed", "站,志愿服务站,,,,,103.825,29.83,1.5,,", "bad_number", ""},
		{"no such day", "站,志愿服务站,,,,,103.825,29.83,,2020-02-30,", "bad_date", ""},
		{"all at once", "站,加油站,,,,,104.825,29.83,很多,2020-02-30,", "coordinates_outside_county bad_date bad_number unknown_kind", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			text := "名称,类型,乡镇,村名,村居代码,地址,经度,纬度,床位数,建成时间,备注\n" + c.row + "\n"
			r, err := importer.Read(context.Background(), []importer.File{{Name: "list.csv", Content: []byte(text)}}, list, known)
			if err != nil {
				t.Fatal(err)
			}
			got := map[string]int{}
			n := 0
			for _, p := range r.Report.Rows[0].Problems {
				got[string(p.Code)]++
				n++
				if strings.Contains(p.Said.En+p.Said.Zh, "%!") || p.Said.Zh == "" {
					t.Errorf("%s: %q %q", p.Code, p.Said.En, p.Said.Zh)
				}
			}
			for _, w := range strings.Fields(c.want) {
				got[w]--
				n--
			}
			for code, k := range got {
				if k != 0 {
					t.Errorf("%s %+d: %v", code, k, r.Report.Rows[0].Problems)
				}
			}
			if c.unit == "" {
				if r.Err() == nil || len(r.Write.Facilities) != 0 {
					t.Error("it was taken")
				}
				return
			}
			if unit := r.Write.Facilities[0].Put[0].Unit.String(); unit != c.unit {
				t.Errorf("unit %s, want %s", unit, c.unit)
			}
		})
	}
}

func TestMisspeltNameIsGuessed(t *testing.T) {
	text := "名称,类型,乡镇,村名\n站,志愿服务站,甲镇,西湾村\n"
	r, err := importer.Read(context.Background(), []importer.File{{Name: "list.csv", Content: []byte(text)}}, list, smallCounty(t))
	if err != nil {
		t.Fatal(err)
	}
	if e := r.Err(); e == nil || !strings.Contains(e.Error(), "did you mean 西塆村?") || !strings.Contains(e.Error(), "list.csv, row 2, column 村名") {
		t.Errorf("got %v", e)
	}
}

// TestCSVForms reads one list in its encodings and with its separators.
func TestCSVForms(t *testing.T) {
	known := smallCounty(t)
	plain := "设施名称,设施类型,经度,纬度,备注\n一站,志愿服务站,103.825,29.83,西塆、䢺江\n二站,志愿服务站,103.835,29.83,\n合计,,,,\n填表人：张三,,,,\n"
	gb, err := simplifiedchinese.GB18030.NewEncoder().Bytes([]byte(plain))
	if err != nil {
		t.Fatal(err)
	}
	utf16 := []byte{0xff, 0xfe}
	for _, r := range plain {
		utf16 = append(utf16, byte(r), byte(r>>8))
	}
	for name, content := range map[string][]byte{
		"utf-8": []byte(plain), "bom": append([]byte("\xef\xbb\xbf"), plain...), "gb18030": gb, "utf-16": utf16,
		"tabs": []byte(strings.ReplaceAll(plain, ",", "\t")), "semicolons": []byte(strings.ReplaceAll(plain, ",", ";")), "crlf": []byte(strings.ReplaceAll(plain, "\n", "\r\n")),
		"title": []byte("某某县志愿服务站统计表,,,,\n填报单位：民政局,,,,\n" + plain),
	} {
		t.Run(name, func(t *testing.T) {
			r, err := importer.Read(context.Background(), []importer.File{{Name: "list.csv", Content: content}}, list, known)
			if err != nil {
				t.Fatal(err)
			}
			if r.Report.Counts.Accept != 2 || r.Report.Counts.Rows != 2 || r.Write.Facilities[0].Put[0].Facts.Remark != "西塆、䢺江" {
				t.Errorf("got %+v, %q", r.Report.Counts, r.Write.Facilities[0].Put[0].Facts.Remark)
			}
		})
	}
	forced := list
	forced.Encoding = "utf-8"
	if _, err := importer.Read(context.Background(), []importer.File{{Name: "list.csv", Content: gb}}, forced, known); err == nil || !strings.Contains(err.Error(), "line 1 is not UTF-8") {
		t.Errorf("GB18030 taken for UTF-8: %v", err)
	}
}

// TestRefusedFiles holds files of which nothing can be read, and what is said of them.
func TestRefusedFiles(t *testing.T) {
	known := smallCounty(t)
	bomb := func() []byte {
		var b bytes.Buffer
		w := zip.NewWriter(&b)
		for _, name := range []string{"[Content_Types].xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"} {
			e, _ := w.Create(name)
			zeros := bytes.Repeat([]byte(" "), 1<<20)
			for range 100 {
				e.Write(zeros)
			}
		}
		w.Close()
		return b.Bytes()
	}()
	divisions := importer.Options{Kind: importer.Divisions, Date: civil.Date(2020, 1, 1)}
	for _, c := range []struct {
		name    string
		file    importer.File
		options importer.Options
		want    string
	}{
		{"empty", importer.File{Name: "a.csv"}, list, "the file is empty"},
		{"blank", importer.File{Name: "a.csv", Content: []byte(" \n\n")}, list, "the file is empty"},
		{"wrapped", importer.File{Name: "a.xlsx", Content: []byte("%TSD-Header-###%\x01\x02\x03")}, list, "document-encryption"},
		{"old workbook", importer.File{Name: "a.xls", Content: []byte{0xd0, 0xcf, 0x11, 0xe0, 0, 0}}, list, "save it as .xlsx"},
		{"bomb", importer.File{Name: "a.xlsx", Content: bomb}, list, "larger than 64 MB unpacked"},
		{"torn workbook", importer.File{Name: "a.xlsx", Content: []byte("PK\x03\x04 and nothing more")}, list, "damaged"},
		{"missing file", importer.File{Name: "a.csv", Path: "/nowhere/a.csv"}, list, "there is no such file"},
		{"missing column", importer.File{Name: "a.csv", Content: []byte("甲,乙,丙\n1,2,3\n")}, list, "the columns seen are: 甲, 乙, 丙"},
		{"neither encoding", importer.File{Name: "a.csv", Content: []byte("名称,类型\n\xff\xff\xff,\x80\x20\n")}, list, "neither UTF-8 nor GB18030"},
		{"binary", importer.File{Name: "a.csv", Content: []byte("a,b\x00\x01\n")}, list, "zero bytes"},
		{"layer as list", importer.File{Name: "a.geojson", Content: []byte(towns)}, list, ".xlsx and .csv"},
		{"no code column", importer.File{Name: "a.geojson", Content: []byte(strings.ReplaceAll(towns, "XZQDM", "BM"))}, divisions, "the columns seen are: BM, XZQMC"},
		{"wrong level", importer.File{Name: "a.geojson", Content: []byte(towns)}, importer.Options{Kind: importer.Divisions, Date: civil.Date(2020, 1, 1), Level: adcode.Village}, "those of a township"},
		{"no day", importer.File{Name: "a.geojson", Content: []byte(towns)}, importer.Options{Kind: importer.Divisions}, "--date"},
		{"no such system", importer.File{Name: "a.csv", Content: []byte("名称\n")}, importer.Options{Kind: importer.Facilities, CRS: "Mars 2000"}, "Mars 2000"},
		{"an old system", importer.File{Name: "a.geojson", Content: []byte(towns)}, importer.Options{Kind: importer.Divisions, Date: civil.Date(2020, 1, 1), CRS: "EPSG:4610"}, "Xi'an 80"},
		{"cut off", importer.File{Name: "a.geojson", Content: []byte(towns[:len(towns)-40])}, divisions, "cut off"},
		{"html", importer.File{Name: "a.csv", Content: []byte("<!DOCTYPE html><html>")}, list, "XML or HTML"},
		{"no features", importer.File{Name: "a.geojson", Content: []byte(features())}, divisions, "no features"},
		{"no zones", importer.File{Name: "a.csv", Content: []byte("a,b\n")}, importer.Options{Kind: importer.Zones}, "zones are shapes"},
		{"no pattern", importer.File{Name: "a.geojson", Content: []byte(towns)}, importer.Options{Kind: importer.Divisions, Date: civil.Date(2020, 1, 1), Columns: map[string]string{"code": "51{"}}, "no pattern"},
	} {
		t.Run(c.name, func(t *testing.T) {
			start := time.Now()
			r, err := importer.Read(context.Background(), []importer.File{c.file}, c.options, known)
			if err == nil {
				t.Fatalf("it was read: %+v", r.Report.Counts)
			}
			if !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %q, want a sentence with %q", err, c.want)
			}
			var f *importer.FileError
			if errors.As(err, &f) && (f.Said.Zh == "" || f.Chinese() == f.Error()) {
				t.Errorf("there is no Chinese sentence for %q", err)
			}
			if d := time.Since(start); d > 2*time.Second {
				t.Errorf("it took %v", d)
			}
		})
	}
}

// TestBadUnits holds layers and lists with one bad record each.
func TestBadUnits(t *testing.T) {
	good := square("510099101", "甲镇", 103.80, 29.82, 103.82, 29.84)
	for _, c := range []struct {
		name, feature string
		code          importer.Code
		want          string
	}{
		{"open ring", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],[103.9,29.8],[103.9,29.9],[103.8,29.85]]]}}`, importer.BadCoordinates, "does not close"},
		{"swapped", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[29.8,103.8],[29.8,103.9],[29.9,103.9],[29.8,103.8]]]}}`, importer.BadCoordinates, "swapped"},
		{"metres", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[388521,3301993],[388621,3301993],[388621,3302093],[388521,3301993]]]}}`, importer.BadCoordinates, "--crs"},
		{"not finite", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],[1e400,29.8],[103.9,29.9],[103.8,29.8]]]}}`, importer.BadCoordinates, "not a finite number"},
		{"NaN", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],[NaN,29.8],[103.9,29.9],[103.8,29.8]]]}}`, importer.BadCoordinates, "NaN"},
		{"word", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],["a",0],[103.9,29.9],[103.8,29.8]]]}}`, importer.BadCoordinates, "not a number"},
		{"point", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Point","coordinates":[103.8,29.8]}}`, importer.BadCoordinates, "not a polygon"},
		{"flat", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],[103.8,29.8],[103.8,29.8],[103.8,29.8]]]}}`, importer.BadCoordinates, "no area"},
		{"null", `{"type":"Feature","properties":{"code":"510099102","name":"丙镇"},"geometry":null}`, importer.BadCoordinates, "no shape"},
		{"elsewhere", square("510099102", "丙镇", 3.80, 29.82, 3.82, 29.84), importer.BadCoordinates, "outside China"},
		{"ruined", square("5.10099E+11", "丙镇", 103.82, 29.82, 103.84, 29.84), importer.CodeRuined, "rounded"},
		{"no code", square("5100991", "丙镇", 103.82, 29.82, 103.84, 29.84), importer.UnknownUnit, "6, 9 or 12 digits"},
		{"no name", square("510099102", "", 103.82, 29.82, 103.84, 29.84), importer.MissingName, "no name"},
		{"other level", square("510099102201", "丁村", 103.82, 29.82, 103.84, 29.84), importer.UnknownUnit, "one level a file"},
		{"twice", square("510099101", "甲镇", 103.80, 29.82, 103.82, 29.84), importer.DuplicateOf, "same as"},
		{"other name", square("510099101", "丙镇", 103.82, 29.82, 103.84, 29.84), importer.DuplicateOf, "510099101 甲镇"},
	} {
		t.Run(c.name, func(t *testing.T) {
			second := square("510099103", "戊镇", 103.90, 29.82, 103.92, 29.84)
			r, err := readBytes("t.geojson", []byte(features(good, second, strings.ReplaceAll(strings.ReplaceAll(c.feature, `"code"`, `"XZQDM"`), `"name"`, `"XZQMC"`))), autumn)
			if err != nil {
				t.Fatal(err)
			}
			if r.Report.Counts.Reject != 1 || r.Report.Counts.Problems[c.code] != 1 || len(r.Write.Snapshots) != 0 {
				t.Errorf("got %+v", r.Report)
			}
			if err := r.Err(); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want a sentence with %q", err, c.want)
			}
		})
	}
}

// TestExclave joins the parts that a survey layer keeps as records of their own.
func TestExclave(t *testing.T) {
	r, err := readBytes("t.geojson", []byte(features(square("510099101", "甲镇", 103.80, 29.82, 103.82, 29.84), square("510099101", "甲镇", 103.90, 29.82, 103.92, 29.84))), autumn)
	if err != nil {
		t.Fatal(err)
	}
	if u := units(t, r); len(u) != 1 || len(u[0].Shape) != 2 {
		t.Errorf("got %v", u)
	}
}

func TestDivisionList(t *testing.T) {
	text := "township_code,township_name,village_code,village_name,kind\n510099101,甲镇,510099101201,东坡村民委员会,村委会\n510099101,甲镇,510099101001,北门社区居民委员会,居委会\n"
	r, err := readBytes("list.csv", []byte(text), autumn)
	if err != nil {
		t.Fatal(err)
	}
	u := units(t, r)
	if len(u) != 2 || u[1].Name != "东坡村" || u[1].Full != "东坡村民委员会" || u[1].Type != boundaries.VillageCommittee || u[0].Type != boundaries.Community || u[0].Parent.String() != "510099101" || u[0].Shape != nil {
		t.Errorf("got %+v", u)
	}
}

func TestCountiesApart(t *testing.T) {
	r, err := readBytes("t.geojson", []byte(features(square("510099101", "甲镇", 103.80, 29.82, 103.82, 29.84), square("510098101", "乙镇", 103.90, 29.82, 103.92, 29.84))), autumn)
	if err != nil || r.Err() != nil {
		t.Fatal(err, r.Err())
	}
	if s := r.Write.Snapshots; len(s) != 2 || s[0].County.String() != "510098" || s[1].County.String() != "510099" {
		t.Errorf("got %v", s)
	}
}

// TestWorkbook makes a sheet with all that bureaus do to one.
func TestWorkbook(t *testing.T) {
	f := excelize.NewFile()
	rows := [][]any{
		{"某某县志愿服务站统计表"},
		{"填报单位：民政局"},
		{"序号", "所属乡镇", "设施名称", "坐标", nil, "志愿者（人）", nil, "建成时间"},
		{nil, nil, nil, "经度", "纬度", "注册人数", "有服务记录人数"},
		{1, "甲镇", "东坡村志愿服务站", 103.805, 29.83, 100, 40, time.Date(2020, 1, 5, 0, 0, 0, 0, time.UTC)},
		{2, nil, "西塆村志愿服务站", 103.815, 29.83, "约80", 40, "2020.3"},
		{3, nil, "隐藏志愿服务站", 103.815, 29.83, 80, 40, "2020-03"},
		{"小计", nil, nil, nil, nil, 180},
		{"序号", "所属乡镇", "设施名称", "坐标", nil, "志愿者（人）", nil, "建成时间"},
		{4, "乙乡", "南山村志愿服务站", 103.825, 29.83, 60, 70, 43900},
		{"合 计"},
		{"填表人：李四"},
	}
	for i, row := range rows {
		f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row)
	}
	for _, m := range [][2]string{{"A1", "H1"}, {"A3", "A4"}, {"B3", "B4"}, {"C3", "C4"}, {"D3", "E3"}, {"F3", "G3"}, {"H3", "H4"}, {"B5", "B7"}} {
		f.MergeCell("Sheet1", m[0], m[1])
	}
	f.SetRowVisible("Sheet1", 7, false)
	f.NewSheet("旧表")
	f.SetSheetRow("旧表", "A1", &[]any{"设施名称", "经度", "纬度"})
	f.SetSheetRow("旧表", "A2", &[]any{"藏起的志愿服务站", 103.805, 29.83})
	f.SetSheetVisible("旧表", false)
	f.NewSheet("填报说明")
	f.SetSheetRow("填报说明", "A1", &[]any{"坐标系：高德坐标（GCJ-02）"})
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	known := smallCounty(t)
	file := []importer.File{{Name: "book.xlsx", Content: b.Bytes()}}
	if _, err := importer.Read(context.Background(), file, list, known); err == nil || !strings.Contains(err.Error(), "--crs") {
		t.Errorf("the workbook says GCJ-02, nobody chose: %v", err)
	}
	chosen := list
	chosen.CRS = "EPSG:4490"
	r, err := importer.Read(context.Background(), file, chosen, known)
	if err != nil || r.Err() != nil {
		t.Fatal(err, r.Err())
	}
	put := r.Write.Facilities[0].Put
	if len(put) != 3 || put[0].Opened != civil.Date(2020, 1, 5) || put[0].Unit.String() != "510099101201" || put[2].Facts.VolunteersActive != nil {
		t.Errorf("got %+v", put)
	}
	var got []string
	for _, row := range r.Report.Rows {
		for _, p := range row.Problems {
			got = append(got, fmt.Sprintf("%d:%s", row.Row, p.Code))
		}
	}
	if want := "6:date_form 6:approximate_number 10:date_form 10:active_more_than_registered"; strings.Join(got, " ") != want {
		t.Errorf("got %v, want %s", got, want)
	}
	if n := r.Report.Files[0].Skipped; n < 5 {
		t.Errorf("%d rows were left out, want the hidden one, two totals, the header and the note at least", n)
	}
}

func TestReportJSON(t *testing.T) {
	text := "名称,类型,经度,纬度,床位数\n一站,志愿服务站,103.825,29.83,约5\n二站,加油站,103.825,29.83,\n"
	r, err := importer.Read(context.Background(), []importer.File{{Name: "list.csv", Content: []byte(text)}}, list, smallCounty(t))
	if err != nil {
		t.Fatal(err)
	}
	b, err := json.Marshal(r.Report)
	if err != nil {
		t.Fatal(err)
	}
	var out struct {
		Rows []struct {
			File, Sheet, ID, Action string
			Row                     int
			Problems                []struct {
				Code, Column, Value, Said string
				SaidZh                    string `json:"said_zh"`
			}
		}
		Counts struct {
			Rows, Accept, Fix, Warn, Reject int
			Problems                        map[string]int
		}
	}
	if err := json.Unmarshal(b, &out); err != nil {
		t.Fatal(err)
	}
	if len(out.Rows) != 2 || out.Rows[0].Row != 2 || out.Rows[0].Action != "warn" || out.Rows[0].Problems[0].Code != "approximate_number" || out.Rows[0].Problems[0].Column != "beds" || out.Rows[0].Problems[0].Value != "约5" || out.Rows[0].Problems[0].SaidZh == "" {
		t.Errorf("got %s", b)
	}
	if out.Counts.Reject != 1 || out.Counts.Warn != 1 || out.Counts.Problems["unknown_kind"] != 1 {
		t.Errorf("got %s", b)
	}
}

func TestCancel(t *testing.T) {
	var b strings.Builder
	b.WriteString("名称,类型,经度,纬度\n")
	for i := range 5000 {
		fmt.Fprintf(&b, "%d站,志愿服务站,103.825,29.83\n", i)
	}
	ctx, cancel := context.WithCancel(context.Background())
	o := list
	calls := 0
	o.Progress = func(done, total int) {
		calls++
		cancel()
	}
	if _, err := importer.Read(ctx, []importer.File{{Name: "list.csv", Content: []byte(b.String())}}, o, smallCounty(t)); !errors.Is(err, context.Canceled) || calls != 1 {
		t.Errorf("got %v after %d calls", err, calls)
	}
}

func TestZones(t *testing.T) {
	layer := features(
		`{"type":"Feature","properties":{"id":"Z1","kind":"river","name":"岷江"},"geometry":{"type":"LineString","coordinates":[[103.8,29.8],[103.81,29.81]]}}`,
		`{"type":"Feature","properties":{"id":"Z2","kind":"铁路","buffer_m":30},"geometry":{"type":"LineString","coordinates":[[103.8,29.8],[103.81,29.81]]}}`,
		`{"type":"Feature","properties":{"id":"Z3","kind":"scenic","article":"本县规定"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],[103.81,29.8],[103.81,29.81],[103.8,29.8]]]}}`)
	o := importer.Options{Kind: importer.Zones}
	r, err := importer.Read(context.Background(), []importer.File{{Name: "z.geojson", Content: []byte(layer)}}, o, smallCounty(t))
	if err != nil || r.Err() != nil {
		t.Fatal(err, r.Err())
	}
	list := r.Write.Zones[0].List
	if len(list) != 3 || list[0].Setback != 200 || list[1].Setback != 30 || list[1].Kind != "railway" || list[2].Article != "本县规定" || list[0].Article == "" || math.Abs(list[0].Shape.Bound().Min[0]-103.8) > 1e-9 {
		t.Errorf("got %+v", list)
	}
	if _, err := importer.Read(context.Background(), []importer.File{{Name: "z.geojson", Content: []byte(layer)}}, o, importer.Known{}); err == nil || !strings.Contains(err.Error(), "--county") {
		t.Errorf("zones of no county: %v", err)
	}
}

func ExampleRead() {
	files := []importer.File{{Name: "towns.csv", Content: []byte("code,name\n510099101,甲镇\n510099201,乙乡\n5.10099E+08,丙镇\n")}}
	result, err := importer.Read(context.Background(), files, importer.Options{Kind: importer.Divisions, Date: civil.Date(2020, 1, 1), Partial: true}, importer.Known{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(result.Report.Counts.Accept, "accepted,", result.Report.Counts.Reject, "refused")
	fmt.Println(result.Write.Snapshots[0].Units[0].Name, result.Write.Snapshots[0].Units[0].Type)
	// Output:
	// 2 accepted, 1 refused
	// 甲镇 town
}
