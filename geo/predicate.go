package geo

import (
	"math"
	"math/big"
)

// crossing returns the vertex nearest to the place where the lines a b and c d, which
// cross in their insides, do so. The place is a quotient of whole numbers; doubles are
// taken where they can't fall on the wrong side of a half unit, whole numbers else.
func crossing(a, b, c, d Vertex) Vertex {
	t, s := turn(c, d, a), turn(c, d, b)
	part := t / (t - s)
	x, okX := roundSafely(part, b.X-a.X)
	y, okY := roundSafely(part, b.Y-a.Y)
	if okX && okY && wellKnown(c, d, a) && wellKnown(c, d, b) {
		return Vertex{a.X + x, a.Y + y}
	}
	num, other := exactTurn(c, d, a), exactTurn(c, d, b)
	den := other.Sub(num, other)
	return Vertex{a.X + roundQuotient(num, b.X-a.X, den), a.Y + roundQuotient(num, b.Y-a.Y, den)}
}

// wellKnown reports whether turn(a, b, c) computed in doubles has lost no more than some
// three digits.
func wellKnown(a, b, c Vertex) bool {
	p, q := float64(b.X-a.X)*float64(c.Y-a.Y), float64(b.Y-a.Y)*float64(c.X-a.X)
	return math.Abs(p-q) > 1e-3*(math.Abs(p)+math.Abs(q))
}

// roundSafely is part times whole as a whole number, and whether an error of part in its
// twelfth digit would not change it.
func roundSafely(part float64, whole int64) (int64, bool) {
	v := part * float64(whole)
	near := math.Round(v)
	return int64(near), math.Abs(math.Abs(v-near)-0.5) > 1e-12*math.Abs(float64(whole))
}

// exactTurn is turn without rounding.
func exactTurn(a, b, c Vertex) *big.Int {
	p := new(big.Int).Mul(big.NewInt(b.X-a.X), big.NewInt(c.Y-a.Y))
	return p.Sub(p, new(big.Int).Mul(big.NewInt(b.Y-a.Y), big.NewInt(c.X-a.X)))
}

// roundQuotient is num*factor/den rounded to the nearest, halves up.
func roundQuotient(num *big.Int, factor int64, den *big.Int) int64 {
	n := new(big.Int).Mul(num, big.NewInt(2*factor))
	n.Add(n, den)
	d := new(big.Int).Lsh(den, 1)
	if d.Sign() < 0 {
		n.Neg(n)
		d.Neg(d)
	}
	return n.Div(n, d).Int64() // Euclidean: floor, as d > 0
}

// passes reports whether the line from a to b runs through the square of the given half
// side, in units of the grid, around v, and v could be put between its ends: v is
// neither end nor beyond one. Half a unit gives Hobby's hot pixels.
func passes(a, b, v Vertex, half float64) bool {
	if v == a || v == b {
		return false
	}
	r := int64(math.Ceil(half))
	if v.X < min(a.X, b.X)-r || v.X > max(a.X, b.X)+r || v.Y < min(a.Y, b.Y)-r || v.Y > max(a.Y, b.Y)+r {
		return false
	}
	ux, uy := float64(b.X-a.X), float64(b.Y-a.Y)
	if math.Abs(turn(a, b, v)) > half*(math.Abs(ux)+math.Abs(uy)) {
		return false
	}
	along := float64(v.X-a.X)*ux + float64(v.Y-a.Y)*uy
	return along > 0 && along < ux*ux+uy*uy
}
