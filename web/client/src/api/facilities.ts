// Facilities (设施) and the registry of their kinds.
import type { Feature, FeatureCollection, Point } from 'geojson'
import { get } from './http'

export interface Kind {
  code: string
  zh: string
  en: string
  domain: string
  tier?: string
  /** Default reach in metres; 0 or missing: the kind has none. */
  radius_m?: number
  colour?: string
}

export async function kinds(signal?: AbortSignal): Promise<Kind[]> {
  return (await get<{ kinds: Kind[] }>('/v1/kinds', {}, signal)).kinds
}

export interface FacilityFacts {
  id: number
  ref?: string
  kind: string
  name: string
  state: string
  opened?: string
  unit?: string
  group?: string
  source?: string
  from?: string
  to?: string
  facts?: Record<string, string | number | boolean | null>
}

export type FacilityFeature = Feature<Point | null, FacilityFacts>

export type Facilities = FeatureCollection<Point | null, FacilityFacts>

export function facilities(county: string, at: string, signal?: AbortSignal): Promise<Facilities> {
  return get<Facilities>('/v1/facilities', { county, at }, signal)
}
