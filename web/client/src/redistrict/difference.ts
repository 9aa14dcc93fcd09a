// What one edit adds to what a plan comes to: pure functions over two previews.
import type { ChangedUnit, Preview, StandingUnit } from '../api/plans'

/** A unit that an edit changes: as it was before the edit, and as it is after; null is none. */
export interface Step {
  was: StandingUnit | null
  is: ChangedUnit | null
}

const facts = (u: StandingUnit) => [u.code, u.name, u.type, u.parent, u.area_m2, u.people].join('|')

/** The units that differ between a plan and the plan with an edit, in order of code. */
export function steps(before: Preview | null, after: Preview): Step[] {
  const had = new Map((before?.changed ?? []).map((u) => [key(u), u]))
  const lost = new Set((before?.gone ?? []).map((u) => u.id))
  const found: Step[] = []
  for (const unit of after.changed) {
    const was = had.get(key(unit)) ?? unit.was
    had.delete(key(unit))
    if (!was || facts(was) !== facts(unit)) found.push({ was, is: unit })
  }
  for (const unit of after.gone) {
    if (!lost.has(unit.id)) found.push({ was: had.get(unit.id) ?? unit, is: null })
    had.delete(unit.id)
  }
  for (const unit of had.values()) found.push({ was: unit, is: null }) // made by an earlier edit, used up by this one
  return found.sort((a, b) => codeOf(a).localeCompare(codeOf(b)))
}

/** What a unit is known again by: a new one by its code, one that is there by its identity. */
const key = (u: StandingUnit): number | string => (u.id < 0 ? u.code : u.id)

const codeOf = ({ was, is }: Step) => is?.code ?? was?.code ?? ''

/** The steps of a whole plan, counted from the county as it is. */
export const allSteps = (plan: Preview): Step[] => steps(null, plan)
