// The second day beside the one of the page, under a divider: its units, its side of the map.
import { isAbort } from '../api/http'
import { units, type Level, type UnitFeature, type Units } from '../api/units'
import { held } from '../state/county.svelte'
import type { Mark } from '../state/days'
import { page } from '../state/page.svelte'
import { difference, type Difference } from './changed'

const noUnits: Record<Level, UnitFeature[]> = { county: [], township: [], village: [] }

class Second {
  units = $state.raw<Record<Level, UnitFeature[]>>(noUnits)
  problem = $state.raw<unknown>(null)
  /** Width of the map in pixels; 0 while there is no second day on it. */
  width = $state(0)

  share = $derived((page.address.divider || 50) / 100)
  /** The earlier of the two days stands on the left. */
  isLeft = $derived(page.address.second <= (page.address.at || (held.mark?.day ?? '')))
  townships = $derived(this.#between('township'))
  villages = $derived(this.#between('village'))
  #running: AbortController | null = null

  /** From the earlier day to the later one. */
  #between(level: Level): Difference {
    if (this.units[level].length === 0) return { gone: [], fresh: [] }
    const [before, after] = this.isLeft ? [this.units, held.units] : [held.units, this.units]
    return difference(before[level], after[level])
  }

  async load(county: string, day: string): Promise<void> {
    this.#running?.abort()
    const { signal } = (this.#running = new AbortController())
    try {
      const [townships, villages] = await Promise.all([units(county, day, 'township', signal), units(county, day, 'village', signal)])
      const list = (all: Units) => all.features
      this.units = { county: [], township: list(townships), village: list(villages) }
      this.problem = null
    } catch (cause) {
      if (!isAbort(cause)) this.problem = cause
    }
  }

  close(): void {
    this.#running?.abort()
    this.width = 0
    this.units = noUnits
  }

  /** Reports whether a point of the map lies on the second day's side. */
  shows({ x }: { x: number }): boolean {
    return this.width > 0 && x < this.width * this.share === this.isLeft
  }

  /** Shows a unit of the second day: the two days change their parts. */
  choose(unit: UnitFeature | undefined): void {
    if (!unit) return
    const { second, at } = page.address
    page.go({ at: second === held.marks.at(-1)?.day ? '' : second, second: at || (held.mark?.day ?? ''), unit: unit.properties.code, facility: '' })
  }
}

export const second = new Second()

/** A day to compare with: the last mark of divisions before the present one, else any before, else the next. */
export function earlier(marks: readonly Mark[], present: Mark | undefined): string {
  const before = marks.filter((m) => present && m.day < present.day)
  const divided = before.findLast((m) => m.what.some((c) => c.what === 'divisions'))
  return (divided ?? before.at(-1) ?? marks.find((m) => m !== present))?.day ?? ''
}
