package maps

import (
	"github.com/paulmach/orb"
)

// naming places the names of a sheet one after the other. They are drawn when all have
// their place, so that one that has several can still give way to one that has not.
type naming struct {
	draft  *draft
	placed []*placedName
	at     map[int]*placedName // by the number of what it has taken
	lost   []Name
	group  *Group // that they are drawn into
}

// placedName is a name, or the number that stands for it, in its place.
type placedName struct {
	*job
	setting
	taken []int // numbers of its places: its box, its leader line

	behind bool // it is a number that the sheet behind explains
}

// fits reports whether nothing stands yet where a setting wants to be.
func (d *draft) fits(s setting) bool {
	return d.taken.free(s.outer()) && (s.leader == nil || d.taken.freeLine(s.leader[0], s.leader[1]))
}

// place gives a name its place.
func (l *naming) place(j *job, s setting) *placedName {
	p := &placedName{job: j}
	l.placed = append(l.placed, p)
	l.settle(p, s)
	return p
}

func (l *naming) settle(p *placedName, s setting) {
	p.setting, p.taken = s, []int{l.draft.taken.take(s.outer())}
	if s.leader != nil {
		p.taken = append(p.taken, l.draft.taken.takeLine(s.leader[0], s.leader[1]))
	}
	for _, number := range p.taken {
		l.at[number] = p
	}
}

// yield gives a name's place up, or takes it again.
func (l *naming) yield(p *placedName, gone bool) {
	for _, number := range p.taken {
		l.draft.taken.yield(number, gone)
	}
}

// The limits of the search for a place that others can leave.
const (
	mostTries    = 60 // places tried for a name
	mostBlockers = 3  // names moved for one
)

// persuade finds a place for a name that others leave for another of theirs, and moves
// them. It reports whether there was one.
func (l *naming) persuade(j *job, styles []nameStyle) bool {
	tries := 0
	for _, style := range styles {
		for _, s := range l.draft.places(j, style) {
			if tries++; tries > mostTries {
				return false
			}
			if blockers, ok := l.movable(s); ok && l.move(j, s, blockers) {
				return true
			}
		}
	}
	return false
}

// movable are the names in the way of a setting, if there is nothing else.
func (l *naming) movable(s setting) ([]*placedName, bool) {
	var out []*placedName
	seen := map[*placedName]bool{}
	for _, number := range l.draft.taken.blockers(s.outer(), s.leader) {
		p := l.at[number]
		if p == nil || p.styles == nil {
			return nil, false
		}
		if !seen[p] {
			seen[p] = true
			out = append(out, p)
		}
	}
	return out, len(out) <= mostBlockers
}

// move sets a name and finds other places for those in its way, or leaves all as it was.
func (l *naming) move(j *job, s setting, blockers []*placedName) bool {
	for _, p := range blockers {
		l.yield(p, true)
	}
	mine := l.place(j, s)
	type old struct {
		s     setting
		taken []int
	}
	var before []old
	for _, p := range blockers {
		next, ok := l.draft.firstFit(p.job, p.styles)
		if !ok {
			l.yield(mine, true)
			l.placed = l.placed[:len(l.placed)-1]
			for i, b := range before {
				l.yield(blockers[i], true)
				blockers[i].setting, blockers[i].taken = b.s, b.taken
			}
			for _, p := range blockers {
				l.yield(p, false)
			}
			return false
		}
		before = append(before, old{p.setting, p.taken})
		l.settle(p, next)
	}
	return true
}

// draw draws what is placed, and notes the names.
func (l *naming) draw() {
	d := l.draft
	for _, p := range l.placed {
		t := d.text(p.text, p.style.size, p.style.bold, p.style.fill)
		t.Spacing, t.Halo, t.HaloWidth = p.style.spacing, rgb(0xffffff), min(0.14*p.style.size, 0.5*d.t)
		t.At = orb.Point{p.box.Min[0], p.box.Center()[1] + middleOfEm*p.style.size}
		if p.leader != nil {
			l.group.Nodes = append(l.group.Nodes, leader(*p.leader, p.point > 0 && p.area == nil, d.t)...)
		}
		l.group.Nodes = append(l.group.Nodes, t)
		name := Name{Text: t.String, Part: p.part, Box: p.box, Number: p.number, Behind: p.behind}
		if p.unit != nil {
			name.Code = p.unit.Code
		}
		if p.number > 0 {
			name.Text = printable(p.full)
		}
		d.names = append(d.names, name)
	}
	d.names = append(d.names, l.lost...)
}
