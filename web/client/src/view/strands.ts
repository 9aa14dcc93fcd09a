// Lineage as people read it: what went into one unit on a day, and what one became.
import type { Strand } from '../api/lineage'

/** What happened on one day: strands into one unit, or out of one. */
export interface Event {
  day: string
  /** The unit that it is told of: what came about, or what ended. */
  code: string
  name: string
  strands: Strand[]
}

/** What a unit on a day came from, the latest first; at '' is the newest state. */
export function origins(strands: readonly Strand[], at: string): Event[] {
  return gathered(strands.filter((s) => at === '' || s.day <= at), (s) => [s.to, s.to_name]).sort((a, b) => (a.day < b.day ? 1 : -1))
}

/** What became of a unit after a day, the first first. */
export function outcomes(strands: readonly Strand[], at: string): Event[] {
  return gathered(strands.filter((s) => at !== '' && s.day > at), (s) => [s.from, s.from_name]).sort((a, b) => (a.day < b.day ? -1 : 1))
}

function gathered(strands: readonly Strand[], of: (s: Strand) => [code: string, name: string]): Event[] {
  const events = new Map<string, Event>()
  for (const strand of strands) {
    const [code, name] = of(strand)
    const key = `${strand.day} ${code}`
    const event = events.get(key) ?? { day: strand.day, code, name, strands: [] }
    event.strands.push(strand)
    events.set(key, event)
  }
  return [...events.values()]
}

/** The last of some days before a day; undefined where there is none. */
export function dayBefore(days: readonly string[], day: string): string | undefined {
  return days.findLast((d) => d < day)
}
