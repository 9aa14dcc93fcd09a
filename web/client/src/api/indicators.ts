// The plan's indicators (指标): numbers, targets and what is behind them.
import { address, get, post, postForFile, send } from './http'
import type { Edition } from './units'

export type Form = 'count' | 'percent' | 'mean'

/** A unit, or a facility, that counts in an indicator. */
export interface Item {
  /** Code of the unit, or of that which the facility stands in. */
  code?: string
  facility?: number
  name: string
  numerator: number
  denominator: number
}

export interface Part {
  code: string
  name: string
  numerator: number
  denominator: number
}

export interface Indicator {
  code: string
  name: string
  name_en: string
  /** Where it is asked for. */
  source?: string
  /** Of the facilities it counts; divisions; other. */
  domain: string
  /** Keys of the typed figures that it asks for. */
  typed?: string[]
  day: string
  year: number
  form: Form
  /** null: not known; the definition says why. */
  numerator: number | null
  denominator: number | null
  share: number | null
  pct: number | null
  op: '' | '>=' | '<='
  target: number | null
  met: boolean | null
  missing: number | null
  definition: { zh: string; en: string }
  units: Item[]
  gap: string[]
  by: Part[]
  edition: Edition
  input_hash: string
}

export interface IndicatorQuery {
  county: string
  at: string
  plan?: string | undefined
  /** undefined: the day's. */
  year: number | undefined
}

export function indicators(query: IndicatorQuery, signal?: AbortSignal): Promise<Indicator[]> {
  return get<Indicator[]>('/v1/indicators', { ...query }, signal)
}

export async function indicatorFile(query: IndicatorQuery, format: 'csv' | 'xlsx'): Promise<Blob> {
  return (await send(address('/v1/indicators', { ...query, format }), {})).blob()
}

/** A thematic sheet of an indicator by township. */
export function indicatorSheet({ county, at, plan, year }: IndicatorQuery, indicator: string, lang: string): Promise<Blob> {
  const order = { county, at, ...(plan && { plan: Number(plan) }), ...(year && { year }), kind: 'indicator', indicator, paper: 'A3', format: 'pdf', lang }
  return postForFile('/v1/maps', order)
}

/** A figure that is typed in (填报数), of a county on a day. */
export interface TypedFigure {
  unit: string
  key: string
  day: string
  value: number
}

export function typeIn(county: string, figures: TypedFigure[]): Promise<unknown> {
  return post('/v1/statistics', { county, figures })
}
