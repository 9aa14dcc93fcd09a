// Facilities that an edit concerns: those in units whose name, code or parent is another afterwards.
import type { FacilityFeature } from '../api/facilities'
import { held } from '../state/county.svelte'
import type { Step } from './difference'

export function touched(steps: readonly Step[]): FacilityFeature[] {
  const codes = new Set(steps.flatMap(({ was }) => (was?.level === 'village' ? [was.code] : [])))
  return held.facilities.filter((f) => codes.has(f.properties.unit ?? ''))
}
