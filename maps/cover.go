package maps

import (
	"slices"
	"strconv"

	"github.com/paulmach/orb"
)

// cover is the atlas's first page: its title and day, the county's shape, who made it, and
// its review number or mark.
func (b *binder) cover(int) []Page {
	l, u := b.leaf, b.coverUnit()
	width := l.width - 2*leafMargin*u
	var nodes []Node
	line := func(s string, size, y float64, bold bool, fill Color) {
		for i, text := range b.fittedLines(s, size, width, bold, 3) {
			t := b.d.fitted(text, size, size, width, bold, fill)
			nodes = append(nodes, b.d.put(t, orb.Point{l.width / 2, y + 1.4*size*float64(i)}, 0.5))
		}
	}
	navy := rgb(0x14304f)
	band := orb.Bound{Min: orb.Point{0, l.height * 0.085}, Max: orb.Point{l.width, l.height * 0.095}}
	nodes = append(nodes, &Path{Lines: rectangle(band), Closed: true, Fill: navy})
	if t := b.o.Sheet.Template; t != nil && t.Logo != nil {
		nodes = append(nodes, b.d.drawLogo(t.Logo, boxAround(orb.Point{l.width / 2, l.height * 0.045}, 30*u, l.height*0.06))...)
	}
	size := b.titleSize(width)
	line(b.title, size, l.height*0.19, true, navy)
	line(b.dayLine(), 4.6*u, l.height*0.3, false, rgb(0x333333))
	nodes = append(nodes, b.silhouette(orb.Bound{Min: orb.Point{l.width * 0.14, l.height * 0.34}, Max: orb.Point{l.width * 0.86, l.height * 0.8}})...)
	if c := printable(b.o.Sheet.Compiler); c != "" {
		line(c, 6*u, l.height*0.88, true, rgb(0x222222))
	}
	line(b.d.mark(), 3.4*u, l.height*0.93, false, rgb(0x8c1d18))
	if b.ed.County.Fiction {
		line(b.d.words.fiction, 3.4*u, l.height*0.955, false, rgb(0x8c1d18))
	}
	s := b.page(1, nodes)
	s.Nodes = s.Nodes[:len(s.Nodes)-1] // a cover bears no number
	return []Page{{Scene: s}}
}

func (b *binder) dayLine() string {
	if d := b.d.day(); !d.IsZero() {
		return b.d.words.day(d)
	}
	return ""
}

// coverUnit is the size of the cover's furniture: smaller on paper that is not high.
func (b *binder) coverUnit() float64 { return min(b.leaf.u, b.leaf.height/297) }

// titleSize is the largest at which the title stands on two lines, down to a least.
func (b *binder) titleSize(width float64) float64 {
	size := 13 * b.coverUnit()
	for size > 4*b.coverUnit() && len(b.d.broken(b.title, size, width, true)) > 2 {
		size *= 0.9
	}
	return size
}

// fittedLines are a text's lines at a size, cut after the most there is room for.
func (b *binder) fittedLines(s string, size, width float64, bold bool, most int) []string {
	lines := b.d.broken(s, size, width, bold)
	if len(lines) > most {
		last := []rune(lines[most-1])
		lines = append(slices.Clone(lines[:most-1]), string(last[:max(len(last)-1, 0)])+"…")
	}
	return lines
}

// silhouette is the county with its townships in their tints, as on its sheet, in a box.
func (b *binder) silhouette(box orb.Bound) []Node {
	var paths []*Path
	bound := orb.Bound{Min: orb.Point{1e9, 1e9}, Max: orb.Point{-1e9, -1e9}}
	walk(b.county.scene.Nodes, func(n Node) {
		if g, ok := n.(*Group); ok && g.Layer == layerLand {
			for _, n := range g.Nodes {
				if p, ok := n.(*Path); ok {
					paths = append(paths, p)
					for _, line := range p.Lines {
						bound = bound.Union(line.Bound())
					}
				}
			}
		}
	})
	if len(paths) == 0 {
		return nil
	}
	k := min((box.Max[0]-box.Min[0])/max(bound.Max[0]-bound.Min[0], 1e-6), (box.Max[1]-box.Min[1])/max(bound.Max[1]-bound.Min[1], 1e-6))
	var nodes []Node
	for _, p := range paths {
		moved := *p
		moved.Width = p.Width * min(k, 1)
		moved.Lines = make([]orb.LineString, len(p.Lines))
		for i, line := range p.Lines {
			for _, at := range line {
				moved.Lines[i] = append(moved.Lines[i], orb.Point{box.Center()[0] + k*(at[0]-bound.Center()[0]), box.Center()[1] + k*(at[1]-bound.Center()[1])})
			}
		}
		nodes = append(nodes, &moved)
	}
	return nodes
}

// contentsRow is the height of a line of the contents, in units of furniture.
const contentsRow = 6.4

// listed are the parts that the contents list: all behind them.
func (b *binder) listed() []part { return b.parts[2:] }

// perPage is how many lines of the contents a page has.
func (b *binder) perPage() int {
	in := b.leaf.inner()
	return max(1, int((in.Max[1]-in.Min[1]-leafHeading*b.leaf.u)/(contentsRow*b.leaf.u)))
}

func (b *binder) contentsPages() int { return (len(b.listed()) + b.perPage() - 1) / b.perPage() }

// contents list the parts with their pages, which they lead to.
func (b *binder) contents(first int) []Page {
	var pages []Page
	for i, chunk := range slices.Collect(slices.Chunk(b.listed(), b.perPage())) {
		nodes := b.heading(b.say("目　录", "Contents"), i > 0)
		var links []Link
		for k, p := range chunk {
			y := b.leaf.inner().Min[1] + (leafHeading+contentsRow*(float64(k)+0.5))*b.leaf.u
			drawn, box := b.contentsLine(p, y)
			nodes, links = append(nodes, drawn...), append(links, Link{Box: box, Page: p.first})
		}
		pages = append(pages, Page{Scene: b.page(first+i, nodes), Links: links})
	}
	return pages
}

// contentsLine is a part's title, dots, and its page, about a height.
func (b *binder) contentsLine(p part, y float64) ([]Node, orb.Bound) {
	in, u := b.leaf.inner(), b.leaf.u
	size, left := 3.6*u, in.Min[0]
	if p.depth > 0 {
		size, left = 3.2*u, left+8*u
	}
	baseline := y + middleOfEm*size
	number := b.d.put(b.d.text(strconv.Itoa(p.first), size, false, rgb(0x222222)), orb.Point{in.Max[0], baseline}, 1)
	title := b.d.put(b.d.fitted(p.title, size, 2*u, in.Max[0]-left-16*u, p.depth == 0, rgb(0x14304f)), orb.Point{left, baseline}, 0)
	from, to := left+b.d.fonts.width(title)+2*u, in.Max[0]-b.d.fonts.width(number)-2*u
	dots := &Path{Lines: []orb.LineString{{{from, baseline}, {to, baseline}}}, Stroke: rgb(0x9a9a9a), Width: 0.35 * u, Dash: []float64{0, 1.8 * u}, Round: true}
	return []Node{title, dots, number}, orb.Bound{Min: orb.Point{left, y - contentsRow*u/2}, Max: orb.Point{in.Max[0], y + contentsRow*u/2}}
}
