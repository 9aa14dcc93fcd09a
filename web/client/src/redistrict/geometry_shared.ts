// The border that two units share, and what of it was moved. Neighbours bear the same
// vertices, so that a shared segment is found by its ends, to the last bit.
import type { Place } from '../map/find'
import { at, polygonsOf, same, type Area } from './geometry'
import { lengthOf } from './geometry_trace'

const keyOf = ([lng, lat]: Place) => `${lng} ${lat}`
const edgeOf = (a: Place, b: Place) => (keyOf(a) < keyOf(b) ? `${keyOf(a)} ${keyOf(b)}` : `${keyOf(b)} ${keyOf(a)}`)

/** Where two areas lie side by side: lines along the first one's rings, the longest first. */
export function shared(one: Area, other: Area): Place[][] {
  const theirs = new Set<string>()
  for (const ring of polygonsOf(other).flat()) for (let i = 1; i < ring.length; i++) theirs.add(edgeOf(at(ring[i - 1]), at(ring[i])))
  const lines = polygonsOf(one).flat().flatMap((ring) => runs(ring.map(at), theirs))
  return lines.sort((a, b) => lengthOf(b) - lengthOf(a))
}

/** The stretches of a closed ring whose segments are among those of another. */
function runs(ring: readonly Place[], theirs: ReadonlySet<string>): Place[][] {
  const n = ring.length - 1
  const common = Array.from({ length: n }, (_, i) => theirs.has(edgeOf(at(ring[i]), at(ring[i + 1]))))
  const first = common.findIndex((held, i) => held && !common[(i + n - 1) % n])
  if (first < 0) return common[0] ? [[...ring]] : []
  const lines: Place[][] = []
  for (let k = 0; k < n; k++) {
    const i = (first + k) % n
    if (!common[i]) continue
    if (!common[(i + n - 1) % n]) lines.push([at(ring[i])])
    lines.at(-1)?.push(at(ring[i + 1]))
  }
  return lines
}

/**
 * What of a line was moved, from the last vertex before the first difference to the first
 * after the last one: that alone is the change. null where nothing was.
 */
export function moved(before: readonly Place[], now: readonly Place[]): Place[] | null {
  const least = Math.min(before.length, now.length)
  let head = 0
  while (head < least && same(at(before[head]), at(now[head]))) head++
  if (head === before.length && head === now.length) return null
  let tail = 0
  while (tail < least - head && same(at(before[before.length - 1 - tail]), at(now[now.length - 1 - tail]))) tail++
  return now.slice(Math.max(0, head - 1), now.length - Math.max(0, tail - 1)).map((p) => at(p))
}
