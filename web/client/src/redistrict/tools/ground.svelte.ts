// The units that the tools work on: those of the day, or those of a draft.
import type { UnitFeature } from '../../api/units'
import { held } from '../../state/county.svelte'

/** The levels that are chosen and cut. */
export type Layer = 'township' | 'village'

/** A change as POST /v1/changes takes it. */
export type Change = { kind: string } & Record<string, unknown>

class Ground {
  /** The units of a draft in place of the day's; the panel sets it, and null takes it away. */
  draft = $state.raw<Record<Layer, UnitFeature[]> | null>(null)
  /** Changes that come before whatever is tried, in order: those of the draft. */
  before = $state.raw<Change[]>([])
  units = $derived<Record<Layer, UnitFeature[]>>(this.draft ?? held.units)
  #byCode = $derived(new Map([...this.units.township, ...this.units.village].map((u) => [u.properties.code, u])))

  unit(code: string): UnitFeature | undefined {
    return this.#byCode.get(code)
  }

  /** The villages of a township, in order of code. */
  villagesOf(township: string): UnitFeature[] {
    return this.units.village.filter((u) => u.properties.parent === township)
  }
}

export const ground = new Ground()
