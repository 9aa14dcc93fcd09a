// The days on which something changed, as marks on a line of time.
import type { Change } from '../api/counties'

/** One day with everything that changed on it. */
export interface Mark {
  day: string
  what: Change[]
}

/** Gathers changes by day, in order. */
export function marks(changes: readonly Change[]): Mark[] {
  const byDay = new Map<string, Change[]>()
  for (const change of changes) {
    byDay.set(change.day, [...(byDay.get(change.day) ?? []), change])
  }
  return [...byDay.entries()].map(([day, what]) => ({ day, what })).sort((a, b) => (a.day < b.day ? -1 : 1))
}

/** The mark in force on a day: the last one not after it. '' asks for the newest. */
export function markAt(all: readonly Mark[], day: string): Mark | undefined {
  if (day === '') return all.at(-1)
  return all.findLast((m) => m.day <= day)
}

/** Where days stand on a line of width 1 from the first to the last, true to time. */
export function timed(all: readonly Mark[]): number[] {
  const times = all.map((m) => Date.parse(m.day))
  const first = times[0] ?? 0
  const span = (times.at(-1) ?? 0) - first
  return times.map((t) => (span === 0 ? 0.5 : (t - first) / span))
}

/**
 * Moves places in ascending order no farther than needed so that each keeps a least
 * distance from the next: two changes in one week can both be pointed at.
 */
export function spread(places: readonly number[], least: number): number[] {
  if (places.length < 2) return [...places]
  const gap = Math.min(least, 1 / (places.length - 1))
  const placed: number[] = []
  for (const x of places) placed.push(Math.max(x, (placed.at(-1) ?? -gap) + gap))
  let limit = Math.max(1, places.at(-1) ?? 1)
  for (let i = placed.length - 1; i >= 0; i--) {
    placed[i] = Math.min(placed[i] ?? 0, limit)
    limit = (placed[i] ?? 0) - gap
  }
  return placed
}

/** Marks to point at: all while they are few, else those on which divisions changed, the ends and the present one. */
export function pointed(all: readonly Mark[], present: Mark | undefined, few = 9): Mark[] {
  if (all.length <= few) return [...all]
  const ends = [all[0], all.at(-1), present]
  return all.filter((m) => ends.includes(m) || m.what.some((c) => c.what === 'divisions'))
}
