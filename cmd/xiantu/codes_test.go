package main

import (
	"path/filepath"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

// expectCodes compares the register of the real county, before and after its reform,
// with the real lists; then the code table, opened again.
func expectCodes(t *testing.T, c *county, folder string) {
	lists := map[string]map[string]unit{}
	for day, year := range map[string]string{"2019-10-31": "2019", "2020-06-30": "2020"} {
		list := append(listed(t, filepath.Join(folder, "townships_"+year+".geojson")), listed(t, filepath.Join(folder, "villages_"+year+".geojson"))...)
		lists[day] = byCode(list)
		var register struct{ Codes []unit }
		c.json(&register, "codes", "--at", day)
		got := byCode(register.Codes)
		delete(got, "511425")
		if diff := cmp.Diff(lists[day], got); diff != "" {
			t.Errorf("codes on %s (-want +got)\n%s", day, diff)
		}
		c.run(0, "codes", "--check", "--at", day)
	}
	path := filepath.Join(t.TempDir(), "代码表.xlsx")
	c.run(2, "codes", "--format", "xlsx")
	c.run(0, "codes", "--format", "xlsx", "--at", "2020-06-30", "--out", path)
	book, err := excelize.OpenFile(path)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	expectSheet(t, book, lists["2020-06-30"])
	expectChanges(t, book, lists["2019-10-31"], lists["2020-06-30"])
	again := filepath.Join(t.TempDir(), "codes.xlsx")
	c.run(0, "export", "codes", "--at", "2020-06-30", "--out", again)
}

// expectSheet compares the sheet of codes in force with a list; every code is a text.
func expectSheet(t *testing.T, book *excelize.File, want map[string]unit) {
	rows, err := book.GetRows("现行代码")
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]unit{}
	for i, row := range rows[1:] {
		if row[1] == "511425" {
			continue
		}
		got[row[1]] = unit{row[1], row[2], row[5]}
		cell, _ := excelize.CoordinatesToCellName(2, i+2)
		if kind, err := book.GetCellType("现行代码", cell); err != nil || kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
			t.Errorf("%s is stored as %v, %v", cell, kind, err)
		}
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the code table (-want +got)\n%s", diff)
	}
}

// expectChanges demands a line for each code that is not borne, or not by the same name,
// on the other day.
func expectChanges(t *testing.T, book *excelize.File, before, after map[string]unit) {
	rows, err := book.GetRows("变更对照")
	if err != nil {
		t.Fatal(err)
	}
	from, to := map[string]bool{}, map[string]bool{}
	for _, row := range rows[1:] {
		from[row[1]], to[row[3]] = true, true
		if row[6] != "2019-12-20" && row[6] != "2020-05-30" || row[7] == "" {
			t.Errorf("line %q", row)
		}
	}
	for _, side := range []struct {
		here, there map[string]unit
		lines       map[string]bool
	}{{before, after, from}, {after, before, to}} {
		for code, u := range side.here {
			if there, stays := side.there[code]; (!stays || there.Name != u.Name) && !side.lines[code] {
				t.Errorf("no line about %s %s", code, u.Name)
			}
		}
	}
	t.Logf("%d lines from old codes to new ones", len(rows)-1)
}
