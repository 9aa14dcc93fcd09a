package web_test

import (
	"fmt"
	"math"
	"net/http"
	"os"
	"strings"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/geojson"

	"github.com/xiantu/xiantu/geo"
)

// gappedFile is two townships with land between them that a third, around both, does not
// cover: a gap 5e-5 degrees wide, and an overlap of 西镇 with the third.
func gappedFile() []byte {
	var features []string
	for code, of := range map[string][2]string{
		"990101100": {"西镇", `[[[103.8,29.8],[103.81,29.8],[103.81,29.82],[103.7999,29.82],[103.8,29.8]]]`},
		"990101101": {"东镇", `[[[103.81005,29.8],[103.82,29.8],[103.82,29.82],[103.81005,29.82],[103.81005,29.8]]]`},
		"990101102": {"环镇", `[[[103.79,29.79],[103.83,29.79],[103.83,29.83],[103.79,29.83],[103.79,29.79]],[[103.8,29.8],[103.8,29.82],[103.82,29.82],[103.82,29.8],[103.8,29.8]]]`},
	} {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"code":%q,"name":%q},"geometry":{"type":"Polygon","coordinates":%s}}`, code, of[0], of[1]))
	}
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`)
}

type mendedUpload struct {
	upload
	Options struct {
		Repairs *struct {
			Narrow float64 `json:"narrow_m"`
			Pieces map[string]string
		}
	}
	Report struct {
		Repairs struct {
			Gaps, Overlaps, Given, Left int
			Pieces                      []mendedPiece
			Units                       []struct {
				Code   string
				Before float64 `json:"before_m2"`
				After  float64 `json:"after_m2"`
				Gained float64 `json:"gained_m2"`
				Lost   float64 `json:"lost_m2"`
			}
		}
	}
}

type mendedPiece struct {
	Piece, Kind, Choice, To string
	Rule                    bool
	Place                   []float64
	Area                    float64 `json:"area_m2"`
	Units                   []struct {
		Code, Name string
		Share      float64
	}
}

func (s *service) mended(id string) mendedUpload {
	s.t.Helper()
	s.rest(id)
	var u mendedUpload
	s.get("/v1/imports/" + id).status(http.StatusOK).into(&u)
	return u
}

// Gaps and overlaps are listed, given as chosen, drawn, and written as they were
// shown.
func TestRepairsOfAnImport(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	id := s.upload("divisions", "乡镇.geojson", gappedFile(), map[string]string{"date": "2020-01-01"}).ID
	u := s.mended(id)
	found := u.Report.Repairs
	if u.State != "staged" || found.Gaps != 1 || found.Overlaps != 1 || found.Left != 2 || len(found.Pieces) != 2 || u.Options.Repairs != nil {
		t.Fatalf("%+v", u)
	}
	gap, overlap := found.Pieces[0], found.Pieces[1]
	if !strings.HasPrefix(gap.Piece, "gap-") {
		gap, overlap = overlap, gap
	}
	s.send("PATCH", "/v1/imports/"+id, fmt.Sprintf(`{"date":"2020-01-01","repairs":{"pieces":{%q:"990101101",%q:"990101102"}}}`, gap.Piece, overlap.Piece)).status(http.StatusAccepted)
	u = s.mended(id)
	done := u.Report.Repairs
	if u.State != "staged" || done.Given != 2 || done.Left != 0 || u.Options.Repairs.Pieces[gap.Piece] != "990101101" {
		t.Fatalf("%+v", u)
	}
	for _, p := range done.Pieces {
		if p.To != u.Options.Repairs.Pieces[p.Piece] || p.Choice != p.To || p.Rule || p.Area <= 0 || len(p.Place) != 2 {
			t.Errorf("%+v", p)
		}
	}
	drawn := pieceNames(s, id)
	if drawn[gap.Piece] != "990101101" || drawn[overlap.Piece] != "990101102" {
		t.Errorf("the preview draws %v", drawn)
	}
	s.send("POST", "/v1/imports/"+id+"/commit", "").status(http.StatusAccepted)
	if u = s.mended(id); u.State != "committed" {
		t.Fatalf("%+v", u)
	}
	layer, err := geojson.UnmarshalFeatureCollection(s.get("/v1/units?level=township").status(http.StatusOK).body)
	if err != nil || len(layer.Features) != 3 || len(done.Units) != 2 {
		t.Fatalf("%d units, %d of them changed (%v)", len(layer.Features), len(done.Units), err)
	}
	for _, f := range layer.Features {
		shape, many := f.Geometry.(orb.MultiPolygon)
		if one, is := f.Geometry.(orb.Polygon); is {
			shape, many = orb.MultiPolygon{one}, true
		}
		if !many {
			t.Fatalf("%v is a %T", f.Properties["code"], f.Geometry)
		}
		held := float64(geo.Area(shape))
		for _, unit := range done.Units {
			if f.Properties["code"] == unit.Code && math.Abs(held-unit.After) > 0.5 {
				t.Errorf("%s has %.1f m², the report says %.1f", unit.Code, held, unit.After)
			}
		}
	}
}

// pieceNames are the pieces of a preview, with who got them.
func pieceNames(s *service, id string) map[string]string {
	s.t.Helper()
	var preview struct {
		Pieces struct {
			Features []struct {
				Properties struct{ Piece, To string }
				Geometry   struct{ Type string }
			}
		}
	}
	s.get("/v1/imports/" + id + "/preview").status(http.StatusOK).into(&preview)
	names := map[string]string{}
	for _, f := range preview.Pieces.Features {
		if strings.HasSuffix(f.Geometry.Type, "Polygon") {
			names[f.Properties.Piece] = f.Properties.To
		}
	}
	return names
}

// A choice that does not fit the files is a failed import that can be decided anew; what no
// file could fit is refused at once.
func TestRepairsThatDoNotFit(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	id := s.upload("divisions", "乡镇.geojson", gappedFile(), map[string]string{"date": "2020-01-01", "repairs": `{"pieces":{"gap-0000000000":"longest"}}`}).ID
	u := s.mended(id)
	if u.State != "failed" || !strings.Contains(u.Failure, "gap-0000000000") || len(u.Report.Repairs.Pieces) != 2 {
		t.Fatalf("%+v", u)
	}
	for _, body := range []string{`{"date":"2020-01-01","repairs":{"narrow_m":-5}}`, `{"date":"2020-01-01","repairs":{"pieces":{"gap-a":"nobody"}}}`, `{"date":"2020-01-01","repairs":{"widths":5}}`} {
		s.send("PATCH", "/v1/imports/"+id, body).problem(http.StatusUnprocessableEntity)
	}
	s.send("PATCH", "/v1/imports/"+id, `{"date":"2020-01-01","repairs":{"narrow_m":30}}`).status(http.StatusAccepted)
	if u = s.mended(id); u.State != "staged" || u.Report.Repairs.Given != 2 || !u.Report.Repairs.Pieces[0].Rule {
		t.Errorf("%+v", u)
	}
	body, kind := form(t, "f.csv", []byte("x"), map[string]string{"repairs": `{"narrow_m":3}`})
	s.do(http.MethodPost, "/v1/imports/facilities", body, "Content-Type", kind).problem(http.StatusUnprocessableEntity)
}

// Over HTTP a sentence names the choice, as the page does, and no flag.
func TestSentencesNameThePagesChoices(t *testing.T) {
	t.Parallel()
	s := newService(t)
	s.work()
	words := ""
	for _, file := range []string{"client/src/import/words.ts", "client/src/i18n/page.ts"} {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		words += string(text)
	}
	u := s.rest(s.upload("divisions", "乡镇.geojson", divisionsFile(map[string]string{"990101100": "西镇"}), nil).ID)
	if u.State != "failed" || strings.Contains(u.Failure, "--") || !strings.Contains(u.Failure, "“数据日期”（date）") {
		t.Errorf("%+v", u)
	}
	for _, label := range []string{"数据日期", "Day of the data", "坐标系", "Coordinate system", "级别", "文字编码", "Encoding", "能收的先收，其余列出", "Take what can be taken, list the rest", "各列的含义", "What the columns mean"} {
		if !strings.Contains(words, label) {
			t.Errorf("the page has no %q", label)
		}
	}
	list := "名称\n某站\n"
	u = s.rest(s.upload("divisions", "乡镇.csv", []byte(list), map[string]string{"date": "2020-01-01"}).ID)
	if strings.Contains(u.Failure, "--columns") {
		t.Errorf("%s", u.Failure)
	}
}
