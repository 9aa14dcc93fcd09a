// The units that the tools work on: those of the day, with the plan where one is shown.
import type { UnitFeature } from '../../api/units'
import { boundsOf, type Place, unitAt } from '../../map/find'
import { held } from '../../state/county.svelte'
import { at, inside, polygonsOf, type Box } from '../geometry'
import { Borders } from '../geometry_borders'

/** The levels that are chosen and cut. */
export type Layer = 'township' | 'village'

/** Some centimetres: a foot on a border is rounded to the grid. */
const slack = 1e-7
const nowhere: Box = [Infinity, Infinity, -Infinity, -Infinity]

class Ground {
  #indexed: { of: UnitFeature[]; borders: Borders } | null = null
  readonly #boxes = new WeakMap<UnitFeature, Box>()
  readonly #marks = new WeakMap<UnitFeature, Place>()
  readonly #vertices = new WeakMap<UnitFeature, ReadonlySet<string>>()

  get units(): Record<Layer, UnitFeature[]> {
    return held.units
  }

  /** The level of which all others are made: land moves between its units alone. */
  get lowest(): Layer {
    return held.units.village.some((u) => u.geometry) ? 'village' : 'township'
  }

  unit(code: string): UnitFeature | undefined {
    return held.unit(code)
  }

  /** The villages of a township, in order of code. */
  villagesOf(township: string): UnitFeature[] {
    return held.units.village.filter((u) => u.properties.parent === township)
  }

  /** The unit of the lowest level at a place. */
  at(place: Place): UnitFeature | undefined {
    return unitAt(held.units[this.lowest], place)
  }

  /** Borders of the lowest level, found by place; made when first asked for. */
  borders(): Borders {
    const of = held.units[this.lowest]
    if (this.#indexed?.of !== of) this.#indexed = { of, borders: new Borders(of.map((u) => u.geometry)) }
    return this.#indexed.borders
  }

  /** Units of the lowest level whose box holds a place, or lies within some metres of it. */
  near([lng, lat]: Place, metres = 0): UnitFeature[] {
    const dy = slack + metres / 111_000
    const dx = dy / Math.cos((lat * Math.PI) / 180)
    return held.units[this.lowest].filter((u) => {
      const [west, south, east, north] = this.box(u)
      return lng >= west - dx && lng <= east + dx && lat >= south - dy && lat <= north + dy
    })
  }

  /** The box of a unit's shape; of one without shape, one that holds nothing. */
  box(unit: UnitFeature): Box {
    const known = this.#boxes.get(unit) ?? boundsOf([unit.geometry]) ?? nowhere
    this.#boxes.set(unit, known)
    return known
  }

  /** The vertices of a unit's shape, as "longitude,latitude": neighbours bear the same. */
  vertices(unit: UnitFeature): ReadonlySet<string> {
    const known = this.#vertices.get(unit) ?? new Set((unit.geometry ? polygonsOf(unit.geometry) : []).flat(2).map((p) => String(at(p))))
    this.#vertices.set(unit, known)
    return known
  }

  /** Where a unit's number stands: a box takes the unit by this place. */
  mark(unit: UnitFeature): Place | null {
    if (!unit.geometry) return null
    const known = this.#marks.get(unit) ?? inside(unit.geometry)
    this.#marks.set(unit, known)
    return known
  }
}

export const ground = new Ground()
