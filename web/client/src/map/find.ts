// What lies at a place: pure functions over the features the page holds.
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { FacilityFeature } from '../api/facilities'
import type { UnitFeature } from '../api/units'

export type Place = [lng: number, lat: number]

/** Reports whether a place lies in an area; holes are outside. */
export function holds(area: Polygon | MultiPolygon, [x, y]: Place): boolean {
  const polygons = area.type === 'Polygon' ? [area.coordinates] : area.coordinates
  return polygons.some((rings) => rings.reduce((inside, ring) => (crosses(ring, x, y) ? !inside : inside), false))
}

/** Reports whether a ray to the east crosses a ring an odd number of times. */
function crosses(ring: Position[], x: number, y: number): boolean {
  let odd = false
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1 = 0, y1 = 0] = ring[i] ?? []
    const [x2 = 0, y2 = 0] = ring[j] ?? []
    if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) odd = !odd
  }
  return odd
}

/** The unit of a list that a place lies in. */
export function unitAt(units: readonly UnitFeature[], place: Place): UnitFeature | undefined {
  return units.find((u) => u.geometry !== null && holds(u.geometry, place))
}

/** The facility nearest to a point of the screen, at most some pixels away. */
export function facilityAt(
  all: readonly FacilityFeature[],
  point: { x: number; y: number },
  project: (place: Place) => { x: number; y: number },
  pixels = 12,
): FacilityFeature | undefined {
  let found: FacilityFeature | undefined
  let least = pixels
  for (const f of all) {
    if (!f.geometry) continue
    const [lng = 0, lat = 0] = f.geometry.coordinates
    const at = project([lng, lat])
    const distance = Math.hypot(at.x - point.x, at.y - point.y)
    if (distance <= least) {
      least = distance
      found = f
    }
  }
  return found
}

/** West, south, east, north of areas and points; null of nothing. */
export function boundsOf(shapes: Iterable<GeoJSON.Geometry | null>): [number, number, number, number] | null {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity]
  const take = (c: unknown): void => {
    if (!Array.isArray(c)) return
    const [x, y] = c as [unknown, unknown]
    if (typeof x === 'number' && typeof y === 'number') {
      west = Math.min(west, x)
      east = Math.max(east, x)
      south = Math.min(south, y)
      north = Math.max(north, y)
    } else c.forEach(take)
  }
  for (const shape of shapes) if (shape && 'coordinates' in shape) take(shape.coordinates)
  return west <= east ? [west, south, east, north] : null
}
