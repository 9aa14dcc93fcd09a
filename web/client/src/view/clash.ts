// What two people wrote of one facility: pure functions.
import type { FacilityFeature } from '../api/facilities'

/** What the form holds. */
export interface Written {
  name: string
  kind: string
  ref: string
  state: string
  opened: string
  lon: number | null
  lat: number | null
}

export interface Clash {
  field: keyof Written
  theirs: string | number | null
  yours: string | number | null
}

export function fieldsOf(known: FacilityFeature | null): Written {
  if (!known) return { name: '', kind: '', ref: '', state: '运营', opened: '', lon: null, lat: null }
  const { name, kind, ref, state, opened } = known.properties
  const [lon = null, lat = null] = known.geometry?.coordinates ?? []
  return { name, kind, ref: ref ?? '', state, opened: opened ?? '', lon, lat }
}

/** What others changed since it was opened, and is not what stands here. */
export function differing(opened: Written, now: Written, yours: Written): Clash[] {
  const all = Object.keys(opened) as (keyof Written)[]
  return all.filter((field) => now[field] !== opened[field] && now[field] !== yours[field]).map((field) => ({ field, theirs: now[field], yours: yours[field] }))
}
