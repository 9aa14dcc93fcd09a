package geo

import (
	"math"
	"math/big"
	"math/bits"
)

// turn is twice the area of the triangle a b c, positive where c lies to the left of the
// way from a to b: rounded, but of the right sign, and 0 just when it is 0.
func turn(a, b, c Vertex) float64 {
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, c.X-a.X, c.Y-a.Y
	if areShort(ux, uy, vx, vy) {
		return float64(ux*vy - uy*vx)
	}
	p, q := float64(ux)*float64(vy), float64(uy)*float64(vx)
	if d := p - q; math.Abs(d) > 1e-15*(math.Abs(p)+math.Abs(q)) {
		return d
	}
	return difference(ux, vy, uy, vx)
}

// areShort reports whether the difference of two products of such numbers fits 64 bits.
func areShort(ux, uy, vx, vy int64) bool {
	const short = 1 << 30
	return uint64(ux+short) < 2*short && uint64(uy+short) < 2*short && uint64(vx+short) < 2*short && uint64(vy+short) < 2*short
}

// difference is a*b - c*d, worked out in 128 bits and then rounded.
func difference(a, b, c, d int64) float64 {
	ph, pl := product(a, b)
	qh, ql := product(c, d)
	low, borrow := bits.Sub64(pl, ql, 0)
	high, _ := bits.Sub64(ph, qh, borrow)
	if int64(high) < 0 {
		low, borrow = bits.Sub64(0, low, 0)
		high, _ = bits.Sub64(0, high, borrow)
		return -(float64(high)*(1<<64) + float64(low))
	}
	return float64(high)*(1<<64) + float64(low)
}

// product is x*y in 128 bits, two's complement.
func product(x, y int64) (high, low uint64) {
	high, low = bits.Mul64(uint64(x), uint64(y))
	if x < 0 {
		high -= uint64(y)
	}
	if y < 0 {
		high -= uint64(x)
	}
	return high, low
}

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
// neither end nor beyond one.
func passes(a, b, v Vertex, half float64) bool {
	if half == hotPixel {
		return passesPixel(a, b, v)
	}
	r := int64(math.Ceil(half))
	if v == a || v == b || v.X < min(a.X, b.X)-r || v.X > max(a.X, b.X)+r || v.Y < min(a.Y, b.Y)-r || v.Y > max(a.Y, b.Y)+r {
		return false
	}
	ux, uy := float64(b.X-a.X), float64(b.Y-a.Y)
	if math.Abs(turn(a, b, v)) > half*(math.Abs(ux)+math.Abs(uy)) {
		return false
	}
	along := float64(v.X-a.X)*ux + float64(v.Y-a.Y)*uy
	return along > 0 && along < ux*ux+uy*uy
}

// passesPixel reports whether the line from a to b, but for its ends, has a point that
// rounds to v. It is exact. As halves are rounded up, of a pixel's corners only the lower
// left one is its own: were the others too, the diagonals of a square of one unit would be
// drawn to its other corners, and then its sides to the diagonals', for ever.
func passesPixel(a, b, v Vertex) bool {
	// What lies between two vertices rounds to what lies between them.
	if v == a || v == b || v.X < min(a.X, b.X) || v.X > max(a.X, b.X) || v.Y < min(a.Y, b.Y) || v.Y > max(a.Y, b.Y) {
		return false
	}
	ux, uy, vx, vy := b.X-a.X, b.Y-a.Y, v.X-a.X, v.Y-a.Y
	t := 0.0
	if areShort(ux, uy, vx, vy) {
		t = float64(ux*vy - uy*vx)
	} else {
		t = difference(ux, vy, uy, vx)
	}
	far := float64(max(ux, -ux) + max(uy, -uy)) // a small whole number: doubles compare it exactly
	if d := 2 * math.Abs(t); d != far {
		return d < far
	}
	return (ux < 0) != (uy < 0) && (t > 0) == (ux > 0)
}
