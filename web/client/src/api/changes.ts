// A county's changes (变更): what a changes file may hold, and those committed.
import type { LineString, MultiPolygon, Polygon } from 'geojson'
import { get, post } from './http'

export type Code = string

/** A unit that a change makes. */
export interface NewUnit {
  code: Code
  name: string
  type: string
}

/** A part of a split: a new unit, or given to one that is there. */
export interface Part extends Partial<NewUnit> {
  to?: Code
  /** A point inside the part, lon/lat; not needed where its villages are named. */
  at?: [number, number]
  units?: Code[]
}

/** One change of a changes file; the members are docs/redistricting.md's. */
export type Edit =
  | { kind: 'merge'; from: Code[]; into: NewUnit; parent?: Code; exclave?: boolean }
  | { kind: 'absorb'; from: Code[]; into: Code; exclave?: boolean }
  | { kind: 'split'; from: Code; cut?: LineString; into: Part[] }
  | { kind: 'transfer'; to: Code; units?: Code[]; from?: Code; piece?: Polygon | MultiPolygon; groups?: string[]; cut?: LineString; exclave?: boolean }
  | { kind: 'rename'; unit: Code; name: string; name_full?: string }
  | { kind: 'recode'; unit: Code; code: Code }
  | { kind: 'retype'; unit: Code; type: string; code?: Code }
  | { kind: 'classify'; unit: Code; urban?: boolean; tier?: string }
  | { kind: 'border'; between: [Code, Code]; line: LineString }
  | { kind: 'revert'; change: number }

/** A changes file. */
export interface Order {
  county?: string
  counties?: string[]
  title?: string
  document?: string
  approved?: string
  effective: string
  changes: Edit[]
}

/** A committed change. */
export interface Committed {
  change: number
  title: string
  document?: string
  effective: string
  author: string
  recorded: string
  plan?: number
  file: Order
}

export async function changes(county: string, signal?: AbortSignal): Promise<Committed[]> {
  return (await get<{ changes: Committed[] }>('/v1/changes', { county }, signal)).changes
}

/** Commits a changes file at once, without a plan. */
export function commitChanges(order: Order): Promise<{ change: number | null }> {
  return post('/v1/changes', order)
}

export interface Proposal {
  code: Code
  reason: string
}

/** Codes proposed for new units under a parent; the decided code is the bureau's. */
export async function proposals(parent: Code, type: string, count: number, signal?: AbortSignal): Promise<Proposal[]> {
  return (await get<{ proposals: Proposal[] }>('/v1/codes/proposals', { parent, type, count }, signal)).proposals
}
