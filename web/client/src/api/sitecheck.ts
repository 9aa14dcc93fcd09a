// Whether a cemetery may be at a place, and the land on which none is forbidden.
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { get, post, postForFile } from './http'
import type { Edition } from './units'

/** A zone near a place: it forbids where distance_m is at most setback_m. */
export interface ZoneHit {
  id: string
  kind: string
  kind_name: string
  name: string
  distance_m: number
  setback_m: number
  article: string
}

export interface Judged {
  lon: number
  lat: number
  unit: string
  unit_name: string
  /** Not in the county; counts as forbidden. */
  outside: boolean
  forbidden: boolean
  /** Those that forbid it, the nearest first. */
  zones: ZoneHit[]
  /** Further ones. */
  nearest?: ZoneHit[]
}

export interface JudgedReport {
  edition: Edition
  definition: { zh: string; en: string }
  input_hash: string
  count: number
  forbidden: number
  sites: Judged[]
}

export interface CheckQuestion {
  county: string
  at: string
  plan?: number
  points: [lon: number, lat: number][]
  nearest: number
}

export function checkSites(question: CheckQuestion, signal?: AbortSignal): Promise<JudgedReport> {
  return post<JudgedReport>('/v1/sitecheck', { ...question, format: 'report' }, signal)
}

export function checkFile(question: CheckQuestion, format: 'csv' | 'xlsx' | 'geojson'): Promise<Blob> {
  return postForFile('/v1/sitecheck', { ...question, format })
}

export interface FreeFacts {
  unit: string
  name: string
  area_m2: number
  area_mu: number
  forbidden_m2: number
  of_m2: number
  share: number
  parts: number
}

export interface FreeLand extends FeatureCollection<Polygon | MultiPolygon, FreeFacts> {
  definition: { zh: string; en: string }
}

export interface FreeQuery {
  county: string
  at: string
  plan?: number | undefined
}

/** The free land by township. */
export function freeLand(query: FreeQuery, signal?: AbortSignal): Promise<FreeLand> {
  return get<FreeLand>('/v1/freeland', { ...query, by: 'township' }, signal)
}

export function freeLandFile({ county, at, plan }: FreeQuery, format: 'csv' | 'xlsx' | 'geojson'): Promise<Blob> {
  return postForFile('/v1/freeland', { county, at, ...(plan && { plan }), by: 'township', format })
}
