package registers

import "github.com/xiantu/xiantu/boundaries"

// Point is a boundary point of a line under the name that its course calls it by.
type Point struct {
	boundaries.BoundaryPoint
	Name  string // J1, J2, ... along the line
	Where string // what is there: whose junction, which marker
}

// Points are the boundary points of the line, each once, in the order of its course.
func (l *Line) Points() []Point {
	var list []Point
	for _, part := range l.Parts {
		for i, p := range part.Points {
			if i > 0 && part.Names[i] == part.Names[0] {
				continue // the line runs round
			}
			list = append(list, Point{p, part.Names[i], part.Wheres[i]})
		}
	}
	return list
}

// Course describes the course of one of the book's lines (边界线走向说明), a sentence each.
func (b *Book) Course(l *Line) []string {
	var said []string
	for _, part := range l.Parts {
		said = append(said, b.sentences(l, part)...)
	}
	return said
}
