// Units coloured by their share of an answer.
import type { FeatureCollection } from 'geojson'
import type { Answer } from '../api/coverage'
import type { UnitFeature } from '../api/units'
import { classOf, peopleOf } from '../state/shares'

/** The areas of an answer's lines with the class of their share; lines of nobody are left out. */
export function shades(answer: Answer, units: readonly UnitFeature[], age: string): FeatureCollection {
  const lines = new Map(answer.by.map((l) => [l.code, l]))
  const features = units.flatMap((u) => {
    const line = lines.get(u.properties.code)
    if (!line || !u.geometry) return []
    const people = peopleOf(line, age)
    if (people.of === 0) return []
    return [{ type: 'Feature' as const, geometry: u.geometry, properties: { class: classOf(people.share) } }]
  })
  return { type: 'FeatureCollection', features }
}
