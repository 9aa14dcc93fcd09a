package maps

import (
	"cmp"
	"fmt"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
)

// BorderSheet is a border for a sheet to go with its agreement (界线协议书附图): the line
// with its points and markers, described and signed.
type BorderSheet struct {
	Border edition.Border // one of ed.Borders()
	Beyond string         // the other side, where that is no unit of the edition; default: its recorded neighbour
	Points []BorderPoint  // in the order of the course
	Course []string       // 界线走向说明, a sentence each
}

// BorderPoint is a place on the border that the sheet names.
type BorderPoint struct {
	Name   string // J1
	Kind   boundaries.PointKind
	Marker string    // number of the marker (界桩) there; empty: none
	Where  string    // what is there: 东山镇、西山镇、南山镇交会点
	Place  orb.Point // lon/lat, EPSG:4490
}

// usualBorderScale is the scale that a border's sheets have at least, by its level; a
// longer one is parted into several sheets.
var usualBorderScale = map[adcode.Level]int{adcode.County: 50000, adcode.Township: 10000, adcode.Village: 5000}

// mostBorderPoints is how many points the sheets of a border may name.
const mostBorderPoints = 3000

// mostBorderSheets is how many map sheets a border may be parted into.
const mostBorderSheets = 24

// bordering is a border being laid out.
type bordering struct {
	*BorderSheet
	ed     *edition.Edition
	o      Options
	lines  []orb.LineString // the border on the plane
	pieces []orb.Bound      // of the plane, one a sheet
	whole  bool             // the panel has points and course
	at     int              // the piece whose sheet is drawn
}

// BorderSheets lays out the sheets of a border: maps of it at a large round scale, with
// its points, the units beside and around it, and fields for both sides to sign; then the
// table of points with their coordinates and the description of the course, where the
// panel beside the map has no room for them. The error is ErrInvalid for options that
// cannot be met, or a scale at which there would be too many sheets, and ErrNotFound
// where the border has no line.
func BorderSheets(ed *edition.Edition, b BorderSheet, o Options) (*Document, error) {
	o, err := o.checked()
	if err != nil {
		return nil, err
	}
	if err := b.check(o); err != nil {
		return nil, err
	}
	if o.Kind = ByTownship; b.Border.Level == adcode.Village {
		o.Kind = ByVillage
	}
	o.Without = append(append([]Element(nil), o.Without...), Inset)
	s := &bordering{BorderSheet: &b, ed: ed, o: o}
	if s.o.Title == "" {
		s.o.Title = s.title()
	}
	d, err := s.draft()
	if err != nil {
		return nil, err
	}
	scale, err := s.part(d)
	if err != nil {
		return nil, err
	}
	return s.document(scale)
}

func (b *BorderSheet) check(o Options) error {
	if b.Border.Left == nil || len(b.Border.Runs()) == 0 {
		return refuse(ErrNotFound, "between", "这条界线没有线形，无法出图", "a border without a line has no sheet")
	}
	if !o.Unit.IsZero() || o.Theme != nil {
		return refuse(ErrInvalid, "", "界线附图以一条界线为内容：不要给出乡镇或专题", "a border sheet is of one border, not of a township or a theme")
	}
	if n := len(b.Points); n > mostBorderPoints {
		return refuse(ErrInvalid, "tolerance_m", "界线有 %d 个边界点，图上最多标 %d 个：请加大转折容差", "the border has %d points, and sheets name at most %d: name turning points only where it turns more", n, mostBorderPoints)
	}
	for _, p := range b.Points {
		if utf8.RuneCountInString(p.Name+p.Where+p.Marker) > longest {
			return refuse(ErrInvalid, "", "边界点“%.20s”的文字超过 %d 个字", "point %.20q: its texts have more than %d characters", p.Name, longest)
		}
	}
	return nil
}

// sides are the names of both sides.
func (s *bordering) sides() (left, right string) {
	right = cmp.Or(s.Beyond, s.Border.Neighbour, s.o.Lang.in("界外", "outside"))
	if s.Border.Right != nil {
		right = nameOf(s.Border.Right)
	}
	return nameOf(s.Border.Left), right
}

func (s *bordering) title() string {
	left, right := s.sides()
	return fmt.Sprintf(s.o.Lang.in("%s与%s行政区域界线协议书附图", "Border of %s and %s: Map to the Agreement"), left, right)
}

// draft is a sheet of the border, with the extent of a piece, or of all of it at first.
func (s *bordering) draft() (*draft, error) {
	d, err := newDraft(s.ed, s.o)
	if err != nil {
		return nil, err
	}
	if s.lines == nil {
		for _, runs := range s.Border.Parts {
			var line orb.LineString
			for _, run := range runs {
				for _, p := range boundaries.Line(run.Path) {
					line = append(line, d.plane.Forward(p))
				}
			}
			s.lines = append(s.lines, line)
		}
	}
	d.extent = s.extent()
	if len(s.pieces) > 0 {
		d.extent = s.pieces[s.at]
	}
	d.finish = &finish{tint: s.tint}
	d.panel = &sidePanel{rows: func(width, k float64) []row { return s.panelRows(d, width, k) }}
	return d, nil
}

func (s *bordering) extent() orb.Bound {
	bound := s.lines[0].Bound()
	for _, line := range s.lines[1:] {
		bound = bound.Union(line.Bound())
	}
	return bound
}

// tint sets both sides off from what lies around them.
func (s *bordering) tint(u *edition.Unit) (Color, bool) {
	side := func(of *edition.Unit) bool {
		return of != nil && (u == of || of.Level() > u.Level() && s.ed.Ancestor(of, u.Level()) == u)
	}
	switch {
	case s.Border.Level == adcode.Village:
		return rgb(0xf7f6f1), true
	case side(s.Border.Left):
		return rgb(0xfdf3d6), true
	case side(s.Border.Right):
		return rgb(0xdfeef3), true
	}
	return rgb(0xf5f4ef), true
}
