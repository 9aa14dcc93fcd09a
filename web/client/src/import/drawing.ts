// What an import would bring, on the map before it is written.
import type { FeatureCollection } from 'geojson'
import { belowPoints, layer, put } from '../map/drawing'
import type { Draw } from '../map/stage.svelte'

export function previewOf(preview: FeatureCollection): Draw {
  return (map, colours) => {
    const source = 'preview-rows'
    put(map, source, preview)
    layer(map, belowPoints, {
      id: 'preview-area',
      type: 'fill',
      source,
      filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.reach, 'fill-opacity': 0.16 },
    })
    layer(map, belowPoints, {
      id: 'preview-line',
      type: 'line',
      source,
      filter: ['!=', ['geometry-type'], 'Point'],
      paint: { 'line-color': colours.reach, 'line-width': 1.4 },
    })
    layer(map, undefined, {
      id: 'preview-point',
      type: 'circle',
      source,
      filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 4.5, 'circle-color': colours.reach, 'circle-stroke-color': colours.halo, 'circle-stroke-width': 1.5 },
    })
  }
}
