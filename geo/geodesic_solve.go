package geo

import "math"

// geodesic is a shortest line between two latitudes, seen from the auxiliary sphere.
type geodesic struct {
	length             float64 // metres
	azimuth1, azimuth2 float64 // radians
	sinA0, cosA0       float64 // azimuth at the equator
	sigma1, sigma      float64 // arc from the equator to the start; arc of the line
	omega              float64 // longitude of the line on the sphere
	lambda             float64 // longitude of the line on the ellipsoid
	slope              float64 // d lambda / d azimuth1
}

// solveInverse finds the shortest line over lon radians in [0, pi] from p1 to p2, where p1 is
// in the south (or on the equator) and p2 not farther from the equator.
func solveInverse(p1, p2 reduced, lon float64) geodesic {
	switch {
	case lon == 0 || lon == math.Pi || p1.cos == 0:
		return meridian(p1, p2, lon)
	case p1.sin == 0 && lon <= math.Pi*(1-flattening):
		return geodesic{length: semiMajor * lon, azimuth1: math.Pi / 2, azimuth2: math.Pi / 2, sinA0: 1, sigma: lon / (1 - flattening), omega: lon / (1 - flattening), lambda: lon}
	}
	if p1.sin == 0 {
		p1.sin = -1e-200 // so that the line leaves southwards, one of two alike
	}
	// lambda grows with the azimuth from 0 to pi: Newton's steps, kept in the bracket. The
	// azimuth is counted from due east, where lines near the equator need every digit.
	low, high := -math.Pi/2, math.Pi/2
	east := startAzimuth(p1, p2, lon)
	var line geodesic
	for i := range 200 {
		line = traceGeodesic(p1, p2, east)
		miss := line.lambda - lon
		if miss > 0 {
			high = east
		} else {
			low = east
		}
		next := east - miss/line.slope
		if !(next > low && next < high) || i > 20 {
			next = (low + high) / 2
		}
		if math.Abs(miss) < 2e-16 || next == east || !(next > low && next < high) {
			break
		}
		east = next
	}
	return line
}

// meridian is the line along one meridian, or over a pole.
func meridian(p1, p2 reduced, lon float64) geodesic {
	sin, cos := math.Sincos(lon)
	if lon == math.Pi {
		sin = 0
	}
	g := geodesic{azimuth1: math.Atan2(sin, cos), cosA0: 1, omega: lon, lambda: lon}
	g.sigma1 = math.Atan2(p1.sin, cos*p1.cos)
	switch {
	case p1.cos == 0:
		g.sigma1 = -math.Pi / 2
	case p1.sin == 0 && cos < 0:
		g.sigma1 = -math.Pi
	}
	g.sigma = math.Atan2(p2.sin, p2.cos) - g.sigma1
	g.length = semiMinor * integrate(secondEccentricity2, g.sigma1, g.sigma).length
	return g
}

// startAzimuth is the azimuth less a right angle on a sphere whose longitudes are stretched as they are
// between the two latitudes.
func startAzimuth(p1, p2 reduced, lon float64) float64 {
	middle := (p1.cos + p2.cos) / 2
	omega := lon / math.Sqrt(1-eccentricity2*middle*middle)
	if omega >= math.Pi {
		return math.Pi / 4
	}
	sin, cos := math.Sincos(omega)
	return math.Atan2(p1.sin*p2.cos*cos-p1.cos*p2.sin, p2.cos*sin)
}

// traceGeodesic follows the line that leaves p1 at an azimuth, in radians from due east, to where
// it reaches the latitude of p2 going north.
func traceGeodesic(p1, p2 reduced, east float64) geodesic {
	cosA1, sinA1 := math.Sincos(-east)
	g := geodesic{azimuth1: math.Pi/2 + east, sinA0: sinA1 * p1.cos}
	g.cosA0 = math.Hypot(cosA1, sinA1*p1.sin)
	cosA2 := math.Abs(cosA1)
	if p1.cos != p2.cos || p2.sin != p1.sin && p2.sin != -p1.sin {
		rise := (p1.sin - p2.sin) * (p1.sin + p2.sin) // cos2(beta2) - cos2(beta1)
		cosA2 = math.Sqrt(math.Max(0, cosA1*cosA1*p1.cos*p1.cos+rise)) / p2.cos
	}
	g.azimuth2 = math.Atan2(g.sinA0/p2.cos, cosA2)

	c1, c2 := cosA1*p1.cos, cosA2*p2.cos // cos(sigma) and cos(omega) up to a factor
	h1, h2 := math.Hypot(p1.sin, c1), math.Hypot(p2.sin, c2)
	sin1, cos1, sin2, cos2 := p1.sin/h1, c1/h1, p2.sin/h2, c2/h2
	g.sigma1 = math.Atan2(sin1, cos1)
	g.sigma = math.Atan2(math.Max(0, cos1*sin2-sin1*cos2), cos1*cos2+sin1*sin2)
	w1, w2 := g.sinA0*p1.sin, g.sinA0*p2.sin
	g.omega = math.Atan2(math.Max(0, c1*w2-w1*c2), c1*c2+w1*w2)

	sums := integrate(secondEccentricity2*g.cosA0*g.cosA0, g.sigma1, g.sigma)
	g.length = semiMinor * sums.length
	g.lambda = g.omega - flattening*g.sinA0*sums.longitude
	d1 := math.Sqrt(1 + secondEccentricity2*p1.sin*p1.sin)
	d2 := math.Sqrt(1 + secondEccentricity2*p2.sin*p2.sin)
	if c2 == 0 {
		g.slope = -2 * (1 - flattening) * d1 / p1.sin
	} else {
		reducedLength := d2*cos1*sin2 - d1*sin1*cos2 - cos1*cos2*sums.spread
		g.slope = reducedLength * (1 - flattening) / c2
	}
	return g
}

// integrals are the three integrals of Karney (2013) along an arc of the auxiliary
// sphere: of the length in units of the semi-minor axis (equation 7), of the
// longitude (8), and J of the reduced length (40).
type integrals struct{ length, longitude, spread float64 }

// integrate takes them over the arc from sigma1 to sigma1+sigma by Gauss's
// quadrature: the integrands differ from a constant by e'2 at most, so that five nodes give
// all digits of a short arc and sixteen of half a turn.
func integrate(k2, sigma1, sigma float64) integrals {
	nodes, pieces := gauss5[:], 1
	if math.Abs(sigma) > 0.2 {
		nodes, pieces = gauss16[:], 1+int(math.Abs(sigma)/math.Pi)
	}
	var sum integrals
	half := sigma / 2 / float64(pieces)
	for piece := range pieces {
		middle := sigma1 + half*float64(2*piece+1)
		for _, n := range nodes {
			s := math.Sin(middle + half*n.at)
			sum.add(n.weight*half, k2*s*s)
		}
	}
	return sum
}

func (i *integrals) add(weight, x float64) {
	root := math.Sqrt(1 + x)
	i.length += weight * root
	i.longitude += weight * (2 - flattening) / (1 + (1-flattening)*root)
	i.spread += weight * x / root
}

// gaussNode is a place in [-1, 1] and its weight.
type gaussNode struct{ at, weight float64 }

var gauss5 = [5]gaussNode{
	{-0.9061798459386640, 0.2369268850561891}, {-0.5384693101056831, 0.4786286704993665}, {0, 0.5688888888888889},
	{0.5384693101056831, 0.4786286704993665}, {0.9061798459386640, 0.2369268850561891},
}

var gauss16 = [16]gaussNode{
	{-0.98940093499164994, 0.027152459411754096}, {-0.9445750230732326, 0.062253523938647894},
	{-0.86563120238783176, 0.095158511682492786}, {-0.755404408355003, 0.12462897125553388},
	{-0.61787624440264377, 0.14959598881657674}, {-0.45801677765722737, 0.16915651939500254},
	{-0.28160355077925892, 0.18260341504492358}, {-0.095012509837637441, 0.1894506104550685},
	{0.095012509837637441, 0.1894506104550685}, {0.28160355077925892, 0.18260341504492358},
	{0.45801677765722737, 0.16915651939500254}, {0.61787624440264377, 0.14959598881657674},
	{0.755404408355003, 0.12462897125553388}, {0.86563120238783176, 0.095158511682492786},
	{0.9445750230732326, 0.062253523938647894}, {0.98940093499164994, 0.027152459411754096},
}
