package maps

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"
)

// leaf is the paper of an atlas's pages of text, and its measures in millimetres.
type leaf struct {
	width, height float64
	u             float64 // size of the furniture, 1 on A4
}

// leafOf is a paper as its pages of text lie: upright, unless it is fixed.
func leafOf(p Paper) leaf {
	if !p.Fixed && p.Width > p.Height {
		p.Width, p.Height = p.Height, p.Width
	}
	return leaf{p.Width, p.Height, p.unit()}
}

// The measures of a page of text, in units of furniture.
const (
	leafMargin  = 14.0
	leafHeading = 13.0 // of the heading and the line beneath it
	leafFoot    = 6.0  // of the page number
	leafLetters = 2.9
)

func (l leaf) inner() orb.Bound {
	m := leafMargin * l.u
	return orb.Bound{Min: orb.Point{m, m}, Max: orb.Point{l.width - m, l.height - m - leafFoot*l.u}}
}

// page is a blank page with its number.
func (b *binder) page(number int, nodes []Node) *Scene {
	l := b.leaf
	paper := &Path{Lines: rectangle(orb.Bound{Max: orb.Point{l.width, l.height}}), Closed: true, Fill: rgb(0xffffff)}
	s := &Scene{Width: l.width, Height: l.height, Title: b.title, Author: printable(b.o.Sheet.Compiler), Lang: b.o.Sheet.Lang, Layers: b.layers, Created: b.created,
		Nodes: append([]Node{paper}, nodes...)}
	b.numberPage(s, number)
	return s
}

// numberPage sets a page's number at its foot.
func (b *binder) numberPage(s *Scene, number int) {
	u := Paper{Width: s.Width, Height: s.Height}.unit()
	t := b.d.text(fmt.Sprint(number), 2.4*u, false, rgb(0x333333))
	s.Nodes = append(slices.Clone(s.Nodes), b.d.put(t, orb.Point{s.Width / 2, s.Height - 1.9*u}, 0.5))
}

// heading sets a page's heading and the line beneath it.
func (b *binder) heading(text string, again bool) []Node {
	in, u := b.leaf.inner(), b.leaf.u
	if again {
		text += b.say("（续）", " (continued)")
	}
	size := 5.2 * u
	t := b.d.fitted(text, size, 2.4*u, in.Max[0]-in.Min[0], true, rgb(0x14304f))
	y := in.Min[1] + 8.6*u
	return []Node{
		b.d.put(t, orb.Point{in.Min[0], in.Min[1] + 5*u}, 0),
		&Path{Lines: []orb.LineString{{{in.Min[0], y}, {in.Max[0], y}}}, Stroke: rgb(0x14304f), Width: 0.5 * u},
	}
}

// chapter is a table of the atlas under its heading.
type chapter struct {
	heading string
	table   *table
	large   bool // its letters are larger if it stands on one page then
}

// notesOf are the lines beneath a chapter's heading.
func (b *binder) notesOf(c chapter) []row {
	in, u := b.leaf.inner(), b.leaf.u
	var rows []row
	for _, n := range c.table.notes {
		rows = append(rows, b.d.textRows(n, 2.6*u, in.Max[0]-in.Min[0], false, rgb(0x444444))...)
	}
	if len(rows) > 0 {
		rows = append(rows, row{height: 1.6 * u})
	}
	return rows
}

// laidOut is a chapter broken into pages.
func (b *binder) laidOut(c chapter) (*tableLayout, [][]tableBlock) {
	in, u := b.leaf.inner(), b.leaf.u
	high := in.Max[1] - in.Min[1] - leafHeading*u
	sizes := []float64{leafLetters}
	if c.large {
		sizes = []float64{1.3 * leafLetters, 1.15 * leafLetters, leafLetters}
	}
	for i, size := range sizes {
		l := b.d.laid(c.table, size*u, in.Max[0]-in.Min[0])
		pages := l.pages(high-heightOf(b.notesOf(c)), high)
		if i+1 == len(sizes) || len(pages) == 1 && !l.narrowed {
			return l, pages
		}
	}
	panic("maps: no size of letters")
}

// pagesOf are a chapter's pages from a number on.
func (b *binder) pagesOf(c chapter, first int) []Page {
	in, u := b.leaf.inner(), b.leaf.u
	l, laid := b.laidOut(c)
	var pages []Page
	for i, blocks := range laid {
		nodes := b.heading(c.heading, i > 0)
		at := orb.Point{in.Min[0], in.Min[1] + leafHeading*u}
		if i == 0 {
			notes := b.notesOf(c)
			nodes = append(nodes, drawRows(notes, at)...)
			at[1] += heightOf(notes)
		}
		drawn, links := l.draw(blocks, at)
		pages = append(pages, Page{Scene: b.page(first+i, append(nodes, drawn...)), Links: links})
	}
	return pages
}
