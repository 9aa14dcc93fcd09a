// What a plan changes, on the map: units tinted and outlined, with their new names.
import type { Feature, FeatureCollection } from 'geojson'
import { belowBorders, belowPoints, layer, put } from '../map/drawing'
import type { Draw } from '../map/stage.svelte'
import type { Step } from './difference'

/** Units as an edit or a plan would have them. */
export function shapesOf(steps: readonly Step[]): FeatureCollection {
  return {
    type: 'FeatureCollection',
    features: steps.flatMap(({ is, was }): Feature[] =>
      is?.shape ? [{ type: 'Feature', geometry: is.shape, properties: { name: is.name, made: was ? 0 : 1, level: is.level } }] : [],
    ),
  }
}

/** Draws them: a new unit stronger than one that is changed. */
export function changedOf(shapes: FeatureCollection): Draw {
  return (map, colours) => {
    put(map, 'changed-units', shapes)
    layer(map, belowBorders, {
      id: 'changed-fill',
      type: 'fill',
      source: 'changed-units',
      paint: { 'fill-color': colours.choice, 'fill-opacity': ['case', ['==', ['get', 'made'], 1], 0.3, 0.14] },
    })
    layer(map, belowPoints, {
      id: 'changed-line',
      type: 'line',
      source: 'changed-units',
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.choice, 'line-width': ['case', ['==', ['get', 'level'], 'township'], 3, 1.8] },
    })
  }
}
