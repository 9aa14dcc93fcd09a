// A line or a ring that is being drawn, vertex by vertex. Between two places on one border
// a ring follows that border.
import type { Place } from '../../map/find'
import { same } from '../geometry'

/** A vertex that was set, and those passed on the way to it. */
interface Step {
  place: Place
  way: Place[]
}

export type Follow = (a: Place, b: Place) => Place[]

export class Sketch {
  steps = $state.raw<Step[]>([])
  /** Where the next vertex would be. */
  tip = $state.raw<Step | null>(null)
  readonly #follow: Follow

  constructor(follow: Follow) {
    this.#follow = follow
  }

  /** All vertices that are set, and those between them. */
  line = $derived<Place[]>(flat(this.steps))
  /** With the one at the pointer. */
  ahead = $derived<Place[]>(this.tip ? flat([...this.steps, this.tip]) : this.line)

  get last(): Place | undefined {
    return this.steps.at(-1)?.place
  }

  /** Sets a vertex; the one that is there is not set twice. */
  add(place: Place): void {
    if (!this.last || !same(this.last, place)) this.steps = [...this.steps, this.#step(place)]
    this.tip = null
  }

  point(place: Place | null): void {
    this.tip = place && this.steps.length > 0 ? this.#step(place) : null
  }

  /** Takes the last vertex back, with the way to it. */
  undo(): void {
    this.steps = this.steps.slice(0, -1)
    this.tip = null
  }

  set(line: readonly Place[]): void {
    this.steps = line.map((place) => ({ place, way: [] }))
    this.tip = null
  }

  clear(): void {
    this.set([])
  }

  /** The ring closed on its first vertex, following a border that both ends lie on. */
  ring(line = this.line): Place[] {
    const [first] = line
    const last = line.at(-1)
    if (!first || !last) return []
    return same(first, last) ? [...line] : [...line, ...this.#follow(last, first), first]
  }

  #step(place: Place): Step {
    return { place, way: this.last ? this.#follow(this.last, place) : [] }
  }
}

function flat(steps: readonly Step[]): Place[] {
  return steps.flatMap(({ place, way }) => [...way, place])
}
