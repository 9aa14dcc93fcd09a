package boundaries_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// arc is a border of a level along points of a grid of hundredths of a degree.
func arc(level adcode.Level, left, right boundaries.UnitID, points ...[2]int64) boundaries.BorderArc {
	a := boundaries.BorderArc{Level: level, Sides: [2]boundaries.UnitID{left, right}}
	for _, p := range points {
		a.Line = append(a.Line, vertex(p))
	}
	return a
}

func vertex(p [2]int64) geo.Vertex {
	return geo.Vertex{X: 103_000_000_000 + p[0]*10_000_000, Y: 29_000_000_000 + p[1]*10_000_000}
}

func course(points ...[2]int64) []geo.Vertex {
	var path []geo.Vertex
	for _, p := range points {
		path = append(path, vertex(p))
	}
	return boundaries.CourseOf(path)
}

// marker stands beside a point of the grid.
func marker(number string, p [2]int64) boundaries.Marker {
	at := vertex(p).Point()
	return boundaries.Marker{Number: number, Place: orb.Point{at[0] + 1e-5, at[1]}}
}

// The border of units 1 and 2 that these tests change, of townships:
//
//	(0,3)
//	  |      1 | 2, surveyed as number X1, along a river, with markers at (0,2) and (0,1)
//	(0,0)
func riverBorder() (boundaries.Stretch, *boundaries.BorderNet) {
	s := boundaries.Stretch{
		ID: 7, Level: adcode.Township, Sides: [2]boundaries.UnitID{2, 1}, Course: course([2]int64{0, 3}, [2]int64{0, 2}, [2]int64{0, 1}, [2]int64{0, 0}),
		Facts: boundaries.BorderFacts{Number: "X1", State: boundaries.SurveyedBorder, Carrier: "河流", Documents: []boundaries.BorderDocument{{Title: "协议书"}},
			Markers: []boundaries.Marker{marker("1", [2]int64{0, 2}), marker("2", [2]int64{0, 1})}},
		Valid: civil.Span{From: y2005},
	}
	return s, boundaries.NewBorderNet([]boundaries.BorderArc{arc(adcode.Township, 2, 1, [2]int64{0, 3}, [2]int64{0, 2}, [2]int64{0, 1}, [2]int64{0, 0})})
}

// outcome is what a test compares of a stretch.
type outcome struct {
	ID, Origin boundaries.StretchID
	Level      adcode.Level
	Sides      [2]boundaries.UnitID
	Ends       [2]geo.Vertex
	Number     string
	State      boundaries.BorderState
	Carrier    string
	Markers    []string
}

func outcomes(list []boundaries.Stretch) []outcome {
	var out []outcome
	for _, s := range list {
		o := outcome{s.ID, s.Origin, s.Level, s.Sides, [2]geo.Vertex{s.Course[0], s.Course[len(s.Course)-1]}, s.Facts.Number, s.Facts.State, s.Facts.Carrier, nil}
		for _, m := range s.Facts.Markers {
			o.Markers = append(o.Markers, m.Number)
		}
		out = append(out, o)
	}
	return out
}

func TestCarry(t *testing.T) {
	ends := func(a, b [2]int64) [2]geo.Vertex { return [2]geo.Vertex{vertex(a), vertex(b)} }
	north, south := [2]int64{0, 3}, [2]int64{0, 0}
	surveyed := func(id, origin boundaries.StretchID, left, right boundaries.UnitID, e [2]geo.Vertex, markers ...string) outcome {
		return outcome{id, origin, adcode.Township, [2]boundaries.UnitID{left, right}, e, "X1", boundaries.SurveyedBorder, "河流", markers}
	}
	cases := map[string]struct {
		now     []boundaries.BorderArc
		want    []outcome
		changes bool
	}{
		"stays, with a vertex put in": {now: []boundaries.BorderArc{
			{Level: adcode.Township, Sides: [2]boundaries.UnitID{2, 1}, Line: []geo.Vertex{vertex(north), vertex([2]int64{0, 2}), {X: vertex(south).X + 1, Y: vertex(south).Y + 15_000_000}, vertex([2]int64{0, 1}), vertex(south)}}}},
		"stays where its arc is turned round": {now: []boundaries.BorderArc{arc(adcode.Township, 1, 2, south, [2]int64{0, 1}, [2]int64{0, 2}, north)}},
		"another unit on one side": {changes: true, now: []boundaries.BorderArc{arc(adcode.Township, 2, 9, north, [2]int64{0, 2}, [2]int64{0, 1}, south)},
			want: []outcome{surveyed(7, 0, 2, 9, ends(north, south), "1", "2")}},
		"a new unit comes into it": {changes: true, now: []boundaries.BorderArc{arc(adcode.Township, 2, 1, north, [2]int64{0, 2}, [2]int64{0, 1}), arc(adcode.Township, 2, 9, [2]int64{0, 1}, south)},
			want: []outcome{surveyed(7, 0, 2, 1, ends(north, [2]int64{0, 1}), "1", "2"), surveyed(0, 7, 2, 9, ends([2]int64{0, 1}, south))}},
		"ends in a merger": {changes: true, now: nil},
		"is one of another level now": {changes: true, now: []boundaries.BorderArc{arc(adcode.Village, 20, 10, north, [2]int64{0, 2}, [2]int64{0, 1}, south)},
			want: []outcome{{0, 7, adcode.Village, [2]boundaries.UnitID{20, 10}, ends(north, south), "", boundaries.DraftBorder, "河流", []string{"1", "2"}}}},
		"moved in the middle": {changes: true, now: []boundaries.BorderArc{arc(adcode.Township, 2, 1, north, [2]int64{0, 2}, [2]int64{1, 1}, [2]int64{0, 1}, south)},
			want: []outcome{
				{7, 0, adcode.Township, [2]boundaries.UnitID{2, 1}, ends([2]int64{0, 2}, [2]int64{0, 1}), "X1", boundaries.DraftBorder, "河流", nil},
				surveyed(0, 7, 2, 1, ends(north, [2]int64{0, 2}), "1"), surveyed(0, 7, 2, 1, ends([2]int64{0, 1}, south), "2")}},
		"ends in part": {changes: true, now: []boundaries.BorderArc{arc(adcode.Township, 2, 1, north, [2]int64{0, 2})},
			want: []outcome{surveyed(7, 0, 2, 1, ends(north, [2]int64{0, 2}), "1", "2")}},
	}
	for name, c := range cases {
		t.Run(name, func(t *testing.T) {
			s, was := riverBorder()
			carried, _ := boundaries.Carry([]boundaries.Stretch{s}, was, boundaries.NewBorderNet(c.now), nil)
			if (len(carried) > 0) != c.changes {
				t.Fatalf("%d stretches change: %+v", len(carried), carried)
			}
			if !c.changes {
				return
			}
			if diff := cmp.Diff(c.want, outcomes(carried[0].To)); diff != "" {
				t.Errorf("stretches afterwards (-want +got):\n%s", diff)
			}
		})
	}
}

// What a revert brings back does not take the place of what was recorded since.
func TestCarryBringsBack(t *testing.T) {
	s, net := riverBorder()
	newer := s
	newer.ID, newer.Course = 8, course([2]int64{0, 1}, [2]int64{0, 0})
	_, restored := boundaries.Carry(nil, net, net, []boundaries.Stretch{s})
	if len(restored) != 1 || !boundaries.SameStretch(restored[0], s) {
		t.Errorf("came back as %+v", restored)
	}
	_, restored = boundaries.Carry([]boundaries.Stretch{newer}, net, net, []boundaries.Stretch{s})
	if len(restored) != 1 || restored[0].Course[len(restored[0].Course)-1] != vertex([2]int64{0, 1}) {
		t.Errorf("beside a newer one it came back as %+v", restored)
	}
}

// An enclave's border runs round; a stretch on it finds its way though there are two.
func TestPathRoundAnEnclave(t *testing.T) {
	ring := [][2]int64{{0, 0}, {1, 0}, {2, 0}, {2, 1}, {2, 2}, {1, 2}, {0, 2}, {0, 1}, {0, 0}}
	net := boundaries.NewBorderNet([]boundaries.BorderArc{arc(adcode.Village, 1, 2, ring...)})
	for from := range ring[:8] {
		for n := 1; n <= 8; n++ {
			var path [][2]int64
			for k := range n + 1 {
				path = append(path, ring[(from+k)%8])
			}
			var want []geo.Vertex
			for _, p := range path {
				want = append(want, vertex(p))
			}
			got := net.Path(boundaries.Stretch{Level: adcode.Village, Sides: [2]boundaries.UnitID{1, 2}, Course: boundaries.CourseOf(want)})
			if !slices.Equal(got, want) {
				t.Errorf("%d segments from %v: %v", n, ring[from], got)
			}
		}
	}
	lines := net.Lines(nil, func(a, b boundaries.UnitID) bool { return a < b })
	if len(lines) != 1 || lines[0].Parts[0][0].Path[0] != vertex([2]int64{0, 2}) {
		t.Errorf("the line begins at %v, not at its northernmost vertex", lines[0].Parts[0][0].Path[0])
	}
}

func TestSectors(t *testing.T) {
	for azimuth, want := range map[float64]string{0: "北", 11.2: "北", 348.75: "北", 348.7: "北西北", 11.25: "北东北", 45: "东北", 67.5: "东东北", 90: "东", 180: "南", 202.6: "南西南", 270: "西", -45: "西北", 720: "北"} {
		if got := boundaries.SectorOf(azimuth).Chinese(); got != want {
			t.Errorf("%g degrees: %s, want %s", azimuth, got, want)
		}
	}
}

// Points stand at both ends, at the marker, where the carrier changes and where the line
// turns; the legs add up to the line.
func TestCourseOfRuns(t *testing.T) {
	path := func(points ...[2]int64) []geo.Vertex {
		var list []geo.Vertex
		for _, p := range points {
			list = append(list, vertex(p))
		}
		return list
	}
	river := &boundaries.Stretch{Facts: boundaries.BorderFacts{Carrier: "河流", Markers: []boundaries.Marker{marker("1", [2]int64{0, 2})}}}
	road := &boundaries.Stretch{Facts: boundaries.BorderFacts{Carrier: "道路"}}
	runs := []boundaries.BorderRun{{Stretch: river, Path: path([2]int64{0, 3}, [2]int64{0, 1})}, {Stretch: road, Path: path([2]int64{0, 1}, [2]int64{0, 0}, [2]int64{2, 0})}}
	c := boundaries.CourseOfRuns(runs, 20)
	var said []string
	sum := geo.Metres(0)
	for i, p := range c.Points {
		said = append(said, p.Kind.Chinese())
		if i < len(c.Legs) {
			said = append(said, c.Legs[i].Sector.Chinese()+c.Legs[i].Carrier)
			sum += c.Legs[i].Length
		}
	}
	if diff := cmp.Diff([]string{"交会点", "南河流", "界桩点", "南河流", "变化点", "南道路", "转折点", "东道路", "交会点"}, said); diff != "" {
		t.Errorf("the course (-want +got):\n%s", diff)
	}
	if whole := runs[0].Length() + runs[1].Length(); sum-whole > 0.001 || whole-sum > 0.001 {
		t.Errorf("legs of %.3f m make a line of %.3f m", sum, whole)
	}
}
