// What is behind a number of the answer: villager groups, villages or facilities.
import { askCoverage, type Answer, type Line, type Nearest, type Question, type Standing } from '../api/coverage'
import type { Key } from '../i18n/words'
import { held } from '../state/county.svelte'
import { coverage } from './coverage.svelte'

export const numbers = ['covered', 'uncovered', 'of', 'having', 'served', 'units', 'places'] as const
/** Which number; the first three are of people. */
export type Numbered = (typeof numbers)[number]

class Behind {
  what = $state<Numbered | null>(null)
  /** Code of the unit whose number it is; '' is the total. */
  unit = $state('')
  villages = $state.raw<Answer | null>(null)
  problem = $state.raw<unknown>(null)
  readonly title = $derived<Key>(`behind.${this.what ?? 'of'}`)
  /** Groups behind a number of people, those of most people first. */
  readonly groups = $derived.by<Nearest[]>(() => {
    const { what, unit } = this
    if (what !== 'covered' && what !== 'uncovered' && what !== 'of') return []
    const counts = (n: Nearest) => (what === 'of' || n.covered === (what === 'covered')) && isIn(n.unit, unit)
    const people = (n: Nearest) => n.people[coverage.age] ?? 0
    return (coverage.extras?.nearest ?? []).filter(counts).sort((a, b) => people(b) - people(a))
  })
  readonly lines = $derived.by<Line[]>(() => {
    const { what, unit } = this
    if (what !== 'having' && what !== 'served' && what !== 'units') return []
    return (this.villages?.by ?? []).filter((l) => l.units.of > 0 && isIn(l.code, unit) && (what === 'units' || l.units[what] > 0))
  })

  show(what: Numbered, unit = ''): void {
    const same = this.what === what && this.unit === unit
    this.what = same ? null : what
    this.unit = unit
  }

  close(): void {
    this.what = null
  }

  /** Asks for every village, where a number of villages is shown. */
  async learn(question: Question | null): Promise<void> {
    try {
      this.villages = question && (await askCoverage({ ...question, by: 'village', people_only: true }))
      this.problem = null
    } catch (cause) {
      this.problem = cause
    }
  }
}

/** Reports whether a unit is another or lies below it; '' is the county. */
function isIn(code: string, above: string): boolean {
  if (above === '') return true
  for (let at: string | null | undefined = code; at; at = held.unit(at)?.properties.parent) if (at === above) return true
  return false
}

/** The name of what counts. */
export function nameOf(one: Standing, assumed: (n: number) => string): string {
  return one.assumed === undefined ? (one.name ?? String(one.id ?? '')) : assumed(one.assumed + 1)
}

export const behind = new Behind()
