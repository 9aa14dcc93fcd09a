// Which units differ between two days: pure functions.
import type { UnitFeature } from '../api/units'

/** What one day has and the other has not, or not as it is. */
export interface Difference {
  gone: UnitFeature[]
  fresh: UnitFeature[]
}

/** Compares the units of a level on two days by their identity: name, code, parent and shape. */
export function difference(before: readonly UnitFeature[], after: readonly UnitFeature[]): Difference {
  const had = new Map(before.map((u) => [u.properties.id, u]))
  const has = new Map(after.map((u) => [u.properties.id, u]))
  return {
    gone: before.filter((u) => !same(u, has.get(u.properties.id))),
    fresh: after.filter((u) => !same(u, had.get(u.properties.id))),
  }
}

function same(a: UnitFeature, b: UnitFeature | undefined): boolean {
  if (!b) return false
  const [p, q] = [a.properties, b.properties]
  if (p.name !== q.name || p.code !== q.code || p.type !== q.type || p.parent !== q.parent) return false
  return JSON.stringify(a.geometry) === JSON.stringify(b.geometry)
}
