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
  /** 街道, 镇, 乡, 社区, 村. */
  type: string
  level: Level
  /** The parent's code on that day. */
  parent: string | null
  tier?: string
  urban: boolean
  /** Valid days [from, to); null is open. */
  from: string | null
  to: string | null
  area_m2: number
  people: People
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

export function units(county: string, at: string, level: Level, signal?: AbortSignal, plan = ''): Promise<Units> {
  return get<Units>('/v1/units', { county, at, level, plan }, signal)
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
  /** A unit's type, a facility's kind. */
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
