package postgis_test

import (
	"encoding/json"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// The audit keeps what was done to the shapes of a snapshot before they came.
func TestRepairsAreAudited(t *testing.T) {
	t.Parallel()
	store, conn := filled(t)
	a, b := village("511425106", 201, "甲村"), village("511425106", 202, "乙村")
	w := snapshot("2021-01-01", a, b)
	w.Repairs = []edition.Repair{
		{Piece: "gap-1", Kind: "sliver_gap", Place: orb.Point{103.8, 29.8}, Area: 12.5, Width: 0.5, To: a.Code, Rule: true},
		{Piece: "overlap-2", Kind: "big_overlap", Area: 900, Width: 30, To: b.Code, From: []adcode.Code{a.Code}},
		{Piece: "gap-3", Kind: "sliver_gap", To: adcode.MustParse("511402101001")},
	}
	commit(t, store, w)
	var text []byte
	if err := conn.QueryRow(t.Context(), "SELECT detail FROM audit WHERE part = 'boundaries' ORDER BY id DESC LIMIT 1").Scan(&text); err != nil {
		t.Fatal(err)
	}
	var detail []struct {
		Repairs []struct {
			Piece, Kind, To string
			From            []string
			Area            float64 `json:"area_m2"`
			Rule            bool
		}
	}
	if err := json.Unmarshal(text, &detail); err != nil || len(detail) == 0 || len(detail[0].Repairs) != 2 {
		t.Fatalf("%s (%v)", text, err)
	}
	if r := detail[0].Repairs[0]; r.Piece != "gap-1" || r.To != a.Code.String() || r.Area != 12.5 || !r.Rule || len(r.From) != 0 {
		t.Errorf("%+v", r)
	}
	if r := detail[0].Repairs[1]; r.Kind != "big_overlap" || r.To != b.Code.String() || len(r.From) != 1 || r.From[0] != a.Code.String() || r.Rule {
		t.Errorf("%+v", r)
	}
	if err := store.Verify(t.Context()); err != nil {
		t.Error(err)
	}
}
