// Whether a drawn line parts a unit: it must enter and leave it. An end that falls a little
// short is drawn on to the border.
import { holds, type Place } from '../map/find'
import { at, polygonsOf, same, type Area } from './geometry'
import { apart, foot, onGrid } from './geometry_borders'

/** What a line does to an area. */
export type Crossing = 'whole' | 'misses' | 'startInside' | 'endInside' | 'bothInside' | 'crossesItself'

/** A place this near to a border, in metres, lies on it. */
const onBorder = 0.001

/** The place of an area's border nearest to p, and how far it is. */
export function nearestBorder(area: Area, p: Place): { place: Place; metres: number } {
  let best = { place: p, metres: Infinity }
  for (const ring of polygonsOf(area).flat()) {
    for (let i = 1; i < ring.length; i++) {
      const place = foot(at(ring[i - 1]), at(ring[i]), p)
      const metres = apart(place, p)
      if (metres < best.metres) best = { place, metres }
    }
  }
  return best
}

/** Ends inside an area that lie within some metres of its border are drawn on to it. */
export function fitted(line: readonly Place[], area: Area, metres: number): Place[] {
  const ends = [0, line.length - 1]
  return line.map((p, i) => {
    if (!ends.includes(i) || !holds(area, p)) return p
    const near = nearestBorder(area, p)
    return near.metres <= metres ? near.place : p
  })
}

/** What a line does to an area, as it is. */
export function crossing(line: readonly Place[], area: Area): Crossing {
  if (line.length < 2 || !runsThrough(line, area)) return 'misses'
  if (crossesItself(line)) return 'crossesItself'
  const short = (p: Place | undefined) => p !== undefined && holds(area, p) && nearestBorder(area, p).metres > onBorder
  const [start, end] = [short(line[0]), short(line.at(-1))]
  if (start && end) return 'bothInside'
  return start ? 'startInside' : end ? 'endInside' : 'whole'
}

/** Places inside an area on both sides of a line, near each other; null where the line keeps out of it. */
export function beside(line: readonly Place[], area: Area): [left: Place, right: Place] | null {
  for (const step of [1e-5, 1e-6, 1e-7]) {
    for (const [a, b, share] of samples(line)) {
      const [dx, dy] = [b[0] - a[0], b[1] - a[1]]
      const length = Math.hypot(dx, dy)
      if (length === 0) continue
      const [x, y] = [a[0] + share * dx, a[1] + share * dy]
      const [nx, ny] = [(-dy / length) * step, (dx / length) * step]
      const left = onGrid([x + nx, y + ny])
      const right = onGrid([x - nx, y - ny])
      if (holds(area, left) && holds(area, right) && clear(line, left, right, a, b)) return [left, right]
    }
  }
  return null
}

/** Places along a line, the middle of its segments first. */
function* samples(line: readonly Place[]): Iterable<[Place, Place, number]> {
  for (const share of [0.5, 0.25, 0.75, 0.1, 0.9, 0.02, 0.98]) {
    for (let i = 1; i < line.length; i++) yield [at(line[i - 1]), at(line[i]), share]
  }
}

/** Whether nothing of a line but segment ab runs between two places. */
function clear(line: readonly Place[], p: Place, q: Place, a: Place, b: Place): boolean {
  for (let i = 1; i < line.length; i++) {
    const [u, v] = [at(line[i - 1]), at(line[i])]
    if (!(same(u, a) && same(v, b)) && crosses(p, q, u, v)) return false
  }
  return true
}

function runsThrough(line: readonly Place[], area: Area): boolean {
  return beside(line, area) !== null
}

/** Reports whether a line crosses or touches itself; a ring's end may stand on its start. */
export function crossesItself(line: readonly Place[]): boolean {
  for (let i = 1; i < line.length; i++) {
    for (let j = i + 2; j < line.length; j++) {
      const [a, b, c, d] = [at(line[i - 1]), at(line[i]), at(line[j - 1]), at(line[j])]
      const closes = i === 1 && j === line.length - 1 && same(a, d)
      if (!closes && crosses(a, b, c, d)) return true
    }
  }
  return false
}

/** Reports whether segments ab and cd have a place in common. */
export function crosses(a: Place, b: Place, c: Place, d: Place): boolean {
  const side = (p: Place, q: Place, r: Place) => Math.sign((q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]))
  const [s1, s2, s3, s4] = [side(a, b, c), side(a, b, d), side(c, d, a), side(c, d, b)]
  if (s1 !== s2 && s3 !== s4) return true
  const on = (p: Place, q: Place, r: Place) =>
    Math.min(p[0], q[0]) <= r[0] && r[0] <= Math.max(p[0], q[0]) && Math.min(p[1], q[1]) <= r[1] && r[1] <= Math.max(p[1], q[1])
  return (s1 === 0 && on(a, b, c)) || (s2 === 0 && on(a, b, d)) || (s3 === 0 && on(c, d, a)) || (s4 === 0 && on(c, d, b))
}
