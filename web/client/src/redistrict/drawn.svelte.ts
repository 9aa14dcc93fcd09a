// What the map's tools have drawn, in the words of POST /v1/changes: a form takes it from
// here and puts the rest (names, codes) to it.
import type { LineString, Polygon } from 'geojson'

/** A side of a cut, or one of the two units of a piece or border, as it would be. */
export interface Side {
  /** A place inside: `at` of a split's part. */
  at: [lng: number, lat: number]
  area_m2: number
  /** null until the server has said it, and where no villager groups are known. */
  people: number | null
}

/** `into` of a split wants one part for each side, with its `at`; the largest stands first. */
export interface Cut {
  kind: 'split'
  from: string
  cut: LineString
  sides: Side[]
}

/** to is '' until a neighbour is chosen; sides are from and to as they would be. */
export interface Piece {
  kind: 'transfer'
  from: string
  to: string
  piece: Polygon
  sides: Side[]
}

/** The border between two units as it is to run; what each of the two comes to. */
export interface MovedBorder {
  kind: 'border'
  between: [string, string]
  line: LineString
  sides: Side[]
}

export type Shape = Cut | Piece | MovedBorder

class Drawn {
  /** What is drawn and finished; null while nothing is, or what is drawn can't be said yet. */
  shape = $state.raw<Shape | null>(null)

  clear(): void {
    this.shape = null
  }
}

export const drawn = new Drawn()
