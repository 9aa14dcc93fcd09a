package importer_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	importer "github.com/xiantu/xiantu/import"
)

// order wraps changes in an order that is sound otherwise.
func orderText(changes string) string {
	return `{"county": "519925", "effective": "2020-06-30", "changes": [` + changes + `]}`
}

func codeOf(s string) adcode.Code { return adcode.MustParse(s) }

func TestReadOrderOfEachKind(t *testing.T) {
	a, b := codeOf("519925101200"), codeOf("519925101201")
	town := codeOf("519925101")
	line := orb.LineString{{103, 29}, {104, 30}}
	for text, want := range map[string]boundaries.Change{
		`{"kind": "merge", "from": ["519925101200", "519925101201"], "into": {"code": "519925101201", "name": "甲村", "type": "村"}, "parent": "519925101"}`: boundaries.Merge{
			From: []adcode.Code{a, b}, Into: boundaries.NewUnit{Code: b, Name: "甲村", Type: boundaries.VillageCommittee, Parent: town}},
		`{"kind": "absorb", "from": ["519925101200"], "into": "519925101201", "exclave": true}`: boundaries.Absorb{From: []adcode.Code{a}, Into: b, Exclave: true},
		`{"kind": "split", "from": "519925101200", "cut": {"type": "LineString", "coordinates": [[103, 29], [104, 30]]}, "into": [{"to": "519925101201", "at": [103.5, 29.5], "groups": ["g1"]}, {"code": "519925101200", "name": "甲村", "at": [103.1, 29.9]}]}`: boundaries.Split{
			From: a, Cut: line, Into: []boundaries.Part{{To: b, At: orb.Point{103.5, 29.5}, Groups: []string{"g1"}}, {New: &boundaries.NewUnit{Code: a, Name: "甲村"}, At: orb.Point{103.1, 29.9}}}},
		`{"kind": "transfer", "units": ["519925101200"], "to": "519925101"}`: boundaries.TransferUnits{Units: []adcode.Code{a}, To: town},
		`{"kind": "transfer", "from": "519925101200", "to": "519925101201", "piece": {"type": "Polygon", "coordinates": [[[103, 29], [104, 29], [104, 30], [103, 29]]]}}`: boundaries.TransferPiece{
			From: a, To: b, Piece: orb.MultiPolygon{{{{103, 29}, {104, 29}, {104, 30}, {103, 29}}}}},
		`{"kind": "transfer", "groups": ["g1"], "cut": {"coordinates": [[103, 29], [104, 30]], "type": "LineString"}, "from": "519925101200", "to": "519925101201"}`: boundaries.TransferPiece{
			From: a, To: b, Groups: []string{"g1"}, Cut: line},
		`{"kind": "rename", "unit": "519925101200", "name": "乙村"}`:                                                                               boundaries.Rename{Unit: a, Name: "乙村"},
		`{"kind": "recode", "unit": "519925101200", "code": "519925101201"}`:                                                                     boundaries.Recode{Unit: a, Code: b},
		`{"kind": "retype", "unit": "519925101200", "type": "社区", "code": "519925101201"}`:                                                       boundaries.Retype{Unit: a, Type: boundaries.Community, Code: b},
		`{"kind": "classify", "unit": "519925101200", "urban": false, "tier": "中心村"}`:                                                            boundaries.Classify{Unit: a, Urban: boundaries.No, Tier: "中心村"},
		`{"kind": "border", "between": ["519925101200", "519925101201"], "line": {"type": "LineString", "coordinates": [[103, 29], [104, 30]]}}`: boundaries.MoveBorder{Between: [2]adcode.Code{a, b}, Line: line},
		`{"kind": "revert", "change": 17}`:                                                                                                       boundaries.Revert{Order: 17},
	} {
		o, err := importer.ReadOrder(strings.NewReader(orderText(text)))
		if err != nil {
			t.Errorf("%s: %v", text, err)
			continue
		}
		want := boundaries.Order{Counties: []adcode.Code{codeOf("519925")}, Effective: civil.Date(2020, 6, 30), Changes: []boundaries.Change{want}}
		if d := cmp.Diff(want, o, cmp.Comparer(func(a, b adcode.Code) bool { return a == b }), cmp.Comparer(func(a, b civil.Day) bool { return a == b }), cmpopts.EquateEmpty()); d != "" {
			t.Errorf("%s: %s", text, d)
		}
	}
}

func TestReadOrderTellsEveryProblem(t *testing.T) {
	for _, c := range []struct {
		text string
		want []string // change and member of each problem
	}{
		{`{}`, []string{"0 county", "0 effective", "0 changes"}},
		{`{"county": "519925", "counties": ["519926"], "effective": "2020-06-31", "changes": []}`, []string{"0 effective", "0 county"}},
		{`{"county": "519925101", "effective": "2020-06-30", "efective": 1, "changes": [{"kind": "revert", "change": 1}]}`, []string{"0 efective", "0 county"}},
		{orderText(`{"kind": "fuse"}, {"kind": "rename", "unit": "519925101200"}, {"kind": "recode", "unit": 519925101200, "code": "5.19925E+11"}`), []string{"1 kind", "2 name", "3 unit", "3 code"}},
		{orderText(`{"kind": "rename", "unit": "519925101200", "name": "乙村", "tier": "x", "colour": "red"}`), []string{"1 colour", "1 tier"}},
		{orderText(`{"kind": "rename", "unit": "519925101200", "unit": "519925101201", "name": "乙村"}`), []string{"1 unit"}},
		{orderText(`{"kind": "merge", "from": "519925101200", "into": "519925101201"}`), []string{"1 from", "1 into"}},
		{orderText(`{"kind": "merge", "from": ["519925101200", null], "into": {"code": "519925101201"}}`), []string{"1 from[1]", "1 into.name"}},
		{orderText(`{"kind": "retype", "unit": "519925101200", "type": "大队"}`), []string{"1 type"}},
		{orderText(`{"kind": "split", "from": "519925101200", "cut": {"type": "Point", "coordinates": [103, 29]}, "into": [{"to": "519925101201", "code": "519925101203"}, {"code": "519925101202", "name": "甲", "at": [3300000, 380000]}]}`), []string{"1 cut", "1 into[0]", "1 into[0].at", "1 into[1].at"}},
		{orderText(`{"kind": "border", "between": ["519925101200"], "line": {"type": "LineString", "coordinates": [[103, 29], [NaN, 30]]}}`), []string{"1 line", "1 between"}},
		{orderText(`{"kind": "transfer", "from": "519925101200", "to": "519925101201", "piece": {"type": "Polygon", "coordinates": [[[103, 29], [104, 29], [104, 30]]]}}`), []string{"1 piece"}},
		{orderText(`{"kind": "transfer", "to": "519925101201"}, {"kind": "classify", "unit": "519925101201", "urban": "yes"}, 7`), []string{"1 units", "2 urban", "3 ", "3 kind"}},
		{orderText(`{"kind": "revert", "change": 0}`), []string{"1 change"}},
	} {
		_, err := importer.ReadOrder(strings.NewReader(c.text))
		var all *importer.OrderError
		if !errors.As(err, &all) {
			t.Errorf("%s: got %v", c.text, err)
			continue
		}
		var got []string
		for _, p := range all.Problems {
			got = append(got, fmt.Sprintf("%d %s", p.Change, p.Member))
			if p.Said.En == "" || p.Said.Zh == "" {
				t.Errorf("%s: %v is not told in both languages", c.text, p)
			}
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("%s: %s", c.text, d)
		}
	}
}

func TestReadOrderRefusesWhatIsNoJSON(t *testing.T) {
	for _, text := range []string{"", "{", `{"county": "519925"`, `[1]x`, orderText(`{"kind"}`), orderText("") + "{}", `{"changes": [` + strings.Repeat("[", 100)} {
		if _, err := importer.ReadOrder(strings.NewReader(text)); err == nil {
			t.Errorf("%q is taken", text)
		}
	}
}

// Whatever bytes come, reading ends with an order or an error.
func FuzzReadOrder(f *testing.F) {
	f.Add(orderText(`{"kind": "rename", "unit": "519925101200", "name": "乙村"}`))
	f.Add(orderText(`{"kind": "border", "between": ["519925101200", "519925101201"], "line": {"type": "LineString", "coordinates": [[103, 29], [104, 30]]}}`))
	f.Add(orderText(`{"kind": "split", "from": "519925101200", "into": [{"to": "519925101201", "at": [103.5, 29.5]}]}`))
	f.Fuzz(func(t *testing.T, text string) {
		o, err := importer.ReadOrder(strings.NewReader(text))
		if err == nil && (len(o.Changes) == 0 || o.Effective.IsZero() || len(o.Counties) == 0) {
			t.Errorf("an order without content is taken: %+v", o)
		}
	})
}

func ExampleReadOrder() {
	_, err := importer.ReadOrder(strings.NewReader(`{"county": "519925", "effective": "2020-6-30", "changes": [{"kind": "rename", "unit": 519925101200}]}`))
	fmt.Println(err)
	// Output:
	// effective: "2020-6-30" is not a day: write it as YYYY-MM-DD, such as 2020-06-30
	// change 1: unit: the code 519925101200 stands as a number: write it as a string, "519925101200"
	// change 1: name: a rename needs this member
}
