// From the members of the address to a question, and to the text that keeps one for comparison.
import type { Question } from '../api/coverage'
import type { Kind } from '../api/facilities'
import type { Field, Values } from '../state/fields'
import { askingFields } from './fields'
import { assumed } from './whatif'

const usualRadius = 1000
export const usualMinutes = 15

/** All that a question is made of. */
export interface Asking extends Values<typeof askingFields> {
  county: string
  at: string
  /** 0: none. */
  plan: number
}

/** The radius that kinds suggest: the largest default among them. */
export function suggestedRadius(kinds: readonly string[], known: ReadonlyMap<string, Kind>): number {
  return Math.max(0, ...kinds.map((k) => known.get(k)?.radius_m ?? 0)) || usualRadius
}

/** The question, for every people group; null while no kind is chosen. */
export function questionOf(a: Asking, known: ReadonlyMap<string, Kind>): Question | null {
  if (!a.county || a.kinds.length === 0) return null
  return {
    county: a.county,
    at: a.at,
    ...(a.plan > 0 && { plan: a.plan }),
    kinds: [...a.kinds],
    ...reachOf(a, known),
    by: a.by,
    people: [],
    scope: a.scope,
    ...(a.area.length > 0 && { area: { ...(a.areaName && { name: a.areaName }), units: [...a.area] } }),
    ...(a.neighbours && { neighbours: true }),
    ...(a.tiers && { higher_tiers: true }),
    ...assumed(a.whatIf),
  }
}

function reachOf(a: Asking, known: ReadonlyMap<string, Kind>): Partial<Question> {
  switch (a.reach) {
    case 'standards':
      return { standards: true }
    case 'walk':
    case 'drive':
      return { minutes: a.minutes || usualMinutes, mode: a.reach }
    case 'radius':
      return { radius_m: a.radius || suggestedRadius(a.kinds, known) }
  }
}

const kept = Object.entries(askingFields) as [keyof typeof askingFields, Field<unknown>][]

/** Writes what a question is made of as text, day and plan included. */
export function writeAsking(a: Asking): string {
  const parts = new URLSearchParams()
  if (a.at) parts.set('at', a.at)
  if (a.plan > 0) parts.set('plan', String(a.plan))
  for (const [name, field] of kept) {
    const text = field.write(a[name])
    if (text !== field.write(field.usual)) parts.set(field.called ?? name, text)
  }
  return parts.toString()
}

/** Reads what writeAsking wrote; members that it does not understand keep their start. */
export function readAsking(text: string, county: string): Asking {
  const given = new URLSearchParams(text)
  const read = kept.map(([name, field]) => {
    const said = given.get(field.called ?? name)
    return [name, (said === null ? null : field.read(said)) ?? structuredClone(field.usual)]
  })
  const own = Object.fromEntries(read) as Values<typeof askingFields>
  return { ...own, county, at: given.get('at') ?? '', plan: Number(given.get('plan')) || 0 }
}
