// The units that a change is about: chosen on the map, from the list, or by a form.
import type { UnitFeature } from '../api/units'
import { ground, type Layer } from './tools/ground.svelte'

class Selection {
  /** Villages or townships: one selection is of one level. */
  level = $state<Layer>('village')
  /** In the order in which they were chosen: the first is what a form takes as the receiver. */
  codes = $state.raw<string[]>([])
  /** The units chosen that are there on the day or in the draft. */
  units = $derived<UnitFeature[]>(this.codes.flatMap((code) => ground.unit(code) ?? []))

  has(code: string): boolean {
    return this.codes.includes(code)
  }

  /** Chooses a unit, or no longer. One of the other level begins anew. */
  toggle(code: string): void {
    if (this.has(code)) this.set(this.codes.filter((c) => c !== code))
    else this.add([code])
  }

  /** Chooses more units; those of another level than the first of them are left out. */
  add(codes: readonly string[]): void {
    const level = ground.unit(codes[0] ?? '')?.properties.level
    this.set(level && level !== this.level ? codes : [...this.codes, ...codes])
  }

  /** Chooses these units and no others. */
  set(codes: readonly string[]): void {
    const level = ground.unit(codes[0] ?? '')?.properties.level
    if (level === 'township' || level === 'village') this.level = level
    this.codes = [...new Set(codes)].filter((c) => (ground.unit(c)?.properties.level ?? this.level) === this.level)
  }

  /** Goes over to another level with nothing chosen. */
  at(level: Layer): void {
    if (this.level === level) return
    this.level = level
    this.codes = []
  }

  clear(): void {
    this.codes = []
  }
}

export const selection = new Selection()
