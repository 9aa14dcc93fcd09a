// What is known of the county on the page: days, units and facilities on the day.
import { counties, days, type Change, type County } from '../api/counties'
import { facilities, kinds, type Facilities, type FacilityFeature, type Kind } from '../api/facilities'
import { isAbort, Problem } from '../api/http'
import { planOf } from '../api/plans'
import { units, type Level, type UnitFeature, type Units } from '../api/units'
import { markAt, marks, type Mark } from './days'
import { page } from './page.svelte'

class Held {
  counties = $state.raw<County[]>([])
  kinds = $state.raw<Kind[]>([])
  changes = $state.raw<Change[]>([])
  /** Units of the day by level, in order of code. */
  units = $state.raw<Record<Level, UnitFeature[]>>({ county: [], township: [], village: [] })
  facilities = $state.raw<FacilityFeature[]>([])
  /** The plan that units and facilities are shown with, '' where none is or it does not fit. */
  plan = $state('')
  /** Rises when the plan is edited: what was drawn of it is drawn anew. */
  planVersion = $state(0)
  /** The plan of the address cannot be applied: the county is shown as it is. */
  misfit = $state(false)
  /** Whether the list of counties has arrived: before that nothing is known to be missing. */
  ready = $state(false)
  loading = $state(false)
  problem = $state.raw<unknown>(null)

  county = $derived<County | undefined>(this.counties.find((c) => c.code === page.address.county))
  marks = $derived<Mark[]>(marks(this.changes))
  mark = $derived<Mark | undefined>(markAt(this.marks, page.address.at))
  kindOf = $derived(new Map(this.kinds.map((k) => [k.code, k])))
  #byCode = $derived(new Map(Object.values(this.units).flat().map((u) => [u.properties.code, u])))
  #running: AbortController | null = null

  /**
   * Loads counties and kinds; chooses the first county where the address names none.
   * anew also loads the present county again: something was written.
   */
  async open(anew = false): Promise<void> {
    try {
      const [all, known] = await Promise.all([counties(), kinds()])
      // The county first: its new version has the map drawn anew, by then without a plan that no longer fits.
      const again = anew && all.some((c) => c.code === page.address.county)
      if (again) await this.load(page.address.county, page.address.at, page.address.plan)
      this.counties = all
      this.kinds = known
      this.ready = true
      this.problem = null
      const first = all[0]
      if (first && page.address.county === '') {
        page.adjust({ county: first.code })
      } else if (first && !all.some((c) => c.code === page.address.county)) {
        page.adjust({ county: first.code, at: '', unit: '', facility: '', look: null })
      }
    } catch (cause) {
      this.problem = cause
    }
  }

  /**
   * Loads the county of the address on its day, as a plan would have it where one is
   * named and fits. A later call gives up an earlier one.
   */
  async load(county: string, at: string, named = ''): Promise<void> {
    this.#running?.abort()
    const running = (this.#running = new AbortController())
    const { signal } = running
    this.loading = true
    if (named === '') this.plan = ''
    try {
      const plan = named && (await this.#fits(named, signal)) ? named : ''
      const [changes, own, townships, villages, placed] = await Promise.all([
        days(county, signal),
        units(county, at, 'county', signal, plan),
        units(county, at, 'township', signal, plan),
        units(county, at, 'village', signal, plan),
        facilities(county, at, signal, plan),
      ])
      this.changes = changes
      this.units = { county: listed(own), township: listed(townships), village: listed(villages) }
      this.facilities = byName(placed)
      this.problem = null
      this.plan = plan
      this.misfit = named !== '' && plan === ''
    } catch (cause) {
      if (isAbort(cause)) return
      this.problem = cause
    } finally {
      if (this.#running === running) this.loading = false
    }
  }

  /** Whether a plan can be shown: it is there, not yet published, and fits the county as it is now. */
  async #fits(plan: string, signal: AbortSignal): Promise<boolean> {
    try {
      return (await planOf(plan, signal)).fits === true
    } catch (cause) {
      if (cause instanceof Problem && cause.status === 404) return false
      throw cause
    }
  }

  /** The unit that bears a code on the day. */
  unit(code: string): UnitFeature | undefined {
    return this.#byCode.get(code)
  }

  facility(id: string): FacilityFeature | undefined {
    return this.facilities.find((f) => String(f.properties.id) === id)
  }

  /** Units right below a unit. */
  below(code: string): UnitFeature[] {
    return [...this.units.township, ...this.units.village].filter((u) => u.properties.parent === code)
  }

  /** Facilities that stand in a unit or in one below it: codes of units nest. */
  within(code: string): FacilityFeature[] {
    return this.facilities.filter((f) => this.#isIn(f.properties.unit ?? '', code))
  }

  #isIn(code: string, above: string): boolean {
    for (let at: string | null | undefined = code; at; at = this.unit(at)?.properties.parent) {
      if (at === above) return true
    }
    return false
  }
}

function listed(all: Units): UnitFeature[] {
  return [...all.features].sort((a, b) => (a.properties.code < b.properties.code ? -1 : 1))
}

function byName(all: Facilities): FacilityFeature[] {
  return [...all.features].sort((a, b) => a.properties.name.localeCompare(b.properties.name, 'zh-CN'))
}

export const held = new Held()
