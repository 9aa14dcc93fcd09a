// A border between two units that is being moved.
import { type Place } from '../../map/find'
import { drawn } from '../drawn.svelte'
import { same } from '../geometry'
import { apart, foot } from '../geometry_borders'
import { moved, shared } from '../geometry_shared'
import { ground } from './ground.svelte'
import { sidesOf } from './trial'
import { Trial } from './trial.svelte'

class Mover {
  between = $state.raw<[string, string] | null>(null)
  before = $state.raw<Place[]>([])
  now = $state.raw<Place[]>([])
  /** Rises when the line is to be taken anew by whoever edits it. */
  turn = $state(0)
  readonly trial = new Trial()
  /** Lines before each move, for taking moves back. */
  #past: Place[][] = []
  change = $derived(this.between ? moved(this.before, this.now) : null)

  /** Takes the border nearest to a place, within some metres; false where there is none to move. */
  take(place: Place, metres: number): boolean {
    const near = ground.near(place, metres)
    let best: { pair: [string, string]; line: Place[]; far: number } | null = null
    for (const [i, one] of near.entries()) {
      for (const other of near.slice(i + 1)) {
        if (!one.geometry || !other.geometry || !beside(ground.box(one), ground.box(other))) continue
        for (const line of shared(one.geometry, other.geometry)) {
          const far = farOf(line, place)
          if (far <= metres && far < (best?.far ?? Infinity)) best = { pair: [one.properties.code, other.properties.code], line, far }
        }
      }
    }
    if (best) this.#hold(best.pair, best.line)
    return best !== null
  }

  /** Takes the longest border of two units; false where they have none. */
  takeOf(one: string, other: string): boolean {
    const [a, b] = [ground.unit(one)?.geometry, ground.unit(other)?.geometry]
    const [line] = a && b ? shared(a, b) : []
    if (line) this.#hold([one, other], line)
    return line !== undefined
  }

  /** The line after a move of a vertex. Its ends stay on the old border. */
  to(line: Place[]): void {
    this.#past.push(this.now)
    const ends = this.before[0] && this.before.at(-1)
    this.now = ends ? line.map((p, i) => (i === 0 ? (this.before[0] ?? p) : i === line.length - 1 ? (this.before.at(-1) ?? p) : p)) : line
    if (line.some((p, i) => !same(p, this.now[i] ?? p))) this.turn++
  }

  undo(): void {
    const last = this.#past.pop()
    if (!last) return
    this.now = last
    this.turn++
  }

  clear(): void {
    this.#past = []
    this.between = null
    this.before = this.now = []
    this.trial.clear()
    drawn.clear()
  }

  /** Asks what the moved border would come to, and hands it to the forms. */
  async try(): Promise<void> {
    const { between, change } = this
    if (!between || !change) {
      this.trial.clear()
      return drawn.clear()
    }
    const line = { type: 'LineString' as const, coordinates: change }
    const results = await this.trial.ask({ kind: 'border', between, line }, between)
    if (this.change !== change) return
    drawn.shape = results && { kind: 'border', between, line, sides: sidesOf(results, between) }
  }

  #hold(pair: [string, string], line: Place[]): void {
    this.clear()
    this.between = pair
    this.before = this.now = line
    this.turn++
  }
}

function farOf(line: readonly Place[], place: Place): number {
  return line.reduce((least, p, i) => (i > 0 ? Math.min(least, apart(foot(line[i - 1] ?? p, p, place), place)) : least), Infinity)
}

function beside(a: readonly number[], b: readonly number[]): boolean {
  const [w1 = 0, s1 = 0, e1 = 0, n1 = 0] = a
  const [w2 = 0, s2 = 0, e2 = 0, n2 = 0] = b
  return w1 <= e2 && w2 <= e1 && s1 <= n2 && s2 <= n1
}

export const mover = new Mover()
