package importer_test

import (
	"context"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/facilities"
	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
)

func read(t testing.TB, o importer.Options, known importer.Known, paths ...string) *importer.Result {
	t.Helper()
	var files []importer.File
	for _, p := range paths {
		files = append(files, importer.File{Name: filepath.Base(p), Path: p})
	}
	r, err := importer.Read(context.Background(), files, o, known)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// qingshen is what is known of the county on 2020-06-30, after both its snapshots and its
// people have come in.
func qingshen(t testing.TB) importer.Known {
	t.Helper()
	register := &edition.Register{County: edition.County{Code: adcode.MustParse("511425"), Name: "青神县"}}
	var inForce []boundaries.Version
	for _, s := range []struct {
		file string
		span civil.Span
	}{
		{"county", civil.Span{From: civil.Date(2019, 10, 31)}},
		{"townships_2019", civil.Span{From: civil.Date(2019, 10, 31), To: civil.Date(2019, 12, 20)}},
		{"townships_2020", civil.Span{From: civil.Date(2019, 12, 20)}},
		{"villages_2019", civil.Span{From: civil.Date(2019, 10, 31), To: civil.Date(2020, 5, 30)}},
		{"villages_2020", civil.Span{From: civil.Date(2020, 5, 30)}},
	} {
		r := read(t, importer.Options{Kind: importer.Divisions, Date: s.span.From}, importer.Known{}, editiontest.File(t, "qingshen/"+s.file+".geojson"))
		if r.Err() != nil || len(r.Write.Snapshots) != 1 {
			t.Fatalf("%s: %v", s.file, r.Err())
		}
		snapshot := r.Write.Snapshots[0]
		for i, v := range snapshot.Units {
			v.Valid, v.Unit = s.span, boundaries.UnitID(len(register.Versions)+i+1)
			if s.span.To.IsZero() {
				inForce = append(inForce, v)
			}
			v.Shape = nil
			register.Versions = append(register.Versions, v)
		}
		register.Days = append(register.Days, edition.Change{Day: s.span.From, What: "divisions", Level: snapshot.Level, Opened: len(snapshot.Units)})
	}
	people := read(t, importer.Options{Kind: importer.People, Date: civil.Date(2020, 11, 1)}, importer.Known{}, editiontest.File(t, "qingshen/groups.csv"))
	register.Groups = people.Write.People[0].Groups
	ed, err := edition.Make(edition.Key{County: register.County.Code, At: civil.Date(2020, 6, 30)}, edition.Parts{County: register.County, Units: inForce})
	if err != nil {
		t.Fatal(err)
	}
	return importer.Known{Register: register, Edition: ed}
}

var bureau = importer.Options{Kind: importer.Facilities, Date: civil.Date(2020, 6, 30), CRS: "GCJ-02", Partial: true}

// TestBureauWorkbook reads the workbook and compares the report and every facility with
// what is known to be true: each defect named, none missed, none invented.
func TestBureauWorkbook(t *testing.T) {
	known := qingshen(t)
	result := read(t, bureau, known, editiontest.File(t, "qingshen/facilities.xlsx"))
	if err := result.Err(); err != nil {
		t.Fatal(err)
	}
	type place struct {
		sheet string
		row   int
	}
	rows := map[place]importer.Row{}
	for _, r := range result.Report.Rows {
		rows[place{r.Sheet, r.Row}] = r
	}
	expected := editiontest.Table(t, editiontest.File(t, "qingshen/facilities_expected.csv"))
	if len(rows) != len(expected) {
		t.Errorf("%d rows were read, want %d", len(rows), len(expected))
	}
	where := map[string]place{}
	for _, e := range expected {
		n, _ := strconv.Atoi(e["row"])
		where[e["id"]] = place{e["sheet"], n}
	}
	put := map[string]facilities.Facility{}
	for _, f := range result.Write.Facilities[0].Put {
		put[f.Kind+f.Name] = f
	}
	taken := 0
	for _, e := range expected {
		row := rows[where[e["id"]]]
		if got, want := string(row.Action), e["action"]; got != want {
			t.Errorf("%s %v: action %q, want %q: %v", e["id"], where[e["id"]], got, want, row.Problems)
		}
		var got, want []string
		for _, p := range row.Problems {
			s := string(p.Code.Action()) + ":" + string(p.Code)
			if p.Code == importer.BlankForNo {
				s += "_in_" + p.Column
			}
			got = append(got, s)
			if p.Said.En == "" || p.Said.Zh == "" || strings.Contains(p.Said.En+p.Said.Zh, "%!") {
				t.Errorf("%s: %s says %q, %q", e["id"], p.Code, p.Said.En, p.Said.Zh)
			}
		}
		for issue := range strings.SplitSeq(e["issues"], ";") {
			if issue == "" {
				continue
			}
			issue, _, _ = strings.Cut(issue, "(")
			parts := strings.SplitN(issue, ":", 3)
			if strings.HasPrefix(parts[1], "duplicate_of") {
				parts[1] = "duplicate_of"
			}
			want = append(want, parts[0]+":"+parts[1])
			if strings.Contains(parts[1], "geocoded") && !slices.ContainsFunc(row.Problems, func(p importer.Problem) bool { return p.Value == parts[2] }) {
				t.Errorf("%s: want group %s, got %v", e["id"], parts[2], row.Problems)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if !slices.Equal(got, want) {
			t.Errorf("%s %v: problems %v, want %v", e["id"], where[e["id"]], got, want)
		}
		if e["action"] == "reject" {
			continue
		}
		taken++
		f, ok := put[e["kind"]+e["name"]]
		if !ok {
			t.Errorf("%s: %s %s is not there", e["id"], e["kind"], e["name"])
			continue
		}
		compare(t, e, f)
	}
	if n := len(result.Write.Facilities[0].Put); n != taken {
		t.Errorf("%d facilities to write, want %d", n, taken)
	}
	var duplicate importer.Row
	for _, r := range result.Report.Rows {
		if r.Row == where["F114"].row && r.Sheet == where["F114"].sheet {
			duplicate = r
		}
	}
	if len(duplicate.Problems) > 0 && !strings.Contains(duplicate.Problems[0].Value, fmt.Sprintf("row %d", where["F050"].row)) {
		t.Errorf("F114 is a duplicate of row %d, got %v", where["F050"].row, duplicate.Problems)
	}
}

// compare compares a facility with the truth.
func compare(t *testing.T, e map[string]string, f facilities.Facility) {
	t.Helper()
	if e["lon"] == "" {
		if f.Place != nil {
			t.Errorf("%s: place %v, want none", e["id"], *f.Place)
		}
	} else if f.Place == nil {
		t.Errorf("%s: no place", e["id"])
	} else {
		lon, _ := strconv.ParseFloat(e["lon"], 64)
		lat, _ := strconv.ParseFloat(e["lat"], 64)
		tolerance, _ := strconv.ParseFloat(e["tol_m"], 64)
		if d := geo.Distance(*f.Place, [2]float64{lon, lat}); float64(d) > tolerance {
			t.Errorf("%s: %.2f m off, more than %.2f", e["id"], d, tolerance)
		}
	}
	unit := e["village_code_2020"]
	if e["unit_level"] == "township" {
		unit = e["township_code_2020"]
	}
	if f.Unit.String() != unit {
		t.Errorf("%s: unit %v, want %s", e["id"], f.Unit, unit)
	}
	opened := ""
	if !f.Opened.IsZero() {
		opened = f.Opened.String()[:7]
	}
	number := func(n *int) string {
		if n == nil {
			return ""
		}
		return strconv.Itoa(*n)
	}
	flag := func(b *bool) string {
		switch {
		case b == nil:
			return ""
		case *b:
			return "1"
		}
		return "0"
	}
	mu := ""
	if f.Facts.AreaMu != nil {
		mu = strconv.FormatFloat(*f.Facts.AreaMu, 'f', -1, 64)
	}
	got := map[string]string{
		"opened": opened, "status": string(f.State), "beds": number(f.Facts.Beds), "operator_mode": f.Facts.OperatorMode, "operator": f.Facts.Operator,
		"social": flag(f.Facts.Social), "public": flag(f.Facts.Public), "independent": flag(f.Facts.Independent), "contract": flag(f.Facts.Contract), "partner": f.Facts.Partner,
		"extended": flag(f.Facts.Extended), "model": f.Facts.Model, "graves_total": number(f.Facts.GravesTotal), "graves_used": number(f.Facts.GravesUsed), "area_mu": mu,
		"served": f.Facts.Served, "tombs_total": number(f.Facts.TombsTotal), "tombs_done": number(f.Facts.TombsDone), "teams": number(f.Facts.Teams),
		"volunteers_reg": number(f.Facts.VolunteersRegistered), "volunteers_active": number(f.Facts.VolunteersActive), "build_kind": f.Facts.BuildKind,
	}
	for field, value := range got {
		want := e[field]
		if field == "operator_mode" && want == "公办" { // known from elsewhere: the sheets of clinics have no such column
			want = ""
		}
		if field == "beds" && e["sheet"] == "其他民政设施" { // nor has this sheet beds
			want = ""
		}
		if value != want {
			t.Errorf("%s: %s is %q, want %q", e["id"], field, value, want)
		}
	}
	on := func(day civil.Day) string {
		if f.InOperation(day) {
			return "1"
		}
		return "0"
	}
	if got, want := on(civil.Date(2020, 6, 30)), e["active_2020_06_30"]; got != want {
		t.Errorf("%s: in operation %s, want %s", e["id"], got, want)
	}
}

// TestBureauCSV reads the list in GB18030, and refuses the copy whose codes a
// spreadsheet has ruined.
func TestBureauCSV(t *testing.T) {
	known := qingshen(t)
	o := bureau
	o.CRS, o.Partial = "", false
	r := read(t, o, known, editiontest.File(t, "qingshen/formats/facilities_gb18030.csv"))
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	if c := r.Report.Counts; c.Rows != 113 || c.Reject != 0 || c.Accept+c.Warn != 113 || c.Warn != 1 || c.Problems[importer.VillageOnly] != 1 {
		t.Errorf("got %+v", c)
	}
	if remark := r.Write.Facilities[0].Put[2].Facts.Remark; remark != "罗塆、䢺江 字符测试" || r.Report.Files[0].Encoding != "gb18030" {
		t.Errorf("got %q in %s", remark, r.Report.Files[0].Encoding)
	}
	ruined := read(t, o, known, editiontest.File(t, "qingshen/formats/facilities_codes_ruined.csv"))
	err := ruined.Err()
	if err == nil || !strings.Contains(err.Error(), `"5.11425E+11" is a code that a spreadsheet has rounded`) || ruined.Report.Counts.Reject != ruined.Report.Counts.Problems[importer.CodeRuined] {
		t.Errorf("got %v, %+v", err, ruined.Report.Counts)
	}
	t.Log(err)
}

func TestBureauPeopleAndZones(t *testing.T) {
	known := qingshen(t)
	r := read(t, importer.Options{Kind: importer.People, Date: civil.Date(2020, 11, 1)}, known, editiontest.File(t, "qingshen/groups.csv"))
	if err := r.Err(); err != nil {
		t.Fatal(err)
	}
	p := r.Write.People[0]
	sums := make(edition.Counts, len(p.Ages))
	for _, g := range p.Groups {
		for i, n := range g.Counts {
			sums[i] += n
		}
	}
	if !slices.Equal(p.Ages, []string{"all", "60+", "65+", "80+"}) || !slices.Equal(sums, edition.Counts{167990, 45713, 36668, 7874}) || len(p.Groups[0].Addresses) != 2 {
		t.Errorf("got %v %v", p.Ages, sums)
	}
	z := read(t, importer.Options{Kind: importer.Zones}, known, editiontest.File(t, "qingshen/zones.geojson"))
	if err := z.Err(); err != nil || len(z.Write.Zones[0].List) != 24 {
		t.Errorf("%v, %v", err, z.Report.Counts)
	}
}

// TestRealLists reads the lists of before and after the reform, which have no shapes.
func TestRealLists(t *testing.T) {
	for file, want := range map[string]int{"qingshen_511425_before_2019-10-31.csv": 89, "qingshen_511425_after_2020-06-30.csv": 58} {
		r := read(t, importer.Options{Kind: importer.Divisions, Date: civil.Date(2019, 10, 31)}, importer.Known{}, editiontest.File(t, "domain/"+file))
		if got := len(units(t, r)); got != want || r.Report.Counts.Accept != want {
			t.Errorf("%s: %d units, want %d: %+v", file, got, want, r.Report.Counts)
		}
	}
}

// TestDBFEncodings tells the encodings of small DBFs with and without hints.
func TestDBFEncodings(t *testing.T) {
	for file, want := range map[string]string{
		"gbk_nocpg": "GB18030", "mapshaper_dbf/gbk": "GB18030", "mapshaper_dbf/gb2312": "GB18030", "mapshaper_dbf/ldid_chinese": "GB18030", "mapshaper_dbf/utf8": "UTF-8", "mapshaper_dbf/cpg_big5": "CP950",
	} {
		base := editiontest.File(t, "encodings/"+file)
		if got, err := importer.DBFEncoding(base+".dbf", base+".cpg", "auto"); err != nil || got != want {
			t.Errorf("%s: got %s, %v, want %s", file, got, err, want)
		}
	}
}
