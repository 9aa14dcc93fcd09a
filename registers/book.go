package registers

import (
	"math"

	"github.com/paulmach/orb"

	"github.com/xiantu/xiantu/boundaries"
	"github.com/xiantu/xiantu/boundaries/adcode"
	"github.com/xiantu/xiantu/edition"
	"github.com/xiantu/xiantu/geo"
)

// Lang is the language that registers are written in.
type Lang string

// The two languages; the zero Lang is Chinese.
const (
	Chinese Lang = "zh-CN"
	English Lang = "en"
)

// in chooses one of two texts.
func (l Lang) in(zh, en string) string {
	if l == English {
		return en
	}
	return zh
}

// Options say what a book holds.
type Options struct {
	Lang      Lang
	Level     adcode.Level // only borders of this level; NoLevel: all
	Tolerance geo.Metres   // how far a border may turn off the straight before a turning point is named; 0: 30 m

	// Beside names the other counties whose border passes a vertex; nil: none are known.
	Beside func(place geo.Vertex) []string
}

// usualTolerance is half a millimetre on a map of 1:50,000, and a little more.
const usualTolerance geo.Metres = 30

// Book is the registers of a county's borders on a day.
type Book struct {
	County  string
	Code    string
	Day     string
	Fiction bool
	Zone    int // of the plane coordinates: 3-degree Gauss-Krueger zone
	Lines   []Line

	lang   Lang
	crs    geo.CRS
	beside func(geo.Vertex) []string
}

// Line is one border line.
type Line struct {
	edition.Border
	Name    string
	Carrier string // all its carriers, parted by 、
	Papers  string
	Parts   []Part
}

// Part is a connected part of a line with its boundary points.
type Part struct {
	boundaries.Course
	Names  []string // of the points, by which legs refer to them: J1, J2, ..., or a marker's
	Wheres []string // what is at them: whose junction, which marker
}

// New makes the registers of an edition.
func New(ed *edition.Edition, o Options) *Book { return Of(ed, ed.Borders(), o) }

// Of makes the registers of some of an edition's borders, or of parts of them.
func Of(ed *edition.Edition, borders []edition.Border, o Options) *Book {
	if o.Tolerance == 0 {
		o.Tolerance = usualTolerance
	}
	b := &Book{County: ed.County.Name, Code: ed.County.Code.String(), Day: ed.Key.At.String(), Fiction: ed.County.Fiction, lang: o.Lang, beside: o.Beside}
	b.Zone = zoneOf(ed.Bound.Center())
	b.crs = geo.GaussKruegerCRS(b.Zone, true)
	net := ed.BorderNet()
	for _, border := range borders {
		if o.Level != adcode.NoLevel && border.Level != o.Level {
			continue
		}
		b.Lines = append(b.Lines, b.line(ed, net, border, o.Tolerance))
	}
	return b
}

// zoneOf is the 3-degree zone of a place, within those that China uses.
func zoneOf(p orb.Point) int { return min(max(int(math.Round(p[0]/3)), 25), 45) }

func (b *Book) line(ed *edition.Edition, net *boundaries.BorderNet, border edition.Border, tolerance geo.Metres) Line {
	l := Line{Border: border, Name: b.name(&border)}
	var carriers, papers []string
	for _, s := range border.Stretches() {
		carriers = once(carriers, s.Facts.Carrier)
		for _, d := range s.Facts.Documents {
			papers = once(papers, paper(d))
		}
	}
	l.Carrier, l.Papers = join(carriers, "、"), join(papers, "；")
	turn := 0
	for _, runs := range border.Parts {
		part := Part{Course: boundaries.CourseOfRuns(runs, tolerance)}
		round := runs[0].Path[0] == last(last(runs).Path)
		for i, p := range part.Points {
			if round && i == len(part.Points)-1 {
				part.Names, part.Wheres = append(part.Names, part.Names[0]), append(part.Wheres, part.Wheres[0])
				break
			}
			turn++
			name, where := b.point(ed, net, &border, p, turn)
			part.Names, part.Wheres = append(part.Names, name), append(part.Wheres, where)
		}
		l.Parts = append(l.Parts, part)
	}
	return l
}

func last[T any](list []T) T { return list[len(list)-1] }

func once(list []string, text string) []string {
	for _, have := range list {
		if have == text {
			return list
		}
	}
	if text == "" {
		return list
	}
	return append(list, text)
}

// Length is the length of the part along the border.
func (p Part) Length() (sum geo.Metres) {
	for _, leg := range p.Legs {
		sum += leg.Length
	}
	return sum
}
