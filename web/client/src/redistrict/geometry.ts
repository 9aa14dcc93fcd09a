// Plane figures in degrees, as the tools need them: which units a box or a lasso takes, and
// where a unit's mark stands. What is measured is measured on the ellipsoid elsewhere.
import type { MultiPolygon, Polygon, Position } from 'geojson'
import { holds, type Place } from '../map/find'

export type Area = Polygon | MultiPolygon
export type Box = [west: number, south: number, east: number, north: number]

/** The rings of an area, one list a polygon: the shell, then holes. */
export function polygonsOf(area: Area): Position[][][] {
  return area.type === 'Polygon' ? [area.coordinates] : area.coordinates
}

/** Longitude and latitude of a position. */
export function at(position: Position | undefined): Place {
  return [position?.[0] ?? 0, position?.[1] ?? 0]
}

/** Reports whether two places are one, to the last bit. */
export function same(a: Place, b: Place): boolean {
  return a[0] === b[0] && a[1] === b[1]
}

/**
 * A place well inside an area: the middle of the widest stretch of land on some parallels
 * through it. It is inside whatever the shape, in its holes never.
 */
export function inside(area: Area): Place {
  const rings = polygonsOf(area).flat()
  const lats = rings.flatMap((ring) => ring.map((p) => at(p)[1]))
  const [south, north] = lats.reduce(([s, n], lat) => [Math.min(s, lat), Math.max(n, lat)], [Infinity, -Infinity])
  let best: Place = at(rings[0]?.[0])
  let widest = -1
  for (let i = 1; i < 16; i++) {
    // Away from the ends, where little land lies; the odd share keeps off round latitudes.
    const lat = south + ((north - south) * (i + 0.0137)) / 16
    const crossed = rings.flatMap((ring) => crossings(ring, lat)).sort((a, b) => a - b)
    for (let j = 1; j < crossed.length; j += 2) {
      const [west = 0, east = 0] = [crossed[j - 1], crossed[j]]
      const room = (east - west) * (1 - Math.abs(i - 8) / 16)
      if (room > widest) {
        widest = room
        best = [(west + east) / 2, lat]
      }
    }
  }
  return best
}

/** The longitudes at which a ring crosses a parallel. */
function crossings(ring: Position[], lat: number): number[] {
  const found: number[] = []
  for (let i = 1; i < ring.length; i++) {
    const [x1, y1] = at(ring[i - 1])
    const [x2, y2] = at(ring[i])
    if (y1 > lat !== y2 > lat) found.push(x1 + ((lat - y1) * (x2 - x1)) / (y2 - y1))
  }
  return found
}

/** The closed ring of a box. */
export function ringOf([west, south, east, north]: Box): Position[] {
  return [[west, south], [east, south], [east, north], [west, north], [west, south]]
}

/** Reports whether a drawn ring takes a unit: it holds the place of its mark. */
export function takes(ring: Position[], place: Place): boolean {
  return holds({ type: 'Polygon', coordinates: [ring] }, place)
}
