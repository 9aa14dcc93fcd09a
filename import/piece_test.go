package importer_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/edition/editiontest"
	"github.com/xiantu/xiantu/geo"
	importer "github.com/xiantu/xiantu/import"
)

// faulty is three townships, 0.02 degrees high: 甲 ends before 乙 begins (a gap 5e-5 degrees
// wide, closed by 丙 above and below), and 丙 lies over both by 1e-4 degrees at the top.
//
//	+-----丙-----+
//	| 甲 |gap| 乙 |
//	+-----丙-----+
func faulty(order ...int) []byte {
	rings := []string{
		`[[103.800,29.80],[103.810,29.80],[103.810,29.82],[103.800,29.82],[103.800,29.80]]`,
		`[[103.81005,29.80],[103.820,29.80],[103.820,29.82],[103.81005,29.82],[103.81005,29.80]]`,
		`[[103.790,29.79],[103.830,29.79],[103.830,29.83],[103.790,29.83],[103.790,29.79]],[[103.800,29.80],[103.800,29.8199],[103.820,29.8199],[103.820,29.80],[103.800,29.80]]`,
	}
	names := []string{"甲镇", "乙镇", "丙镇"}
	var features []string
	for _, i := range order {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"code":"51009910%d","name":%q},"geometry":{"type":"Polygon","coordinates":[%s]}}`, i, names[i], rings[i]))
	}
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

func mended(t *testing.T, content []byte, repairs importer.Repairs) *importer.Result {
	t.Helper()
	options := importer.Options{Kind: importer.Divisions, Date: civil.Date(2020, 1, 1), Repairs: repairs}
	r, err := importer.Read(t.Context(), []importer.File{{Name: "乡镇.geojson", Content: content}}, options, importer.Known{})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// Without a choice all is listed and nothing changed; a name does not hang on the order of
// the file.
func TestPiecesAreListed(t *testing.T) {
	r := mended(t, faulty(0, 1, 2), importer.Repairs{})
	m := r.Report.Mending
	if r.Err() != nil || m == nil || m.Gaps != 1 || m.Overlaps != 2 || m.Left != 3 || m.Given != 0 || len(m.Units) != 0 || r.Write.Repairs != nil {
		t.Fatalf("%+v (%v)", m, r.Err())
	}
	gap := pieceOf(t, m, "gap")
	if gap.Kind != geo.SliverGap || math.Abs(float64(gap.Width)-4.8) > 0.3 || len(gap.Units) != 3 || gap.Units[0].Share <= 0 {
		t.Errorf("the gap is %+v", gap)
	}
	other := mended(t, faulty(2, 0, 1), importer.Repairs{}).Report.Mending
	if !reflect.DeepEqual(m, other) {
		t.Errorf("in another order the file has %+v", other)
	}
}

func pieceOf(t *testing.T, m *importer.Mending, kind string) importer.Piece {
	t.Helper()
	at := slices.IndexFunc(m.Pieces, func(p importer.Piece) bool { return strings.HasPrefix(p.Name, kind) })
	if at < 0 {
		t.Fatalf("there is no %s among %+v", kind, m.Pieces)
	}
	return m.Pieces[at]
}

// What is chosen is done, and told: who got how much, and who lost it.
func TestPiecesAreGivenAsChosen(t *testing.T) {
	before := mended(t, faulty(0, 1, 2), importer.Repairs{}).Report.Mending
	gap := pieceOf(t, before, "gap")
	choices := importer.Repairs{Narrow: 50, Pieces: map[string]string{gap.Name: "510099101"}}
	for _, p := range before.Pieces {
		if strings.HasPrefix(p.Name, "overlap") {
			choices.Pieces[p.Name] = "510099102"
			break
		}
	}
	r := mended(t, faulty(1, 2, 0), choices)
	m := r.Report.Mending
	if r.Err() != nil || m.Given != 3 || m.Left != 0 || len(r.Write.Repairs) != 3 || !strings.HasSuffix(r.Write.Title, "; 3 gaps and overlaps given to units") {
		t.Fatalf("%+v %q (%v)", m, r.Write.Title, r.Err())
	}
	if p := pieceOf(t, m, "gap"); p.To.String() != "510099101" || p.Choice != "510099101" || p.Rule {
		t.Errorf("the gap went to %+v", p)
	}
	for _, u := range m.Units {
		if math.Abs(float64(u.After-u.Before-u.Gained+u.Lost)) > 0.5 {
			t.Errorf("%+v does not add up", u)
		}
	}
	again := mended(t, faulty(0, 1, 2), choices)
	if !reflect.DeepEqual(m, again.Report.Mending) || !reflect.DeepEqual(r.Write.Snapshots, again.Write.Snapshots) {
		t.Error("another order of the file leads elsewhere")
	}
	if left := piecesLeft(t, r); left != 0 {
		t.Errorf("%d pieces are left", left)
	}
}

// piecesLeft looks once more at what would be written.
func piecesLeft(t *testing.T, r *importer.Result) int {
	t.Helper()
	var shapes []orb.MultiPolygon
	for _, s := range r.Write.Snapshots {
		for _, u := range s.Units {
			shapes = append(shapes, u.Shape)
		}
	}
	pieces, err := geo.FindPieces(shapes)
	if err != nil {
		t.Fatal(err)
	}
	return len(pieces.List)
}

// Choices that do not fit are refused by name, and nothing would be written.
func TestChoicesThatDoNotFit(t *testing.T) {
	found := mended(t, faulty(0, 1, 2), importer.Repairs{}).Report.Mending
	gap := pieceOf(t, found, "gap").Name
	for _, c := range []struct{ name, piece, to, said string }{
		{"a piece that is not there", "gap-0000000000", "leave", "gap-0000000000: the files have no such"},
		{"a unit that is not beside it", gap, "510099109", gap + ": 510099109 cannot have it: choose one of"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r := mended(t, faulty(0, 1, 2), importer.Repairs{Pieces: map[string]string{c.piece: c.to}})
			var refused *importer.RepairError
			if !errors.As(r.Err(), &refused) || !strings.Contains(refused.Error(), c.said) || !strings.Contains(refused.Chinese(), "请") || len(r.Write.Snapshots) != 0 {
				t.Errorf("%v", r.Err())
			}
			if len(r.Report.Mending.Pieces) != 3 {
				t.Error("the report does not list the pieces to choose from")
			}
		})
	}
}

// A unit that would be left without land is named.
func TestChoiceThatTakesAll(t *testing.T) {
	inside := []byte(`{"type":"FeatureCollection","features":[
		{"type":"Feature","properties":{"code":"510099100","name":"甲镇"},"geometry":{"type":"Polygon","coordinates":[[[103.8,29.8],[103.82,29.8],[103.82,29.82],[103.8,29.82],[103.8,29.8]]]}},
		{"type":"Feature","properties":{"code":"510099101","name":"乙镇"},"geometry":{"type":"Polygon","coordinates":[[[103.81,29.81],[103.811,29.81],[103.811,29.811],[103.81,29.811],[103.81,29.81]]]}}]}`)
	piece := pieceOf(t, mended(t, inside, importer.Repairs{}).Report.Mending, "overlap").Name
	for to, said := range map[string]string{"510099100": "乙镇 would be left without any land", "longest": "name the unit that gets it"} {
		if err := mended(t, inside, importer.Repairs{Pieces: map[string]string{piece: to}}).Err(); err == nil || !strings.Contains(err.Error(), said) {
			t.Errorf("%s: %v", to, err)
		}
	}
	if r := mended(t, inside, importer.Repairs{Pieces: map[string]string{piece: "510099101"}}); r.Err() != nil || piecesLeft(t, r) != 0 {
		t.Error("no enclave was made:", r.Err())
	}
}

func TestParseRepairs(t *testing.T) {
	for _, c := range []struct{ text, said string }{
		{``, ""}, {`{}`, ""}, {`{"narrow_m":5,"pieces":{"gap-a":"longest","gap-b":"leave","overlap-c":"510099100"}}`, ""},
		{`{"narrow_m":-1}`, "narrow_m"}, {`{"narrow_m":1e9}`, "narrow_m"}, {`{"pieces":{"gap-a":"x"}}`, "gap-a"}, {`{"width":1}`, "width"}, {`[]`, "choices"}, {`{} {}`, "one JSON object"},
	} {
		r, err := importer.ParseRepairs([]byte(c.text))
		if (err == nil) != (c.said == "") || err != nil && !strings.Contains(err.Error(), c.said) {
			t.Errorf("%s: %v", c.text, err)
		}
		if err == nil {
			if again, err := importer.ParseRepairs(r.JSON()); err != nil || !cmp.Equal(r, again) {
				t.Errorf("%s comes back as %v (%v)", c.text, again, err)
			}
		}
	}
}

// The county's broken layer, as it is known to be broken: every gap and overlap is listed
// where it is, and the narrow ones go to neighbours by the rule.
func TestBrokenVillages(t *testing.T) {
	folder := editiontest.File(t, "qingshen")
	content, err := os.ReadFile(filepath.Join(folder, "broken", "villages_2019_broken.geojson"))
	if err != nil {
		t.Fatal(err)
	}
	var known struct {
		Defects []struct {
			ID, Type string
			BBox     [4]float64
			Lon, Lat float64
			Area     float64 `json:"area_m2"`
		}
	}
	text, err := os.ReadFile(filepath.Join(folder, "broken", "defects.json"))
	if err == nil {
		err = json.Unmarshal(text, &known)
	}
	if err != nil {
		t.Fatal(err)
	}
	options := importer.Options{Kind: importer.Divisions, Date: civil.Date(2019, 10, 31), Partial: true, Repairs: importer.Repairs{Narrow: 10}}
	r, err := importer.Read(t.Context(), []importer.File{{Name: "villages.geojson", Content: content}}, options, importer.Known{})
	if err != nil || r.Err() != nil {
		t.Fatal(err, r.Err())
	}
	m := r.Report.Mending
	for _, d := range known.Defects {
		if !strings.Contains(d.Type, "gap") && !strings.Contains(d.Type, "overlap") {
			continue
		}
		if !slices.ContainsFunc(m.Pieces, func(p importer.Piece) bool {
			return p.Land.Bound().Pad(1e-6).Contains([2]float64{d.Lon, d.Lat})
		}) {
			t.Errorf("%s, a %s of %.0f m², is not listed", d.ID, d.Type, d.Area)
		}
	}
	for _, p := range m.Pieces {
		if p.Rule != (p.Width <= 10) || p.Rule && p.To.IsZero() {
			t.Errorf("%s, %.2f m wide, was given to %q", p.Name, p.Width, p.To)
		}
	}
	if left := piecesLeft(t, r); left != m.Left {
		t.Errorf("%d pieces are left in what would be written, %d by the report", left, m.Left)
	}
	t.Logf("%d gaps, %d overlaps, %d given, %d left, %d units changed", m.Gaps, m.Overlaps, m.Given, m.Left, len(m.Units))
}
