// The drawer's tables: rows of units and facilities, sorted and filtered. Pure functions.
import type { FacilityFeature } from '../api/facilities'
import type { UnitFeature } from '../api/units'

export type Cell = string | number

/** A column: a word of the page's, and whether it holds numbers. */
export interface Column {
  words: 'name' | 'code' | 'kind' | 'people' | 'area' | 'urbanRural' | 'level.township' | 'level.village' | 'state' | 'unit' | 'opened' | 'sixty'
  number?: boolean
}

export interface Row {
  /** Code of a unit, id of a facility. */
  key: string
  /** What is compared, and what is said; in order of the columns. */
  values: Cell[]
}

/** How a value is said: km2, a count, a kind's name. */
export interface Said {
  kind(code: string): string
  type(type: string): string
  urban(is: boolean): string
  unit(code: string): string
}

const sixty = (u: UnitFeature) => u.properties.people['60+'] ?? 0
const all = (u: UnitFeature) => u.properties.people['all'] ?? 0

export const townshipColumns: Column[] = [{ words: 'name' }, { words: 'code' }, { words: 'kind' }, { words: 'level.village', number: true }, { words: 'people', number: true }, { words: 'sixty', number: true }, { words: 'area', number: true }]
export const villageColumns: Column[] = [{ words: 'name' }, { words: 'code' }, { words: 'level.township' }, { words: 'kind' }, { words: 'urbanRural' }, { words: 'people', number: true }, { words: 'sixty', number: true }, { words: 'area', number: true }]
export const facilityColumns: Column[] = [{ words: 'name' }, { words: 'kind' }, { words: 'state' }, { words: 'unit' }, { words: 'level.township' }, { words: 'opened' }]

export function townshipRows(townships: readonly UnitFeature[], villages: readonly UnitFeature[], said: Said): Row[] {
  const below = new Map<string | null, number>()
  for (const { properties: v } of villages) below.set(v.parent, (below.get(v.parent) ?? 0) + 1)
  return townships.map((u) => {
    const { code, name, type, area_m2 } = u.properties
    return { key: code, values: [name, code, said.type(type), below.get(code) ?? 0, all(u), sixty(u), area_m2] }
  })
}

export function villageRows(villages: readonly UnitFeature[], said: Said): Row[] {
  return villages.map((u) => {
    const { code, name, type, area_m2, urban, parent } = u.properties
    return { key: code, values: [name, code, said.unit(parent ?? ''), said.type(type), said.urban(urban), all(u), sixty(u), area_m2] }
  })
}

/** above: the code of the township that a unit's code belongs to. */
export function facilityRows(facilities: readonly FacilityFeature[], above: (code: string) => string, said: Said): Row[] {
  return facilities.map(({ properties: f }) => ({
    key: String(f.id),
    values: [f.name, said.kind(f.kind), f.state, f.unit_name ?? '', said.unit(above(f.unit ?? '')), f.opened ?? ''],
  }))
}

/** The rows that hold a text anywhere, in order of a column. */
export function arranged(rows: readonly Row[], text: string, column: number, descending: boolean): Row[] {
  const wanted = text.trim().toLowerCase()
  const kept = wanted ? rows.filter((r) => r.values.some((v) => String(v).toLowerCase().includes(wanted))) : [...rows]
  const way = descending ? -1 : 1
  return kept.sort((a, b) => way * compare(a.values[column] ?? '', b.values[column] ?? ''))
}

const chinese = new Intl.Collator('zh-CN')

function compare(a: Cell, b: Cell): number {
  return typeof a === 'number' && typeof b === 'number' ? a - b : chinese.compare(String(a), String(b))
}

/** Which rows of a given height a window of a list shows, with some to spare: [from, to). */
export function inView(count: number, top: number, height: number, row: number, spare = 8): [from: number, to: number] {
  const from = Math.max(0, Math.min(count, Math.floor(top / row) - spare))
  return [from, Math.min(count, Math.ceil((top + height) / row) + spare)]
}
