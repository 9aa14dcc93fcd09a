package geo

import "slices"

// misplaced calls see with each shape that has a ring running twice along arc, or land on
// the side of arc where it says that it has none: a hole outside its shell or within another, a
// part within a part, a loop that winds the other way. Rings must have been wound so that their
// shape lies to their left.
func (a *Arrangement) misplaced(see func(shape int32, arc int)) {
	var known [4]int32 // the sets beside the last sound arc
	for i, arc := range a.b.arcs {
		sides := [4]int32{arc.left, arc.right}
		if a.toggles[i] != 0 {
			sides[2], sides[3] = a.labelOf(a.face[2*i]), a.labelOf(a.face[2*i+1])
		}
		if sides == known || sides[0] == sides[2] && sides[1] == sides[3] && a.single(sides[0]) && a.single(sides[1]) {
			continue // nearly always
		}
		shapes := a.misplacedBeside(sides)
		if len(shapes) == 0 {
			known = sides
		}
		for _, s := range shapes {
			see(s, i)
		}
	}
}

func (a *Arrangement) single(set int32) bool { return len(a.b.sets.members(set)) < 2 }

// misplacedBeside are the shapes at fault along an arc, given the sets whose rings have their land on its
// left and right, and the sets that cover these sides.
func (a *Arrangement) misplacedBeside(sides [4]int32) []int32 {
	left, right := a.b.sets.members(sides[0]), a.b.sets.members(sides[1])
	out := repeated(left, right)
	for k, said := range [2][]int32{left, right} {
		covering := a.b.sets.members(sides[2+k])
		for _, s := range said {
			if _, covers := slices.BinarySearch(covering, s); !covers && !slices.Contains(out, s) {
				out = append(out, s)
			}
		}
	}
	return out
}
