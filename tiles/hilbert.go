package tiles

// The numbers that PMTiles gives to tiles: zoom after zoom, and in each along a Hilbert
// curve, so that tiles that are near each other have numbers that are near each other
// (PMTiles version 3 specification, section 4.1).

// tileNumber numbers a tile of the pyramid.
func tileNumber(z, x, y int) uint64 {
	d := uint64(0)
	for s := 1 << z >> 1; s > 0; s >>= 1 {
		right, low := x&s != 0, y&s != 0
		d = d<<2 | quadrant(right, low)
		x, y = turn(s, x&(s-1), y&(s-1), right, low)
	}
	return firstNumber(z) + d
}

// firstNumber is the number of a zoom's first tile: the count of all tiles above it.
func firstNumber(z int) uint64 { return (1<<(2*z) - 1) / 3 }

// tilePlace is the tile that has a number.
func tilePlace(number uint64) (z, x, y int) {
	for number >= firstNumber(z+1) {
		z++
	}
	x, y = hilbertPlace(z, number-firstNumber(z))
	return z, x, y
}

// hilbertPlace is the place of the d-th tile along the curve of a zoom.
func hilbertPlace(z int, d uint64) (x, y int) {
	for s := 1; s < 1<<z; s <<= 1 {
		right := d>>1&1 == 1
		low := (d&1 == 1) != right
		x, y = turn(s, x, y, right, low)
		if right {
			x += s
		}
		if low {
			y += s
		}
		d >>= 2
	}
	return x, y
}

// quadrant is the place along the curve of a quarter of a square.
func quadrant(right, low bool) uint64 {
	switch {
	case right && low:
		return 2
	case right:
		return 3
	case low:
		return 1
	}
	return 0
}

// turn turns a quarter of side s as the curve runs in it.
func turn(s, x, y int, right, low bool) (int, int) {
	if low {
		return x, y
	}
	if right {
		x, y = s-1-x, s-1-y
	}
	return y, x
}
