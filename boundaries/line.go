package boundaries

import (
	"reflect"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/civil"
	"github.com/xiantu/xiantu/geo"
)

// StretchID is a stretch's identity through all its versions; 0 is none yet.
type StretchID int64

// Stretch (界线段) is a run of a border line on which the same facts hold. Its geometry
// is not kept: it is found again among the arcs of the units in force, by the units on
// both sides and by a few vertices of its course.
type Stretch struct {
	ID      StretchID
	Version int64 // names one stored version; 0: not stored yet
	Origin  StretchID
	Level   adcode.Level
	Sides   [2]UnitID    // on the left and right hand of its course; 0: no unit of the level, or another county
	Course  []geo.Vertex // its first and last vertex, and up to two between, a third of the way apart
	Facts   BorderFacts
	Valid   civil.Span
}

// BorderFacts are what is recorded of a stretch of border.
type BorderFacts struct {
	Number    string // 界线编号
	State     BorderState
	Carrier   string // what it runs along: 河流, 沟渠, 道路, 山脊, 直线, ...
	Neighbour string // of a county's outer border: the county beyond
	Remark    string
	Documents []BorderDocument
	Markers   []Marker
}

// BorderDocument (协议书等) is a paper about a border.
type BorderDocument struct {
	Title, Number string
	Day           civil.Day // zero where not said
}

// Marker (界桩) is a stone or post that marks a border.
type Marker struct {
	Number   string
	Kind     string    // 单立, 双立, 三面, ...
	Place    orb.Point // lon/lat EPSG:4490
	Material string    // 混凝土, 花岗岩, ...
	Side     string    // where it stands: 界线上, or the unit on whose land
	Day      civil.Day // when it was set; zero where not said
	Remark   string
}

// BorderState (界线状态) is how far the delimitation of a border has come.
type BorderState uint8

// The four states, from the first; the zero BorderState is DraftBorder.
const (
	DraftBorder      BorderState = iota // 草拟
	AgreedBorder                        // 协议
	SurveyedBorder                      // 勘定
	ProclaimedBorder                    // 公告
)

// BorderStates are all states, from the first.
var BorderStates = []BorderState{DraftBorder, AgreedBorder, SurveyedBorder, ProclaimedBorder}

// String is the state's name in English.
func (s BorderState) String() string {
	return [...]string{"draft", "agreed", "surveyed", "proclaimed"}[s]
}

// Chinese is the state's name: 草拟, 协议, 勘定 or 公告.
func (s BorderState) Chinese() string { return [...]string{"草拟", "协议", "勘定", "公告"}[s] }

// ParseBorderState reads a name in either language; "" is DraftBorder.
func ParseBorderState(text string) (BorderState, bool) {
	for _, s := range BorderStates {
		if text == s.String() || text == s.Chinese() {
			return s, true
		}
	}
	return DraftBorder, text == ""
}

// SameStretch reports whether two versions say the same of a stretch: everything but
// days.
func SameStretch(a, b Stretch) bool {
	a.Version, a.Valid = b.Version, b.Valid
	return reflect.DeepEqual(a, b)
}

// CourseOf is the course of a path: its ends, and vertices that tell it from another way
// between them, as there is around an enclave.
func CourseOf(path []geo.Vertex) []geo.Vertex {
	var course []geo.Vertex
	last, at := len(path)-1, -1
	for i := range 4 {
		if next := i * last / 3; next > at {
			course, at = append(course, path[next]), next
		}
	}
	return course
}
