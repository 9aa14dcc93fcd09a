// Facilities (设施) and the registry of their kinds.
import type { Feature, FeatureCollection, Point } from 'geojson'
import { address, call, get } from './http'

export interface Kind {
  code: string
  zh: string
  en: string
  domain: string
  tier?: string
  /** Default reach in metres; 0 or missing: the kind has none. */
  radius_m?: number
  /** Of its symbol, #rrggbb. */
  colour?: string
  /** One Chinese character to stand in the symbol. */
  symbol?: string
}

export async function kinds(signal?: AbortSignal): Promise<Kind[]> {
  return (await get<{ kinds: Kind[] }>('/v1/kinds', {}, signal)).kinds
}

export interface FacilityFacts {
  id: number
  /** The bureau's own number. */
  ref?: string
  kind: string
  name: string
  state: string
  /** On the day: open, and in a state that counts. */
  in_operation: boolean
  opened: string | null
  /** Code of the lowest unit it stands in on the day. */
  unit: string | null
  unit_name?: string
  group?: string
  /** How its place was found. */
  source: 'unit' | 'point' | 'group' | 'planner'
  from: string | null
  to: string | null
  /** Figures and flags the bureau keeps; only those that were given. */
  facts: Record<string, string | number | boolean>
}

export type FacilityFeature = Feature<Point | null, FacilityFacts>

export type Facilities = FeatureCollection<Point | null, FacilityFacts>

export function facilities(county: string, at: string, signal?: AbortSignal, plan = ''): Promise<Facilities> {
  return get<Facilities>('/v1/facilities', { county, at, plan }, signal)
}

/** What may be said of a facility; what is left out stays as it is. */
export interface FacilityEdit {
  kind?: string
  name?: string
  ref?: string
  state?: string
  opened?: string
  /** The day from which this holds. */
  from?: string
  lon?: number
  lat?: number
}

interface Written {
  edition: { version: number }
  facility: FacilityFacts
}

/** One facility as it is now, with the county's version: what an edit is based on. */
export function facility(id: number, county: string): Promise<FacilityFeature & { edition: { version: number } }> {
  return get(`/v1/facilities/${id}`, { county })
}

export async function addFacility(county: string, edit: FacilityEdit): Promise<FacilityFacts | undefined> {
  return (await call<Written>('POST', '/v1/facilities', { county, ...edit }))?.facility
}

/** Changes a facility; a Problem of status 412 where the county was written since that version. */
export async function changeFacility(id: number, county: string, edit: FacilityEdit, version: number): Promise<FacilityFacts | undefined> {
  return (await call<Written>('PATCH', address(`/v1/facilities/${id}`, { county }), edit, { 'If-Match': `"${version}"` }))?.facility
}

/** Takes a facility off the list from a day on. */
export function removeFacility(id: number, county: string, from: string, version: number): Promise<null> {
  return call<null>('DELETE', address(`/v1/facilities/${id}`, { county, from }), undefined, { 'If-Match': `"${version}"` })
}
