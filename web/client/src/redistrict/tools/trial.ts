// What a drawn change would come to, as the server says it; nothing is written.
import type { MultiPolygon, Polygon } from 'geojson'
import type { Edit } from '../../api/changes'
import { Problem } from '../../api/http'
import { previewPlan } from '../../api/plans'
import type { UnitFeature } from '../../api/units'
import type { Place } from '../../map/find'
import { held } from '../../state/county.svelte'
import { proposal } from '../codes'
import { draft } from '../draft.svelte'
import type { Side } from '../drawn.svelte'
import { added, given, kept } from '../edits'
import { inside } from '../geometry'
import { beside } from '../geometry_cut'

/** A unit as it would be. */
export interface Outcome {
  code: string
  name: string
  area_m2: number
  people: number
  shape: Polygon | MultiPolygon | null
}

/** Tries a change behind those of the plan, as it stands on the page, saved or not. */
export async function tried(edit: Edit, signal: AbortSignal): Promise<Outcome[]> {
  const { plan, orders } = draft
  if (!plan) return []
  const { fits, problems, changed } = await previewPlan(plan.id, kept(added(orders, [edit], draft.head())), signal)
  if (!fits) throw new Problem(problems.map((p) => p.said).join(' · '), 422)
  return changed.map(({ code, name, area_m2, people, shape }) => ({ code, name, area_m2, people, shape: shape ?? null }))
}

const codesFor = new Map<string, Promise<string>>()

/** A code that a part of a unit may bear while it is tried: no unit of the county or the plan has it. */
export function trialCode({ properties: u }: UnitFeature): Promise<string> {
  const taken = new Set([...held.units.township, ...held.units.village].map((v) => v.properties.code).concat([...given(draft.orders).keys()]))
  const key = `${u.parent} ${u.type} ${[...taken].join()}`
  const known = held.units.township.some((v) => v.properties.code === u.parent) || u.level === 'township'
  const asked = codesFor.get(key) ?? proposal(u.parent ?? '', u.type, taken, known, new AbortController().signal).then(({ code }) => code)
  codesFor.set(key, asked)
  asked.catch(() => codesFor.delete(key))
  return asked
}

/** The change that cuts a unit by a line; null where the line does not run through it. */
export async function cutOf(unit: UnitFeature, line: readonly Place[]): Promise<Edit | null> {
  const sides = unit.geometry && beside(line, unit.geometry)
  if (!sides) return null
  const { code, name, type } = unit.properties
  const part = { code: await trialCode(unit), name: `${name}（分）`, type }
  return { kind: 'split', from: code, cut: { type: 'LineString', coordinates: [...line] }, into: [{ to: code, at: sides[0] }, { ...part, at: sides[1] }] }
}

/** Units that a trial came to as sides of a drawing, in the order of their codes. */
export function sidesOf(outcomes: readonly Outcome[], codes: readonly string[]): Side[] {
  return codes.flatMap((code) => {
    const found = outcomes.find((o) => o.code === code)
    return found?.shape ? [{ at: inside(found.shape), area_m2: found.area_m2, people: found.people }] : []
  })
}
