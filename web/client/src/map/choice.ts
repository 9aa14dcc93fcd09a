// What is chosen in the inspector, outlined on the map.
import type { Geometry } from 'geojson'
import { belowPoints, features, layer, put } from './drawing'
import type { Draw } from './stage.svelte'

export function choiceOf(choice: Geometry | null): Draw {
  return (map, colours) => {
    put(map, 'choice-shape', features(choice))
    layer(map, belowPoints, {
      id: 'choice-line',
      type: 'line',
      source: 'choice-shape',
      filter: ['!=', ['geometry-type'], 'Point'],
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.choice, 'line-width': 3 },
    })
    layer(map, undefined, {
      id: 'choice-point',
      type: 'circle',
      source: 'choice-shape',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': colours.choice, 'circle-stroke-width': 3 },
    })
  }
}
