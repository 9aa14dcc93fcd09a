package importer

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Mending is what was found between the shapes of divisions, and what was done about it.
type Mending struct {
	Tangled        bool       // borders cross in so many places that nothing could be told
	Narrow         geo.Metres // as it was chosen
	Gaps, Overlaps int
	Given, Left    int     // of both
	Pieces         []Piece // the largest first; at most MaxPieces
	Units          []Mended
}

// MaxPieces is how many gaps and overlaps a report lists; Mending counts all.
const MaxPieces = 2000

// Piece is a gap or an overlap.
type Piece struct {
	Name   string // the same whenever the same piece is found between the same units
	Kind   geo.DefectKind
	Place  orb.Point // on it, lon/lat
	Land   orb.MultiPolygon
	Width  geo.Metres
	Area   geo.SquareMetres
	Units  []PieceUnit // who may have it, the longest border first
	Choice string      // a person's: a code, LongestPiece, LeavePiece; empty: none
	Rule   bool        // nobody chose, but it is narrow
	To     adcode.Code // who got it; zero: it stays
}

// PieceUnit is a unit beside a gap, or one of those that an overlap is of.
type PieceUnit struct {
	Code   adcode.Code
	Name   string
	Border geo.Metres // along which it lies alone beside the piece
	Share  float64    // of the unit's area in the file that the piece is
}

// Mended is a unit that gained or lost land.
type Mended struct {
	Code          adcode.Code
	Name          string
	Before, After geo.SquareMetres
	Gained, Lost  geo.SquareMetres
}

// mend looks for gaps and overlaps between the units of each level, and does about them
// what was chosen. Choices that do not fit are in the error.
func (d *divisions) mend(snapshots map[adcode.Code]*boundaries.Snapshot) error {
	m := &mending{wishes: d.options.Repairs, used: map[string]bool{}, out: &Mending{Narrow: d.options.Repairs.Narrow}}
	for _, level := range adcode.Levels {
		m.units = m.units[:0]
		for _, county := range slices.SortedFunc(maps.Keys(snapshots), adcode.Code.Compare) {
			for i := range snapshots[county].Units {
				if u := &snapshots[county].Units[i]; u.Code.Level() == level && len(u.Shape) > 0 {
					m.units = append(m.units, u)
				}
			}
		}
		// Whatever the order of the file: of equals the lower code has it.
		slices.SortFunc(m.units, func(a, b *boundaries.Version) int { return a.Code.Compare(b.Code) })
		if len(m.units) > 0 {
			d.result.Report.Mending = m.out
			m.level()
		}
	}
	for _, name := range slices.Sorted(maps.Keys(m.wishes.Pieces)) {
		if !m.used[name] {
			m.refuse(name, Said{"the files have no such gap or overlap, or not any more: take the choice back, look at the list and choose again", "文件中没有（或不再有）这处缝隙或重叠：请撤回这项选择，查看清单后重新选择"})
		}
	}
	if len(m.problems) > 0 {
		return &RepairError{m.problems}
	}
	d.result.Write.Repairs = m.repairs
	return nil
}

// mending is the work on the divisions of an import.
type mending struct {
	wishes   Repairs
	used     map[string]bool
	units    []*boundaries.Version // of one level
	out      *Mending
	repairs  []edition.Repair
	problems []RepairProblem
}

func (m *mending) refuse(piece string, said Said) {
	m.problems = append(m.problems, RepairProblem{piece, said})
}

// level mends the units of one level. There is nothing beside a single ring.
func (m *mending) level() {
	if first := m.units[0].Shape; len(m.units) == 1 && len(first) == 1 && len(first[0]) == 1 {
		return
	}
	shapes := make([]orb.MultiPolygon, len(m.units))
	for i, u := range m.units {
		shapes[i] = u.Shape
	}
	found, err := geo.FindPieces(shapes)
	if err != nil {
		m.out.Tangled = true
		return
	}
	pieces, to := m.notes(found, shapes), make([]int, len(found.List))
	for i := range pieces {
		to[i] = m.wish(&pieces[i], found.List[i].Shapes)
	}
	given := found.Give(to)
	for i := range pieces {
		m.enter(&pieces[i], given.To[i])
	}
	for _, u := range given.Emptied {
		m.refuse(m.units[u].Code.String(), Said{m.units[u].Name + " would be left without any land: choose otherwise about its overlaps", m.units[u].Name + "将不剩任何土地：请对其重叠处另作选择"})
	}
	m.list(pieces)
	m.compare(shapes, given)
}

// notes describes the pieces found.
func (m *mending) notes(found *geo.Pieces, shapes []orb.MultiPolygon) []Piece {
	area := make([]geo.SquareMetres, len(shapes))
	pieces := make([]Piece, len(found.List))
	for i, f := range found.List {
		p := Piece{Kind: f.Kind, Place: geo.Snap(f.Place).Point(), Land: f.Land, Width: f.Width, Area: f.Area}
		for k, u := range f.Shapes {
			if area[u] == 0 {
				area[u] = geo.Area(shapes[u])
			}
			p.Units = append(p.Units, PieceUnit{m.units[u].Code, m.units[u].Name, f.Borders[k], float64(f.Area / area[u])})
		}
		p.Name = p.nameOf(f.IsOverlap())
		pieces[i] = p
		if f.IsOverlap() {
			m.out.Overlaps++
		} else {
			m.out.Gaps++
		}
	}
	return pieces
}

// nameOf names a piece by its vertices and the units beside it: another piece has
// another name, and the same piece the same in whatever order the file is.
func (p *Piece) nameOf(overlap bool) string {
	var words []string
	for _, u := range p.Units {
		words = append(words, u.Code.String())
	}
	for _, polygon := range p.Land {
		for _, ring := range polygon {
			for _, v := range ring[1:] { // the first is the last again
				words = append(words, fmt.Sprint(geo.Snap(v)))
			}
		}
	}
	slices.Sort(words)
	sum := sha256.Sum256([]byte(strings.Join(words, "\n")))
	kind := "gap-"
	if overlap {
		kind = "overlap-"
	}
	return kind + hex.EncodeToString(sum[:5])
}

// wish is who is to get a piece, as geo numbers shapes.
func (m *mending) wish(p *Piece, shapes []int) int {
	choice, chosen := m.wishes.Pieces[p.Name]
	m.used[p.Name] = m.used[p.Name] || chosen
	p.Choice = choice
	switch {
	case !chosen:
		if p.Rule = p.Width <= m.wishes.Narrow; p.Rule {
			return geo.LongestBorder
		}
	case choice == LongestPiece:
		return geo.LongestBorder
	case choice != LeavePiece:
		at := slices.IndexFunc(p.Units, func(u PieceUnit) bool { return u.Code.String() == choice })
		if at >= 0 {
			return shapes[at]
		}
		var may []string
		for _, u := range p.Units {
			may = append(may, u.Code.String()+" "+u.Name)
		}
		m.refuse(p.Name, Said{choice + " cannot have it: choose one of " + strings.Join(may, ", "), choice + " 不能得到它：请从" + strings.Join(may, "、") + "中选择"})
	}
	return geo.Nobody
}

// enter notes who got a piece.
func (m *mending) enter(p *Piece, shape int) {
	if shape == geo.Nobody {
		m.out.Left++
		if p.Choice == LongestPiece {
			m.refuse(p.Name, Said{"no unit lies alone along its border, or one would lose all its land: name the unit that gets it", "沿其边界没有单独相邻的单位，或有单位将失去全部土地：请指定归属单位"})
		}
		return
	}
	m.out.Given++
	p.To = m.units[shape].Code
	r := edition.Repair{Piece: p.Name, Kind: string(p.Kind), Place: p.Place, Area: p.Area, Width: p.Width, To: p.To, Rule: p.Rule}
	if strings.HasPrefix(p.Name, "overlap") {
		for _, u := range p.Units {
			if u.Code != p.To {
				r.From = append(r.From, u.Code)
			}
		}
	}
	m.repairs = append(m.repairs, r)
}

// list keeps the pieces for the report, those to decide about and the largest first.
func (m *mending) list(pieces []Piece) {
	all := append(m.out.Pieces, pieces...)
	slices.SortStableFunc(all, func(a, b Piece) int { return cmp.Or(cmp.Compare(b.Area, a.Area), cmp.Compare(a.Name, b.Name)) })
	m.out.Pieces = all[:min(len(all), MaxPieces)]
}

// compare gives the units their new shapes and says what each gained and lost.
func (m *mending) compare(before []orb.MultiPolygon, given geo.Given) {
	mended := map[adcode.Code]*Mended{}
	for i, u := range m.units {
		if given.Touched[i] {
			mended[u.Code] = &Mended{Code: u.Code, Name: u.Name, Before: geo.Area(before[i]), After: geo.Area(given.Shapes[i])}
			u.Shape = given.Shapes[i]
		}
	}
	for _, r := range m.repairs {
		if len(r.From) == 0 && mended[r.To] != nil {
			mended[r.To].Gained += r.Area
		}
		for _, from := range r.From {
			if mended[from] != nil {
				mended[from].Lost += r.Area
			}
		}
	}
	for _, code := range slices.SortedFunc(maps.Keys(mended), adcode.Code.Compare) {
		if e := mended[code]; e.Gained > 0 || e.Lost > 0 {
			m.out.Units = append(m.out.Units, *e)
		}
	}
}
