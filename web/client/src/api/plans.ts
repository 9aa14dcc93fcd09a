// Plans (方案): drafts of what a county might become, and what they would come to.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Order } from './changes'
import { call, get, post } from './http'
import type { Level } from './units'

export interface PlanProblem {
  order?: number
  /** Which change, from 1, over all orders in a preview; left out: the plan as a whole. */
  change?: number
  rule?: string
  unit?: string
  said: string
}

export interface Plan {
  id: number
  county: string
  name: string
  note?: string
  author: string
  /** Rises with each edit. */
  version: number
  /** The county's version when it was last edited. */
  base: number
  /** The county was written since. */
  moved: boolean
  fits?: boolean
  problems?: PlanProblem[]
  /** The change it became. */
  published?: number
  orders: Order[]
  facilities: unknown[]
}

/** Counts the units of a type, or of a whole level where type is left out. */
export interface Figure {
  level: Level
  type?: string
  units: number
  people: number
  mean_people: number
  area_m2: number
  mean_area_m2: number
}

/** Who became whom, with shares of the former unit. */
export interface Strand {
  from: string
  from_name: string
  to: string
  to_name: string
  kind: string
  day: string
  share_people: number
  share_area: number
  change?: number
}

/** A unit with what it counts; a negative id is a new one. */
export interface StandingUnit {
  id: number
  code: string
  name: string
  level: Level
  type: string
  parent: string
  area_m2: number
  people: number
}

export interface ChangedUnit extends StandingUnit {
  /** null: a new unit. */
  was: StandingUnit | null
  shape?: Polygon | MultiPolygon
}

/** What a plan would come to. */
export interface Preview {
  fits: boolean
  problems: PlanProblem[]
  effective: string
  versions: Record<string, number>
  before: Figure[]
  after: Figure[]
  lineage: Strand[]
  warnings: { rule: string; unit?: string; said: string }[]
  moved_groups: number
  changed: ChangedUnit[]
  gone: StandingUnit[]
}

export interface Side {
  edition: { county: string; at: string; plan?: number | null; version: number }
  name?: string
  figures: Figure[]
}

export interface Difference {
  code: string
  name: string
  level: Level
  how: 'only_here' | 'only_there' | 'changed'
  what?: string[]
}

export interface Comparison {
  here: Side
  there: Side
  differs: Difference[]
}

export interface Publication {
  effective: string
  document: string
  approved?: string
  title?: string
}

export async function plans(county: string, signal?: AbortSignal): Promise<Plan[]> {
  return (await get<{ plans: Plan[] }>('/v1/plans', { county }, signal)).plans
}

export const planOf = (id: string, signal?: AbortSignal) => get<Plan>(`/v1/plans/${id}`, {}, signal)

export const addPlan = (county: string, name: string, orders: Order[] = []) => post<Plan>('/v1/plans', { county, name, orders })

/** Edits a plan as it was at a version: 409 where somebody else edited it since. */
export async function changePlan(id: number, version: number, fields: { name?: string; note?: string; orders?: Order[] }): Promise<Plan> {
  return (await call<Plan>('PATCH', `/v1/plans/${id}`, fields, { 'If-Match': `"${version}"` })) as Plan
}

export const removePlan = (id: number) => call<null>('DELETE', `/v1/plans/${id}`)

/** What a plan would come to with other orders in place of its own. */
export const previewPlan = (id: number, orders: Order[], signal?: AbortSignal, effective = '') =>
  post<Preview>(`/v1/plans/${id}/preview`, effective ? { orders, effective } : { orders }, signal)

export const comparePlan = (id: string, beside: string, signal?: AbortSignal) =>
  get<Comparison>(`/v1/plans/${id}/compare`, { with: beside }, signal)

/** Commits a plan, on the county as it was at a version; a key makes sending it twice harmless. */
export async function publishPlan(id: number, version: number, key: string, of: Publication): Promise<{ change: number }> {
  const headers = { 'If-Match': `"${version}"`, 'Idempotency-Key': key }
  return (await call<{ change: number }>('POST', `/v1/plans/${id}/publish`, of, headers)) as { change: number }
}

/** Keeps a scanned paper (PDF, JPEG, PNG) with a plan; it goes on with the change. */
export function attachPaper(id: number, file: File): Promise<unknown> {
  const form = new FormData()
  form.set('file', file, file.name)
  form.set('state', 'approved')
  return post(`/v1/plans/${id}/papers`, form)
}

