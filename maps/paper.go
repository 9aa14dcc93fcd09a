package maps

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Paper is the sheet's size in millimetres.
type Paper struct {
	Name          string // A4, 全开, 600x400mm
	Width, Height float64
	Fixed         bool // printed as it is; otherwise turned to suit the county's shape
}

// The limits of a sheet's sides, in millimetres.
const (
	smallestSide = 100
	largestSide  = 3000
)

// ParsePaper reads A0 to A4, 全开 (787 x 1092 mm), 对开 (546 x 787 mm) or a size as
// WxH in millimetres. A named paper may be followed by "portrait" or "landscape"
// (竖, 横); without it the sheet is turned to suit the county. Empty is A4.
func ParsePaper(s string) (Paper, error) {
	text := strings.ToLower(strings.TrimSpace(s))
	if text == "" {
		text = "a4"
	}
	name, turn := splitTurn(text)
	if p, ok := namedPaper(name); ok {
		return p.turned(turn), nil
	}
	w, h, found := strings.Cut(strings.TrimSpace(strings.TrimSuffix(strings.ReplaceAll(text, "×", "x"), "mm")), "x")
	width, errW := strconv.ParseFloat(strings.TrimSpace(w), 64)
	height, errH := strconv.ParseFloat(strings.TrimSpace(h), 64)
	if !found || errW != nil || errH != nil || math.IsNaN(width+height) {
		return Paper{}, refuse(ErrInvalid, "paper", "没有纸张“%s”：可用 A0 至 A4、全开、对开，或以毫米计的 宽x高，如 600x400mm", "%q is no paper: write A0 to A4, 全开, 对开, or width x height in millimetres such as 600x400mm", s)
	}
	if min(width, height) < smallestSide || max(width, height) > largestSide {
		return Paper{}, refuse(ErrInvalid, "paper", "纸张“%s”：每边须为 %d 至 %d 毫米", "paper %q: each side must be %d to %d mm", s, smallestSide, largestSide)
	}
	return Paper{Name: fmt.Sprintf("%gx%gmm", width, height), Width: width, Height: height, Fixed: true}, nil
}

func namedPaper(name string) (Paper, bool) {
	for _, p := range []Paper{
		{Name: "A4", Width: 210, Height: 297}, {Name: "A3", Width: 297, Height: 420}, {Name: "A2", Width: 420, Height: 594},
		{Name: "A1", Width: 594, Height: 841}, {Name: "A0", Width: 841, Height: 1189},
		{Name: "全开", Width: 787, Height: 1092}, {Name: "对开", Width: 546, Height: 787},
	} {
		if strings.EqualFold(p.Name, name) {
			return p, true
		}
	}
	return Paper{}, false
}

func splitTurn(text string) (name, turn string) {
	for _, t := range []struct{ ending, turn string }{
		{"landscape", "landscape"}, {"portrait", "portrait"}, {"横", "landscape"}, {"竖", "portrait"},
	} {
		if rest, ok := strings.CutSuffix(text, t.ending); ok {
			return strings.Trim(rest, " -_"), t.turn
		}
	}
	return text, ""
}

func (p Paper) turned(turn string) Paper {
	if turn == "" {
		return p
	}
	p.Fixed = true
	if turn == "landscape" {
		p.Width, p.Height = p.Height, p.Width
	}
	return p
}

// orientations are the ways the paper may lie, upright first.
func (p Paper) orientations() []Paper {
	if p.Fixed || p.Width == p.Height {
		return []Paper{p}
	}
	across := p
	across.Width, across.Height = p.Height, p.Width
	return []Paper{p, across}
}

// unit is the size of the sheet's furniture beside that of an A4 sheet's: larger
// paper is read from farther away, but not in proportion.
func (p Paper) unit() float64 {
	return math.Pow(min(p.Width, p.Height)/210, 0.55)
}

// detail is the size of the map's symbols and names beside that on an A4 sheet: on
// larger paper there is more room for them than for the furniture.
func (p Paper) detail() float64 {
	return math.Pow(min(p.Width, p.Height)/210, 0.7)
}
