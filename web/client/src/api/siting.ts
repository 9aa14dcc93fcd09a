// Where new facilities should stand (选址): a search that may take long and tells how far it has come.
import { postForEvents } from './events'
import { postForFile, Problem } from './http'
import type { Question, Ratio } from './coverage'
import type { Edition } from './units'

export type Objective = 'cover' | 'all-covered' | 'median' | 'center'

/** What of a coverage question a search for sites takes over. */
type Asked = Pick<Question, 'county' | 'at' | 'plan' | 'kinds' | 'radius_m' | 'standards' | 'minutes' | 'mode' | 'scope' | 'neighbours'>

export interface SitingQuestion extends Asked {
  objective: Objective
  count?: number
  share?: number
  curve?: boolean
  people: string
  /** Codes of townships or villages. */
  area?: string[]
  new_kind?: string
  candidates: 'villages' | 'groups' | [lon: number, lat: number][]
  keep_existing?: boolean
  spacing_m?: number
  floor?: number
  zones?: boolean
  time_limit_s: number
}

export interface Site {
  rank: number
  lon: number
  lat: number
  /** Of the lowest unit it lies in. */
  code: string
  name: string
  township: string
  /** People within its reach; those newly reached after the sites before it; all reached up to it. */
  reached: number
  gained: number
  total: number
  served: number
}

export interface LeftOut {
  lon: number
  lat: number
  why: 'outside' | 'far_from_road' | 'spacing' | 'zone'
  zones?: { kind: string; name: string; distance_m: number; setback_m: number; article: string }[]
  road_m?: number
}

export interface CurvePoint {
  sites: number
  covered: number
  bound: number
  proven: boolean
}

export interface SitingAnswer {
  edition: Edition
  question: { objective: Objective; count?: number; people: string; minutes?: number; share?: number; time_limit_s?: number }
  question_id: string
  definition: { zh: string; en: string }
  sites: Site[]
  objective: number
  bound: number
  /** How far from the best possible at most, of 1. */
  gap: number
  proven: boolean
  seconds: number
  before: Ratio
  after: Ratio
  by: { code: string; name: string; before: Ratio; after: Ratio }[]
  /** Metres or minutes to the nearest, before and after. */
  ways?: { mean: number; longest: number }[]
  curve?: CurvePoint[]
  candidates: number
  left_out: LeftOut[]
  /** Villager groups that no candidate reaches. */
  unreachable: string[]
}

export interface SitingProgress {
  sites: number
  objective: number
  bound: number
  seconds: number
}

/** Looks for sites; said hears how far the search has come. */
export async function findSites(question: SitingQuestion, said: (p: SitingProgress) => void, signal: AbortSignal): Promise<SitingAnswer> {
  let answer: SitingAnswer | undefined
  await postForEvents('/v1/siting', question, signal, (event, data) => {
    if (event === 'progress') said(data as SitingProgress)
    if (event === 'answer') answer = data as SitingAnswer
  })
  if (!answer) throw new Problem('', 0) // the connection ended before it
  return answer
}

/** The answer as a file: it is searched again, with the same outcome, in the 25 seconds of a plain request at most. */
export function sitesFile(question: SitingQuestion, format: 'csv' | 'xlsx' | 'geojson'): Promise<Blob> {
  return postForFile('/v1/siting', { ...question, time_limit_s: Math.min(question.time_limit_s, 25), format })
}
