// Borders of units in a grid, to find what lies near a pointer. A place that is found is
// a vertex as the server gave it, to the last bit, or the foot on a segment, on the
// server's grid of nine decimals.
import type { Position } from 'geojson'
import type { Place } from '../map/find'
import { at, polygonsOf, type Area } from './geometry'

const radius = 6_371_008.8
const degree = (Math.PI / 180) * radius
/** Of the grid's squares, in degrees: some 200 m. */
const cell = 0.002

/** What a place was drawn to. */
export interface Snapped {
  place: Place
  /** Whether it is a vertex; else it lies on a segment between two. */
  vertex: boolean
  /** From the place asked for, in metres. */
  metres: number
}

/** A place on the server's grid: nine decimals. */
export function onGrid([lng, lat]: Place): Place {
  return [Math.round(lng * 1e9) / 1e9, Math.round(lat * 1e9) / 1e9]
}

/** Metres between places some kilometres apart at most, on a sphere: for choosing, never for saying. */
export function apart([x1, y1]: Place, [x2, y2]: Place): number {
  const dx = (x2 - x1) * Math.cos((((y1 + y2) / 2) * Math.PI) / 180)
  return Math.hypot(dx, y2 - y1) * degree
}

/** The place of segment ab nearest to p, as share of the way from a to b. */
export function along(a: Place, b: Place, p: Place): number {
  const stretch = Math.cos((p[1] * Math.PI) / 180)
  const [dx, dy] = [(b[0] - a[0]) * stretch, b[1] - a[1]]
  const length = dx * dx + dy * dy
  if (length === 0) return 0
  return Math.min(1, Math.max(0, ((p[0] - a[0]) * stretch * dx + (p[1] - a[1]) * dy) / length))
}

/** The place of segment ab nearest to p, on the grid. */
export function foot(a: Place, b: Place, p: Place): Place {
  const share = along(a, b, p)
  if (share === 0) return a
  if (share === 1) return b
  return onGrid([a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])])
}

export class Borders {
  readonly #ends: Float64Array
  readonly #cells = new Map<number, number[]>()

  constructor(areas: Iterable<Area | null>) {
    const rings: Position[][] = []
    for (const area of areas) if (area) rings.push(...polygonsOf(area).flat())
    this.#ends = new Float64Array(4 * rings.reduce((n, ring) => n + Math.max(0, ring.length - 1), 0))
    let segment = 0
    for (const ring of rings) for (let i = 1; i < ring.length; i++) this.#lay(segment++, at(ring[i - 1]), at(ring[i]))
  }

  /** Puts a segment into every square that its box touches. */
  #lay(segment: number, a: Place, b: Place): void {
    this.#ends.set([a[0], a[1], b[0], b[1]], 4 * segment)
    for (const key of cells([Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])])) {
      const held = this.#cells.get(key)
      if (held) held.push(segment)
      else this.#cells.set(key, [segment])
    }
  }

  /** The vertex nearest to a place within some metres, else the nearest place of a border; null where there is neither. */
  nearest(place: Place, metres: number): Snapped | null {
    let vertex: Snapped | null = null
    let edge: Snapped | null = null
    for (const segment of this.#near(place, metres)) {
      const [a, b] = this.#segment(segment)
      for (const end of [a, b]) vertex = nearer(vertex, { place: end, vertex: true, metres: apart(end, place) }, metres)
      const on = foot(a, b, place)
      edge = nearer(edge, { place: on, vertex: false, metres: apart(on, place) }, metres)
    }
    return vertex ?? edge
  }

  *#near([lng, lat]: Place, metres: number): Iterable<number> {
    const dy = metres / degree
    const dx = dy / Math.cos((lat * Math.PI) / 180)
    for (const key of cells([lng - dx, lat - dy, lng + dx, lat + dy])) yield* this.#cells.get(key) ?? []
  }

  #segment(i: number): [Place, Place] {
    const e = this.#ends
    return [[e[4 * i] ?? 0, e[4 * i + 1] ?? 0], [e[4 * i + 2] ?? 0, e[4 * i + 3] ?? 0]]
  }
}

function nearer(held: Snapped | null, found: Snapped, within: number): Snapped | null {
  return found.metres <= within && (!held || found.metres < held.metres) ? found : held
}

/** The squares that a box touches. */
function* cells([west, south, east, north]: [number, number, number, number]): Iterable<number> {
  const rows = 1 << 20
  for (let x = Math.floor(west / cell); x <= Math.floor(east / cell); x++) {
    for (let y = Math.floor(south / cell); y <= Math.floor(north / cell); y++) yield x * rows + y
  }
}
