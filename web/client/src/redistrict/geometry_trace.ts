// Following a border: the vertices between two places that lie on one ring.
import type { Place } from '../map/find'
import { apart, along, foot } from './geometry_borders'
import { at, polygonsOf, same, type Area } from './geometry'

/** How near a place must be to a segment to lie on it: the grid's rounding, in metres. */
const onIt = 0.001

/**
 * The vertices passed on the shorter way along a ring of one of the areas from a to b,
 * without a and b themselves; null where no ring bears both. The shortest over all rings
 * is taken.
 */
export function trace(areas: Iterable<Area | null>, a: Place, b: Place): Place[] | null {
  let best: Place[] | null = null
  let least = Infinity
  for (const area of areas) {
    if (!area) continue
    for (const ring of polygonsOf(area).flat()) {
      const way = around(ring.slice(0, -1).map(at), a, b)
      if (!way) continue
      const length = lengthOf([a, ...way, b])
      if (length < least) [best, least] = [way, length]
    }
  }
  return best
}

/** The length of a line in metres, for choosing the shorter of two. */
export function lengthOf(line: readonly Place[]): number {
  return line.reduce((sum, p, i) => (i > 0 ? sum + apart(line[i - 1] ?? p, p) : 0), 0)
}

/** The shorter way between two places on an open ring (its first vertex said once). */
function around(ring: readonly Place[], a: Place, b: Place): Place[] | null {
  const [from, to] = [seat(ring, a), seat(ring, b)]
  if (from === null || to === null) return null
  const forward = walk(ring, a, b, from, to)
  const backward = walk(ring, b, a, to, from).reverse()
  return lengthOf([a, ...forward, b]) <= lengthOf([a, ...backward, b]) ? forward : backward
}

/** Where on a ring a place is: the segment it lies on, counted from its first vertex. */
function seat(ring: readonly Place[], p: Place): number | null {
  const vertex = ring.findIndex((v) => same(v, p))
  if (vertex >= 0) return vertex
  for (let i = 0; i < ring.length; i++) {
    const [u, v] = [ring[i], ring[(i + 1) % ring.length]]
    if (u && v && between(u, v, p) && apart(foot(u, v, p), p) < onIt) return i
  }
  return null
}

/** Whether a place lies in the box of a segment, a little widened: most segments are done with by that. */
function between(u: Place, v: Place, p: Place): boolean {
  const slack = 1e-8
  return [0, 1].every((i) => {
    const [a, b, c] = [u[i] ?? 0, v[i] ?? 0, p[i] ?? 0]
    return c >= Math.min(a, b) - slack && c <= Math.max(a, b) + slack
  })
}

/** The vertices met going forward from a, on segment from, to b, on segment to. */
function walk(ring: readonly Place[], a: Place, b: Place, from: number, to: number): Place[] {
  const n = ring.length
  const [start, end] = [ring[from], ring[(from + 1) % n]]
  if (from === to && start && end && along(start, end, a) <= along(start, end, b)) return []
  const met: Place[] = []
  for (let i = (from + 1) % n; ; i = (i + 1) % n) {
    const vertex = ring[i]
    if (vertex && !same(vertex, a) && !same(vertex, b)) met.push(vertex)
    if (i === to) return met
  }
}
