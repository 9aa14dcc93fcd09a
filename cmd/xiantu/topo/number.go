package topo

import (
	"math"
	"strconv"

	"github.com/xiantu/xiantu/geo"
)

// The widest coordinates taken, in degrees. Longitudes beyond 180 are written by
// programs that keep a shape across the antimeridian in one piece.
const (
	maxLon = 360
	maxLat = 90
)

var powersOf10 = [10]int64{1, 10, 100, 1000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000}

// coordinate reads a number of degrees as grid units, rounded half away from zero, digit
// by digit: no float stands between the file and the grid.
func (p *parser) coordinate(limit int64) (int64, error) {
	start := p.at
	if start < len(p.text) && p.text[start] <= ' ' {
		p.peek()
		start = p.at
	}
	text := p.text
	i := start
	if i < len(text) && text[i] == '-' {
		i++
	}
	first := i
	var v int64
	for ; i < len(text) && text[i]-'0' <= 9 && i-first < 4; i++ {
		v = v*10 + int64(text[i]-'0')
	}
	if i == first || i < len(text) && (text[i]-'0' <= 9 || text[i]|' ' == 'e') || i-first > 1 && text[first] == '0' {
		return p.slowCoordinate(start, limit)
	}
	decimals := 0
	if i < len(text) && text[i] == '.' {
		i++
		point := i
		for ; i < len(text) && text[i]-'0' <= 9 && i-point < 9; i++ {
			v = v*10 + int64(text[i]-'0')
		}
		decimals = i - point
		up := decimals == 9 && i < len(text) && text[i] >= '5' && text[i] <= '9'
		for ; i < len(text) && text[i]-'0' <= 9; i++ {
		}
		if i == point || i < len(text) && text[i]|' ' == 'e' {
			return p.slowCoordinate(start, limit)
		}
		if up {
			v++
		}
	}
	v *= powersOf10[9-decimals]
	if v > limit*geo.GridUnits {
		return 0, p.outside(start, i)
	}
	if text[start] == '-' {
		v = -v
	}
	p.at = i
	return v, nil
}

// slowCoordinate reads what is rare, numbers with an exponent, and says what is wrong
// with others.
func (p *parser) slowCoordinate(start int, limit int64) (int64, error) {
	n := numberLength(p.text[start:])
	if n == 0 {
		return 0, p.fail(start, "a coordinate was expected, a number of degrees")
	}
	f, err := strconv.ParseFloat(string(p.text[start:start+n]), 64)
	if err != nil || math.Abs(f) > float64(limit) {
		return 0, p.outside(start, start+n)
	}
	p.at = start + n
	return int64(math.Round(f * geo.GridUnits)), nil
}

func (p *parser) outside(from, to int) error {
	return p.fail(from, "%s is no longitude or latitude in degrees, in this order: the axes are swapped, or these are metres of a projection",
		p.text[from:min(to, from+40)])
}

// numberLength is how many bytes the JSON number that text begins with has, 0 where it
// begins with none.
func numberLength(text []byte) int {
	i := 0
	digits := func() bool {
		start := i
		for i < len(text) && text[i]-'0' <= 9 {
			i++
		}
		return i > start
	}
	if i < len(text) && text[i] == '-' {
		i++
	}
	if i < len(text) && text[i] == '0' {
		i++
	} else if !digits() {
		return 0
	}
	if i < len(text) && text[i] == '.' {
		i++
		if !digits() {
			return 0
		}
	}
	if i < len(text) && text[i]|' ' == 'e' {
		i++
		if i < len(text) && (text[i] == '+' || text[i] == '-') {
			i++
		}
		if !digits() {
			return 0
		}
	}
	return i
}
