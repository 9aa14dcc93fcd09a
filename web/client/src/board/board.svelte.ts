// The indicators on the page: all of them on the day and of the year, and the one that is open.
import { isAbort } from '../api/http'
import { indicators, typeIn, type Indicator, type IndicatorQuery } from '../api/indicators'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'
import { parted, stateOf, type State } from './figures'

class Board {
  list = $state.raw<Indicator[] | null>(null)
  loading = $state(false)
  problem = $state.raw<unknown>(null)
  query = $derived<IndicatorQuery>({
    county: page.address.county,
    at: page.address.at,
    plan: held.plan || undefined,
    year: page.address.year || undefined,
  })
  open = $derived<Indicator | undefined>(this.list?.find((i) => i.code === page.address.indicator))
  behind = $derived(parted(this.open?.units ?? []))
  #running: AbortController | null = null

  count(state: State): number {
    return this.list?.filter((i) => stateOf(i) === state).length ?? 0
  }

  /** Asks for the indicators; the former ones stay until the new ones are there. */
  async load(query: IndicatorQuery): Promise<void> {
    this.#running?.abort()
    if (!query.county) return
    const running = (this.#running = new AbortController())
    this.loading = true
    try {
      this.list = await indicators(query, running.signal)
      this.problem = null
    } catch (cause) {
      if (!isAbort(cause)) this.problem = cause
    } finally {
      if (this.#running === running) this.loading = false
    }
  }

  /** Keeps figures of the county that an indicator asks for, as of its day. */
  async type(indicator: Indicator, values: Record<string, number>): Promise<void> {
    const { county } = indicator.edition
    const figures = Object.entries(values).map(([key, value]) => ({ unit: county, key, day: indicator.day, value }))
    await typeIn(county, figures)
    await this.load(this.query)
  }
}

export const board = new Board()
