// Which units lie side by side: those that have positions of their borders in common.
import type { MultiPolygon, Polygon, Position } from 'geojson'
import type { UnitFeature } from '../api/units'

/** The code of the unit that shares most of its border's positions with another; undefined where none does. */
export function neighbour(units: readonly UnitFeature[], code: string): string | undefined {
  const own = new Set(positions(units.find((u) => u.properties.code === code)?.geometry ?? null))
  let found: string | undefined
  let most = 1 // two lines that cross are no neighbours
  for (const unit of units) {
    if (unit.properties.code === code) continue
    const shared = positions(unit.geometry).filter((p) => own.has(p)).length
    if (shared > most) {
      most = shared
      found = unit.properties.code
    }
  }
  return found
}

/** Every position of an area once. */
function positions(area: Polygon | MultiPolygon | null): string[] {
  if (!area) return []
  const rings: Position[][] = area.type === 'Polygon' ? area.coordinates : area.coordinates.flat()
  return [...new Set(rings.flat().map((p) => p.join(' ')))]
}
