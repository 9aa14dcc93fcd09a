// Coverage questions and answers.
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson'
import { post } from './http'
import type { Edition, People } from './units'

export type Scope = 'all' | 'urban' | 'rural'
export type By = 'township' | 'village'

export interface Question {
  county: string
  at: string
  kinds: string[]
  radius_m: number
  by: By
  people: string[]
  scope: Scope
}

/** A number of people, or square metres, of a total. */
export interface Ratio {
  covered: number
  of: number
  share: number
}

export interface Shares {
  people: Record<string, Ratio>
  units: { having: number; served: number; of: number; share: number }
  area: { covered_m2: number; of_m2: number; share: number }
}

export interface Line extends Shares {
  code: string
  name: string
}

export interface Answer {
  edition: Edition
  question: Question
  question_id: string
  definition: { zh: string; en: string }
  total: Shares
  by: Line[]
  unplaced: { id: string | number; name: string; why: string }[]
}

export interface GapFacts {
  unit: string
  name?: string
  people: People
  area_m2: number
}

export type Gaps = FeatureCollection<Polygon | MultiPolygon, GapFacts>

export function askCoverage(question: Question, signal?: AbortSignal): Promise<Answer> {
  return post<Answer>('/v1/coverage', question, signal)
}

export function askGaps(question: Question, signal?: AbortSignal): Promise<Gaps> {
  return post<Gaps>('/v1/gaps', question, signal)
}
