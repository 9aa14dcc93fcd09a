// A drawing in the making on the map, and the parts it would come to.
import type { Feature, FeatureCollection, Position } from 'geojson'
import type { Place } from '../../map/find'
import { layer, put } from '../../map/drawing'
import type { Draw } from '../../map/stage.svelte'
import { inside } from '../geometry'
import type { Outcome } from './trial'

export interface Drawing {
  line: readonly Place[]
  vertices: readonly Place[]
  /** What the pointer was drawn to. */
  snap: Place | null
  /** Whether the line could be sent as it is. */
  ready: boolean
}

const point = (coordinates: Position, properties = {}): Feature => ({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties })
const all = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

/** The line with its vertices; broken while it can't be sent. */
export function sketchOf({ line, vertices, snap, ready }: Drawing): Draw {
  const lines = all(line.length > 1 ? [{ type: 'Feature', geometry: { type: 'LineString', coordinates: [...line] as Position[] }, properties: {} }] : [])
  const points = all([...vertices.map((p) => point(p, { snap: 0 })), ...(snap ? [point(snap, { snap: 1 })] : [])])
  return (map, colours) => {
    put(map, 'sketch-line', lines)
    put(map, 'sketch-points', points)
    const dashes = ready ? [1] : [2, 1.5]
    layer(map, undefined, { id: 'sketch-halo', type: 'line', source: 'sketch-line', paint: { 'line-color': colours.halo, 'line-width': 5 } })
    layer(map, undefined, { id: 'sketch-line', type: 'line', source: 'sketch-line', paint: { 'line-color': colours.choice, 'line-width': 2.5, 'line-dasharray': dashes } })
    layer(map, undefined, {
      id: 'sketch-points',
      type: 'circle',
      source: 'sketch-points',
      paint: { 'circle-radius': ['case', ['==', ['get', 'snap'], 1], 7, 4], 'circle-color': ['case', ['==', ['get', 'snap'], 1], 'rgba(0,0,0,0)', colours.halo], 'circle-stroke-color': colours.choice, 'circle-stroke-width': 2 },
    })
  }
}

/** The units as they would be, each with its words. */
export function partsOf(parts: readonly Outcome[], say: (part: Outcome, i: number) => string): Draw {
  const areas = all(parts.flatMap(({ shape }, i) => (shape ? [{ type: 'Feature' as const, geometry: shape, properties: { i } }] : [])))
  const words = all(parts.flatMap((part, i) => (part.shape ? [point(inside(part.shape), { said: say(part, i) })] : [])))
  return (map, colours) => {
    put(map, 'parts-areas', areas)
    put(map, 'parts-words', words)
    layer(map, undefined, { id: 'parts-fill', type: 'fill', source: 'parts-areas', paint: { 'fill-color': ['case', ['==', ['get', 'i'], 0], colours.reach, colours.choice], 'fill-opacity': 0.25 } })
    layer(map, undefined, {
      id: 'parts-words',
      type: 'symbol',
      source: 'parts-words',
      layout: { 'text-field': ['get', 'said'], 'text-size': 13, 'text-allow-overlap': true },
      paint: { 'text-color': colours.choice, 'text-halo-color': colours.halo, 'text-halo-width': 2 },
    })
  }
}
