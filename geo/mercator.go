package geo

import (
	"math"
	"math/cmplx"

	"github.com/paulmach/orb"
)

// TransverseMercator projects the ellipsoid conformally onto a plane that is true to
// scale along a central meridian: Krueger's series of sixth order in n (Karney,
// Transverse Mercator with an accuracy of a few nanometers, 2011).
type TransverseMercator struct {
	meridian            float64 // degrees
	scale               float64 // on the central meridian
	falseEast, trueZero float64 // metres: added to eastings; northing of the origin
}

// NewLocal returns a projection made for the neighbourhood of one position (lon, lat in
// degrees): its central meridian runs through centre, its scale there is 1 and its
// origin is centre. Lengths within 50 km of it are true to 31 in a million.
func NewLocal(centre orb.Point) *TransverseMercator {
	t := &TransverseMercator{meridian: centre[0], scale: 1}
	t.trueZero = t.Forward(centre)[1]
	return t
}

// GaussKrueger returns the projection of a 3-degree zone of CGCS2000 (3度带): central
// meridian 3 x zone, false easting 500 km, eastings without the zone's number.
// Zone 35 is EPSG:4544.
func GaussKrueger(zone int) *TransverseMercator { return gaussKrueger(3 * float64(zone)) }

func gaussKrueger(meridian float64) *TransverseMercator {
	return &TransverseMercator{meridian: meridian, scale: 1, falseEast: 500_000}
}

// rectifying is the radius of the circle as long as a meridian, in metres.
const rectifying = semiMajor / (1 + thirdFlattening) *
	(1 + thirdFlattening*thirdFlattening*(1./4+thirdFlattening*thirdFlattening*(1./64+thirdFlattening*thirdFlattening/256)))

// The coefficients of Karney 2011, equations 35 and 36, for this ellipsoid.
var kruegerAlpha, kruegerBeta = kruegerSeries(thirdFlattening)

func kruegerSeries(n float64) (alpha, beta [6]float64) {
	alpha = [6]float64{
		n * (1./2 + n*(-2./3+n*(5./16+n*(41./180+n*(-127./288+n*7891./37800))))),
		n * n * (13./48 + n*(-3./5+n*(557./1440+n*(281./630+n*-1983433./1935360)))),
		math.Pow(n, 3) * (61./240 + n*(-103./140+n*(15061./26880+n*167603./181440))),
		math.Pow(n, 4) * (49561./161280 + n*(-179./168+n*6601661./7257600)),
		math.Pow(n, 5) * (34729./80640 + n*-3418889./1995840),
		math.Pow(n, 6) * 212378941. / 319334400,
	}
	beta = [6]float64{
		n * (1./2 + n*(-2./3+n*(37./96+n*(-1./360+n*(-81./512+n*96199./604800))))),
		n * n * (1./48 + n*(1./15+n*(-437./1440+n*(46./105+n*-1118711./3870720)))),
		math.Pow(n, 3) * (17./480 + n*(-37./840+n*(-209./4480+n*5569./90720))),
		math.Pow(n, 4) * (4397./161280 + n*(-11./504+n*-830251./7257600)),
		math.Pow(n, 5) * (4583./161280 + n*-108847./3991680),
		math.Pow(n, 6) * 20648693. / 638668800,
	}
	return alpha, beta
}

// Forward returns the plane position {east, north} in metres of a position (lon, lat in
// degrees) within 80 degrees of the central meridian.
func (t *TransverseMercator) Forward(lonlat orb.Point) orb.Point {
	tauc, sin, cos := conformal(lonlat[1], lonlat[0]-t.meridian)
	z := complex(math.Atan2(tauc, cos), math.Asinh(sin/math.Hypot(tauc, cos)))
	z += sineSum(&kruegerAlpha, z)
	return orb.Point{
		t.falseEast + t.scale*rectifying*imag(z),
		t.scale*rectifying*real(z) - t.trueZero,
	}
}

// Inverse returns the position (lon, lat in degrees) of a plane position {east, north}
// in metres.
func (t *TransverseMercator) Inverse(plane orb.Point) orb.Point {
	z := complex((plane[1]+t.trueZero)/(t.scale*rectifying), (plane[0]-t.falseEast)/(t.scale*rectifying))
	z -= sineSum(&kruegerBeta, z)
	sin, cos := math.Sincos(real(z))
	sinh := math.Sinh(imag(z))
	tau := fromConformal(sin / math.Hypot(sinh, cos))
	return orb.Point{wrapDegrees(t.meridian + math.Atan2(sinh, cos)*degree), math.Atan(tau) * degree}
}

// Scale returns how many metres of the plane a metre on the ground becomes at a
// position (lon, lat in degrees).
func (t *TransverseMercator) Scale(lonlat orb.Point) float64 {
	tauc, sin, cos := conformal(lonlat[1], lonlat[0]-t.meridian)
	z := complex(math.Atan2(tauc, cos), math.Asinh(sin/math.Hypot(tauc, cos)))
	sinLat, cosLat := math.Sincos(lonlat[1] * radian)
	spherical := math.Sqrt(1-eccentricity2*sinLat*sinLat) / (cosLat * math.Hypot(tauc, cos))
	return t.scale * rectifying / semiMajor * spherical * cmplx.Abs(cosineSum(&kruegerAlpha, z))
}

// Convergence returns the direction of the plane's north at a position (lon, lat in
// degrees), in degrees clockwise from true north: positive east of the central
// meridian in the northern hemisphere (子午线收敛角).
func (t *TransverseMercator) Convergence(lonlat orb.Point) float64 {
	tauc, sin, cos := conformal(lonlat[1], lonlat[0]-t.meridian)
	z := complex(math.Atan2(tauc, cos), math.Asinh(sin/math.Hypot(tauc, cos)))
	spherical := math.Atan2(tauc/math.Hypot(1, tauc)*sin, cos)
	return (spherical - cmplx.Phase(cosineSum(&kruegerAlpha, z))) * degree
}

// conformal returns the tangent of the conformal latitude and the sine and cosine of
// the longitude from the central meridian, of degrees.
func conformal(lat, lon float64) (tauc, sin, cos float64) {
	tau := math.Tan(lat * radian)
	sin, cos = math.Sincos(wrapDegrees(lon) * radian)
	return toConformal(tau), sin, cos
}

func toConformal(tau float64) float64 {
	e := math.Sqrt(eccentricity2)
	secant := math.Hypot(1, tau)
	sigma := math.Sinh(e * math.Atanh(e*tau/secant))
	return tau*math.Hypot(1, sigma) - sigma*secant
}

// fromConformal undoes toConformal by Newton's method: two or three steps.
func fromConformal(tauc float64) float64 {
	tau := tauc / (1 - eccentricity2)
	for range 6 {
		now := toConformal(tau)
		step := (tauc - now) / math.Hypot(1, now) *
			(1 + (1-eccentricity2)*tau*tau) / ((1 - eccentricity2) * math.Hypot(1, tau))
		tau += step
		if math.Abs(step) < 1e-16*(1+math.Abs(tau)) {
			break
		}
	}
	return tau
}

// sineSum is the sum of c[j-1] sin(2jz), by Clenshaw's recurrence.
func sineSum(c *[6]float64, z complex128) complex128 {
	sin, cos := sinCos(2 * z)
	var b1, b2 complex128
	for j := 5; j >= 0; j-- {
		b1, b2 = complex(c[j], 0)+2*cos*b1-b2, b1
	}
	return b1 * sin
}

// cosineSum is 1 plus the sum of 2j c[j-1] cos(2jz): the derivative of z + sineSum.
func cosineSum(c *[6]float64, z complex128) complex128 {
	_, cos := sinCos(2 * z)
	var b1, b2 complex128
	for j := 5; j >= 0; j-- {
		b1, b2 = complex(2*float64(j+1)*c[j], 0)+2*cos*b1-b2, b1
	}
	return 1 + b1*cos - b2
}

func sinCos(z complex128) (sin, cos complex128) {
	s, c := math.Sincos(real(z))
	sh, ch := math.Sinh(imag(z)), math.Cosh(imag(z))
	return complex(s*ch, c*sh), complex(c*ch, -s*sh)
}
