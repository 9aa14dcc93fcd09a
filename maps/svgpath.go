package maps

import (
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// mostPathPoints bounds an outline.
const mostPathPoints = 20_000

// parsePathData reads the path data of SVG (https://www.w3.org/TR/SVG11/paths.html) as
// lines, curves cut into straight pieces. Arcs (A) are refused.
func parsePathData(data string) ([]orb.LineString, error) {
	p := pathParser{rest: data}
	command := byte(0)
	for p.skip(); p.rest != ""; p.skip() {
		if c := p.rest[0]; strings.IndexByte("MmLlHhVvCcSsQqTtZz", c) >= 0 {
			command, p.rest = c, p.rest[1:]
		} else if command == 0 || command == 'Z' || command == 'z' || c >= 'A' && c != 'e' && c != 'E' {
			return nil, refuse(ErrInvalid, "", "“%.12s”无法识别：可用 M、L、H、V、C、S、Q、T、Z", "%.12q is not understood: there are M, L, H, V, C, S, Q, T and Z", p.rest)
		}
		if err := p.segment(command); err != nil {
			return nil, err
		}
		switch command { // more pairs after a move are lines
		case 'M':
			command = 'L'
		case 'm':
			command = 'l'
		}
		if p.count > mostPathPoints {
			return nil, refuse(ErrInvalid, "", "超过 %d 个点", "it has more than %d points", mostPathPoints)
		}
	}
	if len(p.lines) == 0 {
		return nil, refuse(ErrInvalid, "", "其中没有线", "there is no line in it")
	}
	return p.lines, nil
}

type pathParser struct {
	rest    string
	lines   []orb.LineString
	at      orb.Point
	control orb.Point // of the last curve
	curve   byte      // its command in capitals; 0: no curve
	count   int
}

func (p *pathParser) skip() { p.rest = strings.TrimLeft(p.rest, " \t\r\n,") }

func (p *pathParser) number() (float64, error) {
	p.skip()
	end, point, digits := 0, false, false
	for ; end < len(p.rest); end++ {
		c := p.rest[end]
		switch {
		case c >= '0' && c <= '9':
			digits = true
			continue
		case (c == '-' || c == '+') && (end == 0 || p.rest[end-1] == 'e' || p.rest[end-1] == 'E'):
			continue
		case c == '.' && !point:
			point = true
			continue
		case (c == 'e' || c == 'E') && digits:
			point = true
			continue
		}
		break
	}
	v, err := strconv.ParseFloat(p.rest[:end], 64)
	if err != nil || math.Abs(v) > 1e6 {
		return 0, refuse(ErrInvalid, "", "“%.12s”之前应有数字", "a number belongs before %.12q", p.rest)
	}
	p.rest = p.rest[end:]
	return v, nil
}

// points reads n positions, from the current one where the command is a small letter.
func (p *pathParser) points(n int, relative bool) ([]orb.Point, error) {
	out := make([]orb.Point, n)
	for i := range out {
		for axis := range 2 {
			v, err := p.number()
			if err != nil {
				return nil, err
			}
			if relative {
				v += p.at[axis]
			}
			out[i][axis] = v
		}
	}
	return out, nil
}

func (p *pathParser) segment(command byte) error {
	relative := command >= 'a'
	upper := command &^ 0x20
	if upper != 'M' && len(p.lines) == 0 {
		return refuse(ErrInvalid, "", "须以 M 开头", "it must begin with M")
	}
	if upper == 'Z' {
		p.curve = 0
		line := p.lines[len(p.lines)-1]
		p.move(line[0])
		return nil
	}
	if upper == 'H' || upper == 'V' {
		return p.along(int(upper-'H')/('V'-'H'), relative)
	}
	n := map[byte]int{'M': 1, 'L': 1, 'T': 1, 'S': 2, 'Q': 2, 'C': 3}[upper]
	to, err := p.points(n, relative)
	if err != nil {
		return err
	}
	switch upper {
	case 'M':
		p.lines = append(p.lines, orb.LineString{to[0]})
		p.at, p.curve = to[0], 0
	case 'L':
		p.move(to[0])
		p.curve = 0
	case 'C':
		p.bend(upper, to[0], to[1], to[2])
	case 'S':
		p.bend('C', p.mirrored('C'), to[0], to[1])
	case 'Q':
		p.quadratic(to[0], to[1])
	case 'T':
		p.quadratic(p.mirrored('Q'), to[0])
	}
	return nil
}

func (p *pathParser) along(axis int, relative bool) error {
	v, err := p.number()
	if err != nil {
		return err
	}
	to := p.at
	if relative {
		v += p.at[axis]
	}
	to[axis] = v
	p.move(to)
	p.curve = 0
	return nil
}

func (p *pathParser) move(to orb.Point) {
	last := &p.lines[len(p.lines)-1]
	*last = append(*last, to)
	p.at = to
	p.count++
}

// mirrored is the control point that continues the last curve smoothly.
func (p *pathParser) mirrored(curve byte) orb.Point {
	if p.curve != curve {
		return p.at
	}
	return orb.Point{2*p.at[0] - p.control[0], 2*p.at[1] - p.control[1]}
}

func (p *pathParser) quadratic(control, to orb.Point) {
	from := p.at
	third := func(a orb.Point) orb.Point {
		return orb.Point{a[0] + (control[0]-a[0])*2/3, a[1] + (control[1]-a[1])*2/3}
	}
	p.bend('Q', third(from), third(to), to)
	p.control = control
}

func (p *pathParser) bend(curve byte, a, b, to orb.Point) {
	const pieces = 12
	from := p.at
	for i := 1; i <= pieces; i++ {
		t := float64(i) / pieces
		u := 1 - t
		x := func(k int) float64 {
			return u*u*u*from[k] + 3*u*u*t*a[k] + 3*u*t*t*b[k] + t*t*t*to[k]
		}
		p.move(orb.Point{x(0), x(1)})
	}
	p.at, p.control, p.curve = to, b, curve
}
