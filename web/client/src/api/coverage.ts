// Coverage questions and answers.
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { get, post } from './http'
import type { Edition, People } from './units'

export type Scope = 'all' | 'urban' | 'rural'
export type By = 'township' | 'village'
export type Extra = 'redundancy' | 'nearest' | 'closing' | 'curve' | 'capacity'

/** A coverage question; reach is given by radius_m, standards, or minutes with mode. */
export interface Question {
  county: string
  at: string
  plan?: number
  kinds: string[]
  radius_m?: number
  standards?: boolean
  minutes?: number
  mode?: 'walk' | 'drive'
  by: By
  people: string[]
  scope: Scope
  /** A part of the county (片区): codes of townships or villages. */
  area?: { name?: string; units: string[] }
  neighbours?: boolean
  higher_tiers?: boolean
  add?: { kind: string; lon: number; lat: number }[]
  move?: { id: number; lon: number; lat: number }[]
  close?: number[]
  with?: Extra[]
  people_only?: boolean
}

/** A number of people, or square metres, of a total. */
export interface Ratio {
  covered: number
  of: number
  share: number
}

/** Metres, or minutes where the question asks by road, to the nearest facility. */
export interface Distances {
  mean: number
  people_mean: number
  p95: number
  least: number
  most: number
  unreached: number
}

export interface Beds {
  served: number
  waiting: number
  unknown: number
  out: number
}

export interface Shares {
  people: Record<string, Ratio>
  units: { having: number; served: number; of: number; share: number }
  area: { covered_m2: number; of_m2: number; share: number }
  /** People covered by exactly 0, 1, 2, ... facilities. */
  redundancy?: Record<string, number[]>
  distance?: Distances
  beds?: Beds
}

export interface Line extends Shares {
  code: string
  name: string
}

/** What counts: a facility, or an assumed one by its place in the list of additions. */
export interface Standing {
  id?: number
  name?: string
  /** Of a facility of another county. */
  county?: string
  assumed?: number
}

/** A villager group, and the facility nearest to it. */
export interface Nearest {
  group: string
  unit: string
  facility: Standing | null
  distance: number | null
  covered: boolean
  people: People
  lon: number
  lat: number
}

export interface Closing {
  facility: Standing
  people: People
  units_having: number
  units_served: number
}

export interface CurveStep {
  radius_m?: number
  minutes?: number
  people: Record<string, Ratio>
}

export interface Load {
  facility: Standing
  beds: number | null
  taken: number
}

/** Where something stands that counts by distance. */
export interface Standpoint {
  facility: Standing
  kind?: string
  lon: number
  lat: number
  reach_m?: number
}

export interface Answer {
  edition: Edition
  question: Question & { beds_for?: string }
  question_id: string
  definition: { zh: string; en: string }
  total: Shares
  by: Line[]
  unplaced: { id: string | number; name: string; why: string }[]
  stranded?: unknown[]
  nearest?: Nearest[]
  closing?: Closing[]
  curve?: CurveStep[]
  load?: Load[]
  places?: Standpoint[]
}

export interface GapFacts {
  unit: string
  name?: string
  people: People
  area_m2: number
}

export type Gaps = FeatureCollection<Polygon | MultiPolygon, GapFacts>

/** A part of a difference between two shares, by its cause. */
export interface Effect {
  cause: string
  name_zh: string
  name_en: string
  people: Record<string, number>
  units: number
  area: number
}

/** A facility that is not the same before and after. */
export interface Shift {
  how: 'opened' | 'closed' | 'moved' | 'unit'
  id: number
  name: string
  kind: string
  from_name: string
  to_name: string
  distance_m: number
}

export interface Comparison {
  before: Answer
  after: Answer
  change: Effect
  effects: Effect[]
  moved: Shift[]
  said: { zh: string; en: string }
}

export function askCoverage(question: Question, signal?: AbortSignal): Promise<Answer> {
  return post<Answer>('/v1/coverage', question, signal)
}

export function askGaps(question: Question, signal?: AbortSignal): Promise<Gaps> {
  return post<Gaps>('/v1/gaps', question, signal)
}

/** A question on another day, or without a plan, beside the day and plan that it names. */
export function compareCoverage({ county, at, plan, ...question }: Question, from: string, signal?: AbortSignal): Promise<Comparison> {
  return post<Comparison>('/v1/coverage/compare', { county, from, to: at, ...(plan && { plan }), question }, signal)
}

/** How many roads a county has: without any, no question can be asked by minutes. */
export async function roadsOf(county: string): Promise<number> {
  return (await get<{ roads?: number }>('/v1/days', { county })).roads ?? 0
}
