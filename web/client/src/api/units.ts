// Units of a county (区划单位) on a day, and the search over all their names.
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { get } from './http'

export type Level = 'county' | 'township' | 'village'

/** People by age group: {"all": n, "60+": n}. */
export type People = Record<string, number>

export interface UnitFacts {
  id: number
  code: string
  name: string
  name_full?: string
  type?: string
  level: Level
  parent?: string
  tier?: string
  urban?: boolean | null
  from?: string
  to?: string
  area_m2?: number
  people?: People
}

export type UnitFeature = Feature<Polygon | MultiPolygon | null, UnitFacts>

/** The picture an answer was made from. */
export interface Edition {
  county: string
  at: string
  plan?: number | null
  version: number
}

export interface Units extends FeatureCollection<Polygon | MultiPolygon | null, UnitFacts> {
  edition?: Edition
}

export function units(county: string, at: string, level: Level, signal?: AbortSignal): Promise<Units> {
  return get<Units>('/v1/units', { county, at, level }, signal)
}

/** Something found: a unit under its present or a former name, or a facility. */
export interface Hit {
  kind: 'unit' | 'facility'
  id: number
  code?: string
  name: string
  /** The name or code that matched, where it is not the present one. */
  matched?: string
  level?: Level
  type?: string
  county?: string
  /** Valid days [from, to). */
  from?: string
  to?: string
  /** A point inside, lon/lat. */
  point?: [number, number] | null
}

export async function search(q: string, county: string, at: string, signal?: AbortSignal): Promise<Hit[]> {
  return (await get<{ hits: Hit[] }>('/v1/search', { q, county, at }, signal)).hits
}
