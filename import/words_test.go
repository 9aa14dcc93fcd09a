package importer_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	importer "github.com/xiantu/xiantu/import"
)

// oneRow is a workbook of a header and a row.
func oneRow(t *testing.T, header, row []string) []byte {
	t.Helper()
	book := excelize.NewFile()
	for i, cells := range [][]string{header, row} {
		if err := book.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &cells); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := book.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// A text that the database cannot keep refuses its row, in every kind of file, and the
// report, which must be kept itself, names the column and the reason.
func TestTextsThatCannotBeKept(t *testing.T) {
	known := smallCounty(t)
	feature := func(properties, geometry string) []byte {
		return fmt.Appendf(nil, `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{%s},"geometry":%s}]}`, properties, geometry)
	}
	const square = `{"type":"Polygon","coordinates":[[[103.8,29.82],[103.81,29.82],[103.81,29.83],[103.8,29.82]]]}`
	const line = `{"type":"LineString","coordinates":[[103.8,29.82],[103.81,29.83]]}`
	long := strings.Repeat("长", 101)
	header := []string{"名称", "类型", "经度", "纬度", "备注"}
	for _, c := range []struct {
		kind         importer.Kind
		file         string
		content      []byte
		column, said string
	}{
		{importer.Divisions, "units.geojson", feature(`"code":"510099101","name":"甲\u0000镇"`, square), "name", "zero character"},
		{importer.Divisions, "units.geojson", feature(`"code":"510099101","name":"`+long+`"`, square), "name", "101 characters, at most 100"},
		{importer.Divisions, "units.geojson", feature(`"code":"510099101","name":"甲镇","name_full":"`+long+long+`"`, square), "name_full", "202 characters, at most 200"},
		{importer.Divisions, "units.geojson", feature(`"code":"510099101","name":"甲镇","county_name":"某\u0000县"`, square), "county_name", "zero character"},
		{importer.Divisions, "units.geojson", feature(`"code":"510099101","name":"甲镇","tier":"\u0000"`, square), "tier", "zero character"},
		{importer.Divisions, "units.csv", []byte("code,name\n510099101,甲镇\n510099102," + long + "\n"), "name", "101 characters"},
		{importer.Divisions, "units.xlsx", oneRow(t, []string{"code", "name"}, []string{"510099101", "甲_x0000_镇"}), "name", "zero character"},
		{importer.Facilities, "f.xlsx", oneRow(t, header, []string{"甲_x0000_站", "志愿服务站", "103.805", "29.83", ""}), "name", "zero character"},
		{importer.Facilities, "f.xlsx", oneRow(t, header, []string{"站", "志愿服务站", "103.805", "29.83", "记_x0000_"}), "remark", "zero character"},
		{importer.Facilities, "f.csv", []byte("名称,类型,经度,纬度\n" + long + long + ",志愿服务站,103.805,29.83\n"), "name", "202 characters, at most 200"},
		{importer.People, "p.csv", []byte("group_id,village_code,group_no,lon,lat,pop_total\n" + long + long + ",510099101201,1,103.805,29.83,5\n"), "id", "at most 200"},
		{importer.People, "p.xlsx", oneRow(t, []string{"group_id", "village_code", "group_no", "lon", "lat", "pop_total"}, []string{"g_x0000_", "510099101201", "1", "103.805", "29.83", "5"}), "id", "zero character"},
		{importer.Zones, "z.geojson", feature(`"kind":"reservoir","name":"\u0000"`, square), "name", "zero character"},
		{importer.Zones, "z.geojson", feature(`"id":"\u0000","kind":"reservoir"`, square), "id", "zero character"},
		{importer.Roads, "r.geojson", feature(`"highway":"tertiary","name":"\u0000路"`, line), "name", "zero character"},
		{importer.Layer, "rivers.geojson", feature(`"kind":"river","name":"`+long+long+`"`, line), "name", "202 characters"},
		{importer.Layer, "rivers.geojson", feature(`"kind":"river","\u0000":"x","name":"\u0000"`, line), "name", "zero character"},
	} {
		name := string(c.kind) + " " + c.file + " " + c.column
		o := list
		o.Kind, o.Partial = c.kind, false
		r, err := importer.Read(t.Context(), []importer.File{{Name: c.file, Content: c.content}}, o, known)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var refused *importer.RefusedError
		if !errors.As(r.Err(), &refused) || refused.Rejected != 1 || !strings.Contains(refused.Error(), c.said) {
			t.Errorf("%s: %v, want a refused row and %q", name, r.Err(), c.said)
			continue
		}
		if p := refused.First.Problems[0]; p.Code != importer.BadText || p.Column != c.column || refused.First.Row == 0 {
			t.Errorf("%s: %+v", name, refused.First)
		}
		text, err := json.Marshal(r.Report)
		if err != nil || bytes.Contains(text, []byte(`\u0000`)) {
			t.Errorf("%s: the report cannot be kept: %v", name, err)
		}
	}
}

// A changes file is refused with the member whose text cannot be kept.
func TestOrderTextsThatCannotBeKept(t *testing.T) {
	order := `{"county":"510099","effective":"2020-07-01","title":%q,"changes":[{"kind":"rename","unit":"510099101","name":"%s"}]}`
	for _, c := range []struct{ title, name, want string }{
		{"改名", `甲\u0000镇`, "change 1: name: it holds a zero character"},
		{"改名", strings.Repeat("长", 101), "change 1: name: it has 101 characters, at most 100"},
		{strings.Repeat("长", 1001), "甲镇", "title: it has 1001 characters"},
	} {
		_, err := importer.ReadOrder(strings.NewReader(fmt.Sprintf(order, c.title, c.name)))
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%v, want %q", err, c.want)
		}
	}
}
