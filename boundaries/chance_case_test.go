package boundaries_test

import (
	"errors"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/geo"
)

func newVillage(number int) *boundaries.NewUnit {
	return &boundaries.NewUnit{Code: x(number), Name: "新村", Parent: county.Child(101)}
}

// enclosed is the board with a hole in x200, where a village of town 102 lies.
func enclosed() boundaries.State {
	s := testBoard()
	var villages []boundaries.Version
	for _, v := range s.Units[4:] {
		v := boundaries.Version{Code: v.Code, Name: v.Name, Parent: v.Parent, Shape: v.Shape}
		if v.Code == x(200) {
			hole := square(0.4, 0.4, 1, 1)[0][0]
			for i, p := range hole {
				hole[i] = geo.Snap(orb.Point{103 + 0.4*side + (p[0]-hole[0][0])*0.2, 29 + 0.4*side + (p[1]-hole[0][1])*0.2}).Point()
			}
			hole[len(hole)-1] = hole[0]
			villages = append(villages, boundaries.Version{Code: y(250), Name: "飞地村", Parent: county.Child(102), Shape: orb.MultiPolygon{{hole}}})
			v.Shape = orb.MultiPolygon{{v.Shape[0][0], reversed(hole)}}
		}
		villages = append(villages, v)
	}
	return stateOf(villages)
}

// ruleOf is the first rule that an order breaks.
func ruleOf(err error) string {
	rule := new(boundaries.RuleError)
	errors.As(err, &rule)
	return rule.Rule
}

// Cuts and mergers at the edge of what can be done leave a sound county.
func TestOrdersAtTheEdge(t *testing.T) {
	cut := func(line orb.LineString, first, second orb.Point) boundaries.Split {
		return boundaries.Split{From: x(200), Cut: line, Into: []boundaries.Part{{To: x(200), At: first}, {New: newVillage(260), At: second}}}
	}
	all := []adcode.Code{x(200), x(201), x(202), x(203)}
	for _, c := range []struct {
		name    string
		board   boundaries.State
		changes []boundaries.Change
		rule    string // that refuses it
	}{
		{"all villages of a town into one", testBoard(), []boundaries.Change{boundaries.Merge{From: all, Into: *newVillage(260)}}, ""},
		{"all villages of the county into one", testBoard(), []boundaries.Change{
			boundaries.Absorb{From: []adcode.Code{county.Child(102), county.Child(201)}, Into: county.Child(101), Exclave: true},
			boundaries.Merge{From: append(slices.Clone(all), y(200), y(201), y(202), y(203), county.Child(201).Child(200)), Into: *newVillage(260), Exclave: true}}, ""},
		{"two cuts that cross", testBoard(), []boundaries.Change{
			cut(vertical(0.5), at(0.2, 0.5), at(0.8, 0.5)),
			boundaries.Split{From: x(200), Cut: orb.LineString{at(-0.2, 0.5), at(1.2, 0.5)}, Into: []boundaries.Part{{To: x(200), At: at(0.2, 0.2)}, {New: newVillage(261), At: at(0.2, 0.8)}}},
			boundaries.Split{From: x(260), Cut: orb.LineString{at(-0.2, 0.5), at(1.2, 0.5)}, Into: []boundaries.Part{{To: x(260), At: at(0.8, 0.2)}, {New: newVillage(262), At: at(0.8, 0.8)}}}}, ""},
		{"a cut through a hole", enclosed(), []boundaries.Change{cut(vertical(0.5), at(0.2, 0.5), at(0.8, 0.5))}, ""},
		{"a cut along the border of a hole", enclosed(), []boundaries.Change{cut(vertical(0.4), at(0.2, 0.5), at(0.8, 0.5))}, ""},
		{"a cut along a border", testBoard(), []boundaries.Change{cut(orb.LineString{at(-0.1, 0), at(1.1, 0)}, at(0.2, 0.5), at(0.8, 0.5))}, "cut"},
		{"a cut along a border and in", testBoard(), []boundaries.Change{cut(orb.LineString{at(0, 0), at(0.5, 0), at(0.5, 1.1)}, at(0.2, 0.5), at(0.8, 0.5))}, ""},
		{"a cut from vertex to vertex", testBoard(), []boundaries.Change{cut(orb.LineString{at(0, 0), at(1, 1)}, at(0.2, 0.8), at(0.8, 0.2))}, ""},
		{"a cut that ends within", testBoard(), []boundaries.Change{cut(orb.LineString{at(-0.1, 0.5), at(0.9, 0.5)}, at(0.2, 0.2), at(0.2, 0.8))}, "cut"},
		{"a transfer that makes an exclave", testBoard(), []boundaries.Change{boundaries.TransferUnits{Units: []adcode.Code{y(203)}, To: county.Child(101), Exclave: true}}, ""},
		{"a transfer that makes one unsaid", testBoard(), []boundaries.Change{boundaries.TransferUnits{Units: []adcode.Code{y(203)}, To: county.Child(101)}}, "not_touching"},
		{"a transfer that splits a town", testBoard(), []boundaries.Change{boundaries.TransferUnits{Units: []adcode.Code{x(201), x(202)}, To: county.Child(102)}}, ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			out, err := boundaries.Apply(c.board, orderOf(c.changes...))
			if rule := ruleOf(err); rule != c.rule {
				t.Fatalf("rule %q, want %q: %v", rule, c.rule, err)
			}
			if err == nil {
				checkSound(t, c.board.After(y2020, out))
			}
		})
	}
}

// What is split and merged again has its old outline, but for the ends of the cut.
func TestMergeAfterSplit(t *testing.T) {
	board := enclosed()
	for _, line := range []orb.LineString{vertical(0.2), vertical(0.5), {at(0, 0), at(0.3, 0.7), at(1, 1)}, {at(-1, 0.9), at(0.2, 0.95), at(2, 0.8)}} {
		pieces, added, err := geo.Split(find(t, board, x(200)).Shape, line)
		if err != nil {
			t.Fatal(err)
		}
		s := boundaries.Split{From: x(200), Cut: line}
		for i, piece := range pieces {
			part := boundaries.Part{New: newVillage(260 + i), At: geo.LabelPoint(piece)}
			if i == 0 {
				part = boundaries.Part{To: x(200), At: part.At}
			}
			s.Into = append(s.Into, part)
		}
		_, parted := apply(t, board, s)
		back := boundaries.Absorb{Into: x(200)}
		for i := 1; i < len(pieces); i++ {
			back.From = append(back.From, x(260+i))
		}
		_, joined := apply(t, parted, back)
		checkSound(t, joined)
		want := geo.InsertVertices(find(t, board, x(200)).Shape, added)
		got := find(t, joined, x(200)).Shape
		for _, arc := range geo.NewMesh([]orb.MultiPolygon{want, got}).Arcs {
			if len(arc.Left)+len(arc.Right) != 2 || len(arc.Left) == 1 {
				t.Errorf("cut %v: the outline is another at %v", line, arc.Line)
			}
		}
	}
}
