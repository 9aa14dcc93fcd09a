// Lengths and areas on the ellipsoid GRS80, that of CGCS2000. Places are lng, lat in degrees.
// Lengths: Vincenty, Survey Review 23 (1975), better than 1 mm. Areas: on the sphere of equal
// area (Snyder, Map Projections, 1987, (3-11) to (3-13)) between great circles, better than
// 0.01 % where edges are shorter than 100 km. The tests compare with GeographicLib.
import type { Place } from '../map/find'

const a = 6378137
const f = 1 / 298.257222101
const b = a * (1 - f)
const e2 = f * (2 - f)
const e = Math.sqrt(e2)
const radians = Math.PI / 180

/** Metres between two places along the shortest line; NaN where they are all but opposite on the globe. */
export function distance([lng1, lat1]: Place, [lng2, lat2]: Place): number {
  const u1 = Math.atan((1 - f) * Math.tan(lat1 * radians))
  const u2 = Math.atan((1 - f) * Math.tan(lat2 * radians))
  const [sin1, cos1, sin2, cos2] = [Math.sin(u1), Math.cos(u1), Math.sin(u2), Math.cos(u2)]
  const apart = (lng2 - lng1) * radians
  let lambda = apart
  for (let i = 0; i < 100; i++) {
    const [sinL, cosL] = [Math.sin(lambda), Math.cos(lambda)]
    const sinS = Math.hypot(cos2 * sinL, cos1 * sin2 - sin1 * cos2 * cosL)
    if (sinS === 0) return 0
    const cosS = sin1 * sin2 + cos1 * cos2 * cosL
    const sigma = Math.atan2(sinS, cosS)
    const sinA = (cos1 * cos2 * sinL) / sinS
    const cos2A = 1 - sinA * sinA
    const middle = cos2A === 0 ? 0 : cosS - (2 * sin1 * sin2) / cos2A // cos 2σm; 0 along the equator
    const c = (f / 16) * cos2A * (4 + f * (4 - 3 * cos2A))
    const before = lambda
    lambda = apart + (1 - c) * f * sinA * (sigma + c * sinS * (middle + c * cosS * (2 * middle * middle - 1)))
    if (Math.abs(lambda - before) < 1e-12) return length(cos2A, sigma, sinS, cosS, middle)
  }
  return NaN
}

function length(cos2A: number, sigma: number, sinS: number, cosS: number, middle: number): number {
  const u = (cos2A * (a * a - b * b)) / (b * b)
  const A = 1 + (u / 16384) * (4096 + u * (-768 + u * (320 - 175 * u)))
  const B = (u / 1024) * (256 + u * (-128 + u * (74 - 47 * u)))
  const square = 2 * middle * middle - 1
  const third = (B / 6) * middle * (4 * sinS * sinS - 3) * (2 * square - 1)
  return b * A * (sigma - B * sinS * (middle + (B / 4) * (cosS * square - third)))
}

/** Metres along places, one after another. */
export function along(places: readonly Place[]): number {
  return places.slice(1).reduce((sum, place, i) => sum + distance(places[i] ?? place, place), 0)
}

const whole = q(1)
const radius2 = (a * a * whole) / 2 // of the sphere of equal area, squared

/** Square metres inside a ring of places, whichever way round; the last is joined to the first. */
export function area(ring: readonly Place[]): number {
  let sum = 0
  ring.forEach(([lng1, lat1], i) => {
    const [lng2, lat2] = ring[(i + 1) % ring.length] ?? [lng1, lat1]
    const [t1, t2] = [Math.tan(authalic(lat1) / 2), Math.tan(authalic(lat2) / 2)]
    sum += 2 * Math.atan2(Math.tan(((lng2 - lng1) * radians) / 2) * (t1 + t2), 1 + t1 * t2)
  })
  return Math.abs(sum) * radius2
}

/** The latitude on the sphere of equal area, in radians. */
function authalic(lat: number): number {
  return Math.asin(q(Math.sin(lat * radians)) / whole)
}

function q(sin: number): number {
  return (1 - e2) * (sin / (1 - e2 * sin * sin) - Math.log((1 - e * sin) / (1 + e * sin)) / (2 * e))
}
