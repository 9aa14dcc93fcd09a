// The plan's indicators (指标): numbers, targets and what is behind them.
import { get } from './http'
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
  /** undefined: the day's. */
  year: number | undefined
}

export function indicators(query: IndicatorQuery, signal?: AbortSignal): Promise<Indicator[]> {
  return get<Indicator[]>('/v1/indicators', { ...query }, signal)
}
