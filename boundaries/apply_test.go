package boundaries_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// The board of these tests, each village a square of a hundredth of a degree:
//
//	2 |  x203   x202  |  y202   y203
//	  |               |
//	1 |  x200   x201  |  y200   y201
//	  +---------------+--------------
//	      town 101        town 102
//
// Town 201, of one village, lies apart. Every village has two groups of 100 people, in
// its left and in its right half.
const side = 0.01

func square(x, y, w, h float64) orb.MultiPolygon {
	at := func(x, y float64) orb.Point { return geo.Snap(orb.Point{103 + x*side, 29 + y*side}).Point() }
	var ring orb.Ring // with a vertex at each village's corner
	for i := 0.0; i < w; i++ {
		ring = append(ring, at(x+i, y))
	}
	for i := 0.0; i < h; i++ {
		ring = append(ring, at(x+w, y+i))
	}
	for i := w; i > 0; i-- {
		ring = append(ring, at(x+i, y+h))
	}
	for i := h; i > 0; i-- {
		ring = append(ring, at(x, y+i))
	}
	return orb.MultiPolygon{{append(ring, ring[0])}}
}

func code(s string) adcode.Code { return adcode.MustParse(s) }

// x and y are the villages of the two towns, by their last three digits.
func x(n int) adcode.Code { return county.Child(101).Child(n) }
func y(n int) adcode.Code { return county.Child(102).Child(n) }

func testBoard() boundaries.State {
	var s boundaries.State
	add := func(c adcode.Code, name string, parent adcode.Code, shape orb.MultiPolygon) {
		id := len(s.Units) + 1
		s.Units = append(s.Units, boundaries.Version{
			ID: boundaries.VersionID(id), Unit: boundaries.UnitID(id), Code: c, Name: name, Type: boundaries.TypeOf(name, c), Parent: parent, Shape: shape, Valid: civil.Span{From: y2005},
		})
	}
	whole := append(square(0, 0, 4, 2), square(9, 9, 1, 1)...)
	add(county, "试验县", adcode.Code{}, whole)
	add(county.Child(101), "甲镇", county, square(0, 0, 2, 2))
	add(county.Child(102), "乙镇", county, square(2, 0, 2, 2))
	add(county.Child(201), "丙乡", county, square(9, 9, 1, 1))
	names := []string{"东", "西", "南", "北"}
	for i, at := range [][2]float64{{0, 0}, {1, 0}, {1, 1}, {0, 1}} {
		add(x(200+i), "甲"+names[i]+"村", county.Child(101), square(at[0], at[1], 1, 1))
	}
	for i, at := range [][2]float64{{2, 0}, {3, 0}, {2, 1}, {3, 1}} {
		add(y(200+i), "乙"+names[i]+"村", county.Child(102), square(at[0], at[1], 1, 1))
	}
	add(county.Child(201).Child(200), "丙村", county.Child(201), square(9, 9, 1, 1))
	for _, u := range s.Units[4:] {
		low := u.Shape.Bound().Min
		for i, right := range []float64{0.25, 0.75} {
			s.Groups = append(s.Groups, boundaries.Group{ID: fmt.Sprintf("%v-%02d", u.Code, i+1), Place: orb.Point{low[0] + right*side, low[1] + 0.5*side}, Unit: u.Unit, People: 100})
		}
	}
	return s
}

func orderOf(changes ...boundaries.Change) boundaries.Order {
	return boundaries.Order{Counties: []adcode.Code{county}, Effective: y2020, Changes: changes}
}

func apply(t *testing.T, s boundaries.State, changes ...boundaries.Change) (boundaries.Outcome, boundaries.State) {
	t.Helper()
	out, err := boundaries.Apply(s, orderOf(changes...))
	if err != nil {
		t.Fatal(err)
	}
	return out, s.After(y2020, out)
}

func find(t *testing.T, s boundaries.State, c adcode.Code) boundaries.Version {
	t.Helper()
	for _, v := range s.Units {
		if v.Code == c {
			return v
		}
	}
	t.Fatalf("no unit bears %v", c)
	return boundaries.Version{}
}

func lineageOf(out boundaries.Outcome) []string {
	var lines []string
	for _, l := range out.Lineage {
		lines = append(lines, fmt.Sprintf("%v %v %s %.2f %.2f", l.FromCode, l.ToCode, l.Kind, l.People, l.Area))
	}
	return lines
}

func people(s boundaries.State, c adcode.Code) (n int64) {
	for _, v := range s.Units {
		for _, g := range s.Groups {
			if v.Code == c && g.Unit == v.Unit {
				n += g.People
			}
		}
	}
	return n
}

// vertical is a line that cuts the lower row at x, in villages.
func vertical(at float64) orb.LineString {
	return orb.LineString{{103 + at*side, 29 - 0.2*side}, {103 + at*side, 29 + 1.2*side}}
}

func at(x, y float64) orb.Point { return orb.Point{103 + x*side, 29 + y*side} }

func TestMergeMakesANewUnit(t *testing.T) {
	out, s := apply(t, testBoard(), boundaries.Merge{From: []adcode.Code{x(200), x(201), x(200)}, Into: boundaries.NewUnit{Code: x(210), Name: "合村"}})
	v := find(t, s, x(210))
	if v.Unit >= 0 || v.Parent != county.Child(101) || v.Type != boundaries.VillageCommittee {
		t.Errorf("got %+v", v)
	}
	if geo.Area(v.Shape) < 1.9*geo.Area(square(0, 0, 1, 1)) || len(v.Shape[0][0]) != 7 {
		t.Errorf("shape %v", v.Shape)
	}
	if d := cmp.Diff([]string{"519925101200 519925101210 merge 1.00 1.00", "519925101201 519925101210 merge 1.00 1.00"}, lineageOf(out)); d != "" {
		t.Error(d)
	}
	if len(out.Close) != 2 || people(s, x(210)) != 400 {
		t.Errorf("closed %v, %d people", out.Close, people(s, x(210)))
	}
}

func TestMergeOfTownsMovesVillages(t *testing.T) {
	_, s := apply(t, testBoard(), boundaries.Merge{From: []adcode.Code{county.Child(101), county.Child(102)}, Into: boundaries.NewUnit{Code: county.Child(1), Name: "新街道"}})
	for _, c := range []adcode.Code{x(200), y(203)} {
		if v := find(t, s, c); v.Parent != county.Child(1) || v.Unit < 0 {
			t.Errorf("%v is under %v", c, v.Parent)
		}
	}
}

// 钟家山村's case: the town that takes in and the one that gives keep the villages' sums.
func TestTransferMovesLandOfParents(t *testing.T) {
	out, s := apply(t, testBoard(), boundaries.TransferUnits{Units: []adcode.Code{y(200), y(200)}, To: county.Child(101)})
	a, b := find(t, s, county.Child(101)), find(t, s, county.Child(102))
	one := float64(geo.Area(square(0, 0, 1, 1)))
	if r := float64(geo.Area(a.Shape)) / one; r < 4.99 || r > 5.01 {
		t.Errorf("town 101 has %.3f villages' land, want 5", r)
	}
	if r := float64(geo.Area(b.Shape)) / one; r < 2.99 || r > 3.01 {
		t.Errorf("town 102 has %.3f villages' land, want 3", r)
	}
	want := []string{"519925101 519925101 transfer 1.00 1.00", "519925102 519925101 transfer 0.25 0.25", "519925102 519925102 transfer 0.75 0.75", "519925102200 519925102200 transfer 1.00 1.00"}
	if d := cmp.Diff(want, lineageOf(out)); d != "" {
		t.Error(d)
	}
}

// Two villages that touch only by what a later change brings are joined by one order.
func TestTouchingIsSeenAtTheEnd(t *testing.T) {
	merge := boundaries.Merge{From: []adcode.Code{x(200), x(202)}, Into: boundaries.NewUnit{Code: x(210), Name: "合村"}}
	if rules := rulesOf(t, testBoard(), merge); !slices.Equal(rules, []string{"not_touching"}) {
		t.Errorf("a corner is no border: got %v", rules)
	}
	apply(t, testBoard(), merge, boundaries.Absorb{From: []adcode.Code{x(201)}, Into: x(210)})
	merge.Exclave = true
	if out, _ := apply(t, testBoard(), merge); len(out.Warnings) == 0 || out.Warnings[0].Rule != "exclave" {
		t.Errorf("warnings %v", out.Warnings)
	}
}

func TestSplitPutsVerticesIntoNeighbours(t *testing.T) {
	out, s := apply(t, testBoard(), boundaries.Split{From: x(200), Cut: vertical(0.5), Into: []boundaries.Part{
		{New: &boundaries.NewUnit{Code: x(200), Name: "甲东村"}, At: at(0.2, 0.5)},
		{To: x(201), At: at(0.8, 0.5), Groups: []string{"519925101200-02"}},
	}})
	if d := cmp.Diff([]string{"519925101200 519925101200 split 0.50 0.50", "519925101200 519925101201 split 0.50 0.50", "519925101201 519925101201 split 1.00 1.00"}, lineageOf(out)); d != "" {
		t.Error(d)
	}
	for c, want := range map[adcode.Code]int{x(203): 6, county.Child(101): 10, county: 14, y(200): 5} {
		if got := len(find(t, s, c).Shape[0][0]); got != want {
			t.Errorf("%v has %d vertices, want %d", c, got, want)
		}
	}
	if people(s, x(200)) != 100 || people(s, x(201)) != 300 {
		t.Errorf("%d and %d people", people(s, x(200)), people(s, x(201)))
	}
	checkSound(t, s)
}

func TestSplitTownAlongVillages(t *testing.T) {
	_, s := apply(t, testBoard(), boundaries.Split{From: county.Child(101), Cut: orb.LineString{at(1.01, -0.3), at(0.99, 2.3)}, Into: []boundaries.Part{
		{To: county.Child(101), At: at(0.5, 0.5)}, {New: &boundaries.NewUnit{Code: county.Child(103), Name: "丁镇"}, At: at(1.5, 0.5)},
	}})
	if got := find(t, s, x(201)).Parent; got != county.Child(103) {
		t.Errorf("the village right of the line is under %v", got)
	}
	if got := find(t, s, x(203)).Parent; got != county.Child(101) {
		t.Errorf("the village left of the line is under %v", got)
	}
	checkSound(t, s)
}

func TestTransferOfAPieceAndOfGroups(t *testing.T) {
	piece := square(0.5, -0.5, 1, 2) // sticks out of both
	_, s := apply(t, testBoard(), boundaries.TransferPiece{From: x(200), To: x(201), Piece: orb.MultiPolygon{{piece[0][0]}}})
	if people(s, x(201)) != 300 {
		t.Errorf("%d people", people(s, x(201)))
	}
	checkSound(t, s)
	_, s = apply(t, testBoard(), boundaries.TransferPiece{From: y(200), To: x(201), Groups: []string{"519925102200-01"}, Cut: vertical(2.5)})
	if people(s, x(201)) != 300 {
		t.Errorf("%d people", people(s, x(201)))
	}
	checkSound(t, s)
}

func TestMoveBorder(t *testing.T) {
	// the new border runs right of the old one below and left of it above
	line := orb.LineString{at(1, 0), at(1.4, 0.3), at(0.6, 0.7), at(1, 1)}
	_, s := apply(t, testBoard(), boundaries.MoveBorder{Between: [2]adcode.Code{x(200), x(201)}, Line: line})
	a := find(t, s, x(200))
	if !geo.Contains(a.Shape, at(1.3, 0.3)) || geo.Contains(a.Shape, at(0.7, 0.7)) {
		t.Errorf("the border did not move: %v", a.Shape)
	}
	checkSound(t, s)
}

// A town may change all its villages for others within one order.
func TestTownEmptiedAndFilled(t *testing.T) {
	_, s := apply(t, testBoard(), boundaries.TransferUnits{Units: []adcode.Code{county.Child(201).Child(200)}, To: county.Child(101), Exclave: true},
		boundaries.TransferUnits{Units: []adcode.Code{y(201)}, To: county.Child(201)})
	checkSound(t, s)
}

func TestIdentityAndCodes(t *testing.T) {
	s := testBoard()
	was := find(t, s, x(200))
	_, s = apply(t, s, boundaries.Recode{Unit: x(200), Code: x(201)}, boundaries.Recode{Unit: x(201), Code: x(200)}, // swapped within the order
		boundaries.Retype{Unit: x(202), Type: boundaries.Community, Code: x(1)}, boundaries.Rename{Unit: x(1), Name: "新社区"}, boundaries.Classify{Unit: x(1), Urban: boundaries.Yes, Tier: "集镇村"})
	if v := find(t, s, x(201)); v.Unit != was.Unit || v.Name != was.Name {
		t.Errorf("%v", v)
	}
	if v := find(t, s, x(1)); v.Name != "新社区" || v.Type != boundaries.Community || v.Urban != boundaries.Yes || v.Tier != "集镇村" {
		t.Errorf("%+v", v)
	}
}

// rulesOf are the rules that an order of changes breaks.
func rulesOf(t *testing.T, s boundaries.State, changes ...boundaries.Change) []string {
	t.Helper()
	return rulesOfOrder(t, s, orderOf(changes...))
}

func rulesOfOrder(t *testing.T, s boundaries.State, o boundaries.Order) []string {
	t.Helper()
	_, err := boundaries.Apply(s, o)
	if err == nil {
		return nil
	}
	var rules []string
	for _, e := range err.(interface{ Unwrap() []error }).Unwrap() {
		var r *boundaries.RuleError
		if !errors.As(e, &r) || r.Said == "" {
			t.Fatalf("%v is no RuleError", e)
		}
		rules = append(rules, r.Rule)
	}
	return rules
}

func TestRules(t *testing.T) {
	village := boundaries.NewUnit{Code: x(210), Name: "合村"}
	for _, c := range []struct {
		name    string
		changes []boundaries.Change
		want    []string
	}{
		{"nothing", nil, []string{"no_change"}},
		{"unknown unit", []boundaries.Change{boundaries.Rename{Unit: x(299), Name: "某村"}}, []string{"not_in_force"}},
		{"two mistakes at once", []boundaries.Change{boundaries.Rename{Unit: x(299), Name: "某村"}, boundaries.Rename{Unit: x(200)}}, []string{"not_in_force", "no_name"}},
		{"what fails is not complained of again", []boundaries.Change{boundaries.Merge{From: []adcode.Code{x(299), x(200)}, Into: village}, boundaries.Rename{Unit: x(210), Name: "某村"}}, []string{"not_in_force"}},
		{"levels mixed", []boundaries.Change{boundaries.Merge{From: []adcode.Code{x(200), county.Child(101)}, Into: village}}, []string{"wrong_level"}},
		{"code of another level", []boundaries.Change{boundaries.Recode{Unit: x(200), Code: county.Child(103)}}, []string{"wrong_level"}},
		{"code borne", []boundaries.Change{boundaries.Recode{Unit: x(200), Code: x(201)}}, []string{"code_twice"}},
		{"class of a town", []boundaries.Change{boundaries.Recode{Unit: county.Child(101), Code: county.Child(1)}}, []string{"code_class"}},
		{"code of another county", []boundaries.Change{boundaries.Recode{Unit: county.Child(101), Code: code("519926105")}}, []string{"code_prefix"}},
		{"town becomes a village", []boundaries.Change{boundaries.Retype{Unit: county.Child(101), Type: boundaries.Community}}, []string{"wrong_type"}},
		{"merge of one", []boundaries.Change{boundaries.Merge{From: []adcode.Code{x(200), x(200)}, Into: village}}, []string{"merge_of_one"}},
		{"two parents", []boundaries.Change{boundaries.Merge{From: []adcode.Code{x(201), y(200)}, Into: boundaries.NewUnit{Code: county.Child(201).Child(200), Name: "合村"}}}, []string{"no_parent"}},
		{"towns apart", []boundaries.Change{boundaries.Absorb{From: []adcode.Code{county.Child(201)}, Into: county.Child(101)}}, []string{"not_touching"}},
		{"cut misses", []boundaries.Change{boundaries.Split{From: x(200), Cut: vertical(3), Into: []boundaries.Part{{To: x(200), At: at(0.2, 0.5)}, {To: x(201), At: at(0.8, 0.5)}}}}, []string{"cut"}},
		{"all parts the unit itself", []boundaries.Change{boundaries.Split{From: x(200), Cut: vertical(0.5), Into: []boundaries.Part{{To: x(200), At: at(0.2, 0.5)}, {New: &boundaries.NewUnit{Code: x(200), Name: "甲东村"}, At: at(0.8, 0.5)}}}}, []string{"split_of_one"}},
		{"place outside", []boundaries.Change{boundaries.Split{From: x(200), Cut: vertical(0.5), Into: []boundaries.Part{{To: x(200), At: at(0.2, 0.5)}, {To: x(201), At: at(1.8, 0.5)}}}}, []string{"part_place"}},
		{"group on the other side", []boundaries.Change{boundaries.Split{From: x(200), Cut: vertical(0.5), Into: []boundaries.Part{{To: x(200), At: at(0.2, 0.5)}, {To: x(201), At: at(0.8, 0.5), Groups: []string{"519925101200-01"}}}}}, []string{"group_outside"}},
		{"unknown group", []boundaries.Change{boundaries.TransferPiece{From: x(200), To: x(201), Groups: []string{"nobody"}, Cut: vertical(0.5)}}, []string{"group_unknown", "no_groups"}},
		{"group left behind", []boundaries.Change{boundaries.TransferPiece{From: x(200), To: x(201), Groups: []string{"519925101200-02"}, Cut: orb.LineString{at(-1, 0.4), at(2, 0.4)}}}, []string{"group_left_behind"}},
		{"piece of a town with villages", []boundaries.Change{boundaries.TransferPiece{From: county.Child(101), To: county.Child(102), Piece: square(1, 0, 1, 1)}}, []string{"has_villages"}},
		{"border far away", []boundaries.Change{boundaries.MoveBorder{Between: [2]adcode.Code{x(200), x(201)}, Line: orb.LineString{at(0.5, 0), at(0.5, 1)}}}, []string{"line_ends"}},
		{"town left without land", []boundaries.Change{boundaries.TransferUnits{Units: []adcode.Code{county.Child(201).Child(200)}, To: county.Child(101), Exclave: true}}, []string{"no_land"}},
		{"no such order", []boundaries.Change{boundaries.Revert{Order: 7}}, []string{"order_unknown"}},
	} {
		if d := cmp.Diff(c.want, rulesOf(t, testBoard(), c.changes...)); d != "" {
			t.Errorf("%s: %s", c.name, d)
		}
	}
	other := orderOf(boundaries.Rename{Unit: x(200), Name: "某村"})
	other.Counties = []adcode.Code{code("519926")}
	if got := rulesOfOrder(t, testBoard(), other); !slices.Equal(got, []string{"other_county"}) {
		t.Errorf("got %v", got)
	}
}

// A change of an earlier day carries on into later versions where it can, and is refused
// with the list where it can't.
func TestLaterVersions(t *testing.T) {
	s := testBoard()
	later := s.Units[4] // x200
	s.Units[4].Valid.To = civil.Date(2022, 1, 1)
	later.ID, later.Name, later.Valid = 99, "改名村", civil.Span{From: civil.Date(2022, 1, 1)}
	s.Later = []boundaries.Version{later}
	out, next := apply(t, s, boundaries.Classify{Unit: x(200), Urban: boundaries.Yes})
	if len(next.Later) != 1 || next.Later[0].Urban != boundaries.Yes || next.Later[0].Name != "改名村" || !slices.Contains(out.Close, 99) {
		t.Errorf("later versions %+v", next.Later)
	}
	_, err := boundaries.Apply(s, orderOf(boundaries.Rename{Unit: x(200), Name: "某村"}))
	var r *boundaries.RuleError
	if !errors.Is(err, boundaries.ErrConflict) || !errors.As(err, &r) || r.Rule != "later" || len(r.Later) != 1 {
		t.Errorf("got %v", err)
	}
	if got := rulesOf(t, s, boundaries.Absorb{From: []adcode.Code{x(200)}, Into: x(201)}); !slices.Equal(got, []string{"later"}) {
		t.Errorf("got %v", got)
	}
}

// checkSound checks that no level has gaps or overlaps and that parents are the union of
// their children to the last vertex.
func checkSound(t interface {
	Helper()
	Errorf(string, ...any)
}, s boundaries.State) {
	t.Helper()
	codes := map[adcode.Code]bool{}
	children := map[adcode.Code][]orb.MultiPolygon{}
	for _, v := range s.Units {
		if codes[v.Code] {
			t.Errorf("%v is borne twice", v.Code)
		}
		codes[v.Code] = true
		children[v.Parent] = append(children[v.Parent], v.Shape)
	}
	for _, v := range s.Units {
		below := children[v.Code]
		if len(below) == 0 {
			continue
		}
		mesh := geo.NewMesh(append(slices.Clone(below), v.Shape))
		for _, arc := range mesh.Arcs {
			if len(arc.Left) != len(arc.Right) && !(len(arc.Left)+len(arc.Right) == 2) {
				t.Errorf("%v %s: an arc at %v has %v on its left and %v on its right", v.Code, v.Name, arc.Line[0], arc.Left, arc.Right)
			}
		}
		sum := 0.0
		for _, c := range below {
			sum += float64(geo.Area(c))
		}
		if area := float64(geo.Area(v.Shape)); sum-area > 1e-6*area || area-sum > 1e-6*area {
			t.Errorf("%v %s has %.3f m2, its children %.3f", v.Code, v.Name, area, sum)
		}
	}
}

func ExampleApply() {
	out, err := boundaries.Apply(testBoard(), orderOf(boundaries.Absorb{From: []adcode.Code{x(201)}, Into: x(200)}))
	for _, l := range out.Lineage {
		fmt.Printf("%s -> %s: %s, %.0f %% of the people\n", l.FromName, l.ToName, l.Kind, 100*l.People)
	}
	fmt.Println(err)
	_, err = boundaries.Apply(testBoard(), orderOf(boundaries.Absorb{From: []adcode.Code{x(202)}, Into: x(200)}))
	fmt.Println(err)
	// Output:
	// 甲东村 -> 甲东村: absorb, 100 % of the people
	// 甲西村 -> 甲东村: absorb, 100 % of the people
	// <nil>
	// change 1: 519925101202: 甲南村 does not touch 甲东村, or what else becomes 甲东村, along a border; if an exclave is meant, say "exclave": true
}
