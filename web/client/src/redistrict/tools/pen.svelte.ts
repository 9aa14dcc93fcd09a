// What is being drawn: a cut through a unit, or a piece of one that goes to a neighbour.
import type { UnitFeature } from '../../api/units'
import { boundsOf, holds, type Place } from '../../map/find'
import { drawn, type Shape } from '../drawn.svelte'
import { inside } from '../geometry'
import { crossesItself, crossing, fitted, type Crossing } from '../geometry_cut'
import { trace } from '../geometry_trace'
import { selection } from '../selection.svelte'
import { ground } from './ground.svelte'
import { Sketch } from './sketch.svelte'
import { Trial } from './trial.svelte'
import { cutOf, sidesOf } from './trial'

export type PenKind = 'cut' | 'piece'
/** What a drawing is: 'few' vertices, 'nowhere' in a unit, or what a line does to it. */
export type Standing = Crossing | 'few' | 'nowhere'

class Pen {
  kind = $state<PenKind>('cut')
  /** Whether a piece follows the borders between places that lie on them. */
  following = $state(true)
  finished = $state(false)
  /** The neighbour chosen for a piece; '' takes the one it lies along most. */
  chosen = $state('')
  /** How far, in metres, an end may fall short of the border. */
  reach = $state(20)
  readonly trial = new Trial()
  readonly sketch = new Sketch((a, b) => this.#follow(a, b))

  /** The unit that is cut: the one chosen, else the one that the drawing lies in. */
  unit = $derived.by<UnitFeature | undefined>(() => this.#unit())
  /** The drawing as it would be sent. */
  line = $derived.by<Place[]>(() => {
    const { ahead } = this.sketch
    if (this.kind === 'piece') return this.sketch.ring(ahead)
    return this.unit?.geometry ? fitted(ahead, this.unit.geometry, this.reach) : ahead
  })
  standing = $derived.by<Standing>(() => this.#standing())
  ready = $derived(this.standing === 'whole')
  /** The neighbour that a piece goes to. */
  to = $derived(this.kind === 'piece' ? this.chosen || this.#along() : '')

  begin(kind: PenKind): void {
    this.kind = kind
    this.clear()
  }

  clear(): void {
    this.sketch.clear()
    this.finished = false
    this.chosen = ''
    this.trial.clear()
    drawn.clear()
  }

  /** Takes a whole line or ring in place of what is drawn: typed, or with vertices moved. */
  replace(line: readonly Place[]): void {
    const closed = this.kind === 'piece' && line.length > 3 && String(line[0]) === String(line.at(-1))
    this.sketch.set(closed ? line.slice(0, -1) : line)
  }

  /** Asks what the drawing would come to, and hands it to the forms when it is finished. */
  async try(): Promise<void> {
    const { unit, line, kind, to, finished } = this
    // A form that is open keeps the last drawing until the next is known, and what is typed in it.
    if (!finished || !this.ready) drawn.clear()
    if (!unit || !this.ready) return this.trial.clear()
    const { code } = unit.properties
    const piece = { type: 'Polygon' as const, coordinates: [line] }
    if (kind === 'piece' && to === '') return this.trial.clear()
    const edit = kind === 'cut' ? await cutOf(unit, line) : ({ kind: 'transfer', from: code, to, piece } as const)
    if (!edit || this.line !== line) return
    const codes = edit.kind === 'split' ? edit.into.map((p) => p.code ?? p.to ?? '') : [code, to]
    const results = await this.trial.ask(edit, codes)
    if (!results && this.trial.problem) drawn.clear()
    if (!results || !finished || this.line !== line) return
    const sides = sidesOf(results, results.map((r) => r.code))
    drawn.shape = edit.kind === 'split'
      ? { kind: 'split', from: code, cut: { type: 'LineString', coordinates: line }, sides }
      : ({ kind: 'transfer', from: code, to, piece, sides } satisfies Shape)
  }

  #follow(a: Place, b: Place): Place[] {
    if (this.kind !== 'piece' || !this.following) return []
    const at = ground.near(a)
    const both = ground.near(b).filter((u) => at.includes(u))
    return trace(both.map((u) => u.geometry), a, b) ?? []
  }

  #unit(): UnitFeature | undefined {
    const { kind } = this
    const level = kind === 'cut' ? selection.level : ground.lowest
    const [only] = selection.units.length === 1 ? selection.units : []
    const { ahead } = this.sketch
    if (only?.properties.level === level) return only
    const place = kind === 'piece' && ahead.length > 2 ? inside({ type: 'Polygon', coordinates: [this.sketch.ring(ahead)] }) : undefined
    const bounds = boundsOf([{ type: 'LineString', coordinates: ahead }])
    if (!bounds) return undefined
    const [west, south, east, north] = bounds
    const met = ground.units[level].filter((u) => {
      const box = ground.box(u)
      return box[0] <= east && box[2] >= west && box[1] <= north && box[3] >= south
    })
    if (kind === 'piece') return place && met.find((u) => u.geometry && holds(u.geometry, place))
    const cut = (what: Crossing[]) => met.find((u) => u.geometry && what.includes(crossing(fitted(ahead, u.geometry, this.reach), u.geometry)))
    return cut(['whole']) ?? cut(['startInside', 'endInside', 'bothInside', 'crossesItself'])
  }

  #standing(): Standing {
    const { unit, line, kind } = this
    if (line.length < (kind === 'cut' ? 2 : 4)) return 'few'
    if (crossesItself(line)) return 'crossesItself'
    if (!unit?.geometry) return 'nowhere'
    return kind === 'cut' ? crossing(line, unit.geometry) : 'whole'
  }

  /** The neighbour that has the most of the ring's vertices on its own border. */
  #along(): string {
    const own = this.unit?.properties.code
    const bounds = boundsOf([{ type: 'LineString', coordinates: this.line }])
    if (!own || !bounds) return ''
    let best = ''
    let most = 0
    for (const u of ground.units[ground.lowest]) {
      const [west, south, east, north] = ground.box(u)
      if (u.properties.code === own || west > bounds[2] || east < bounds[0] || south > bounds[3] || north < bounds[1]) continue
      const vertices = ground.vertices(u)
      const n = this.line.filter((p) => vertices.has(String(p))).length
      if (n > most) [best, most] = [u.properties.code, n]
    }
    return best
  }
}

export const pen = new Pen()
