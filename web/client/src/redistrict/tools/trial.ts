// What a drawn change would come to, as the server says it; nothing is written.
import type { MultiPolygon, Polygon } from 'geojson'
import { proposals, type Edit, type Order } from '../../api/changes'
import { post, Problem } from '../../api/http'
import { planOf, previewPlan } from '../../api/plans'
import type { UnitFeature } from '../../api/units'
import { held } from '../../state/county.svelte'
import { page } from '../../state/page.svelte'
import { beside } from '../geometry_cut'
import { inside } from '../geometry'
import type { Side } from '../drawn.svelte'
import type { Place } from '../../map/find'
import { ground } from './ground.svelte'

/** A unit as it would be. */
export interface Outcome {
  code: string
  name: string
  area_m2: number
  people: number
  shape: Polygon | MultiPolygon | null
}

interface Opened {
  code: string
  name: string
  area_m2?: number
  people?: number
  shape?: MultiPolygon
}

/** Tries a change on the county, after those of the plan that is shown. */
export async function tried(edit: Edit, signal: AbortSignal): Promise<Outcome[]> {
  const order: Order = { county: page.address.county, title: '', effective: page.address.at || today(), changes: [edit] }
  if (held.plan !== '') return triedInPlan(order, signal)
  const changes = [...ground.before, edit]
  const { opened } = await post<{ opened: Opened[] }>('/v1/changes?preview=true', { ...order, changes }, signal)
  return opened.map(({ code, name, area_m2 = 0, people = 0, shape = undefined }) => ({ code, name, area_m2, people, shape: shape ?? null }))
}

async function triedInPlan(order: Order, signal: AbortSignal): Promise<Outcome[]> {
  const plan = await planOf(held.plan, signal)
  const last = plan.orders.map((o) => o.effective).sort().at(-1) ?? ''
  const later = { ...order, effective: last > order.effective ? last : order.effective }
  const { fits, problems, changed } = await previewPlan(plan.id, [...plan.orders, later], signal)
  if (!fits) throw new Problem(problems.map((p) => p.said).join(' · '), 422)
  return changed.map(({ code, name, area_m2, people, shape }) => ({ code, name, area_m2, people, shape: shape ?? null }))
}

/** The day of the machine: a change of the newest state is tried on it. */
function today(): string {
  const now = new Date()
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, '0')).join('-')
}

const codesFor = new Map<string, Promise<string>>()

/** A code that a part of a unit may bear while it is tried. */
export function trialCode({ properties: u }: UnitFeature): Promise<string> {
  const key = `${u.parent} ${u.type} ${held.county?.version ?? 0} ${held.plan}.${held.planVersion}`
  const asked = codesFor.get(key) ?? proposals(u.parent ?? '', u.type, 1).then(([first]) => first?.code ?? '')
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
