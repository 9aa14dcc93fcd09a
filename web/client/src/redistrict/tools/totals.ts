// What units come to together: sums of what the server says of each.
import type { People, UnitFeature } from '../../api/units'

export interface Totals {
  units: number
  area_m2: number
  people: People
  /** Units of which no area is known. */
  shapeless: number
}

export function totalsOf(units: readonly UnitFeature[]): Totals {
  const people: People = {}
  for (const { properties } of units) {
    for (const [age, n] of Object.entries(properties.people)) people[age] = (people[age] ?? 0) + n
  }
  const area_m2 = units.reduce((sum, u) => sum + u.properties.area_m2, 0)
  return { units: units.length, area_m2, people, shapeless: units.filter((u) => !u.geometry).length }
}
