// Units coloured by their share of an answer.
import type { FeatureCollection } from 'geojson'
import type { Answer } from '../api/coverage'
import type { UnitFeature } from '../api/units'
import { classOf, nothing, peopleOf } from './shares'

/** The class of a unit of which the answer says nothing: out of scope, or nobody lives there. */
const noClass = -1

/** All units as areas with the class of their share. */
export function shades(answer: Answer, units: readonly UnitFeature[], age: string): FeatureCollection {
  const lines = new Map(answer.by.map((l) => [l.code, l]))
  const features = units.flatMap((u) => {
    const line = lines.get(u.properties.code)
    if (!u.geometry) return []
    const people = line ? peopleOf(line, age) : nothing
    const shade = people.of === 0 ? noClass : classOf(people.share)
    return [{ type: 'Feature' as const, geometry: u.geometry, properties: { class: shade } }]
  })
  return { type: 'FeatureCollection', features }
}
