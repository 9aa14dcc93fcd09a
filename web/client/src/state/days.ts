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

/**
 * Where marks stand on a line of width 1: true to time, but never nearer to the next
 * than least, so that two changes in one week can both be pointed at.
 */
export function positions(all: readonly Mark[], least = 0.06): number[] {
  if (all.length < 2) return all.map(() => 0.5)
  const times = all.map((m) => Date.parse(m.day))
  const first = times[0] ?? 0
  const span = (times.at(-1) ?? 0) - first
  const gap = Math.min(least, 1 / (all.length - 1))
  const raw = times.map((t) => (t - first) / span)
  const placed: number[] = []
  for (const x of raw) placed.push(Math.max(x, (placed.at(-1) ?? -gap) + gap))
  const over = (placed.at(-1) ?? 1) - 1
  if (over > 0) {
    for (let i = placed.length - 1, limit = 1; i >= 0; i--, limit -= gap) placed[i] = Math.min(placed[i] ?? 0, limit)
  }
  return placed
}
