// What is measured, on the map.
import type { FeatureCollection } from 'geojson'
import { layer, put } from '../map/drawing'
import type { Place } from '../map/find'
import type { Draw } from '../map/stage.svelte'

/** A line, or an area from three corners on, with its corners. */
export function measuringOf(corners: readonly Place[], closed: boolean): Draw {
  return (map, colours) => {
    put(map, 'measure-shape', shapeOf(corners, closed))
    const source = 'measure-shape'
    layer(map, undefined, { id: 'measure-area', type: 'fill', source, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colours.choice, 'fill-opacity': 0.16 } })
    layer(map, undefined, { id: 'measure-halo', type: 'line', source, paint: { 'line-color': colours.halo, 'line-width': 5 } })
    layer(map, undefined, { id: 'measure-line', type: 'line', source, paint: { 'line-color': colours.choice, 'line-width': 2.5 } })
    layer(map, undefined, {
      id: 'measure-corners', type: 'circle', source, filter: ['==', ['geometry-type'], 'Point'],
      paint: { 'circle-radius': 5, 'circle-color': colours.halo, 'circle-stroke-color': colours.choice, 'circle-stroke-width': 2.5 },
    })
  }
}

function shapeOf(corners: readonly Place[], closed: boolean): FeatureCollection {
  const features: FeatureCollection['features'] = corners.map((coordinates) => ({ type: 'Feature', properties: {}, geometry: { type: 'Point', coordinates } }))
  const [first] = corners
  if (closed && corners.length > 2 && first) {
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [[...corners, first]] } })
  } else if (corners.length > 1) {
    features.push({ type: 'Feature', properties: {}, geometry: { type: 'LineString', coordinates: [...corners] } })
  }
  return { type: 'FeatureCollection', features }
}
