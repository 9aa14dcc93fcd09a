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
