// What is behind an indicator, on the map: units and facilities with it and without.
import type { Feature, Geometry } from 'geojson'
import type { Item } from '../api/indicators'
import { belowBorders, belowPoints, layer, put } from '../map/drawing'
import type { Draw } from '../map/stage.svelte'

/** The shape of an item; null where it has none. */
export type ShapeOf = (item: Item) => Geometry | null | undefined

export function behindOf(items: readonly Item[], shapeOf: ShapeOf): Draw {
  const features = items.flatMap<Feature>((item) => {
    const geometry = shapeOf(item)
    return geometry ? [{ type: 'Feature', geometry, properties: { counts: item.numerator > 0 } }] : []
  })
  return (map, colours) => {
    put(map, 'counted-items', { type: 'FeatureCollection', features })
    const areas = (counts: boolean) => ['all', ['!=', ['geometry-type'], 'Point'], ['==', ['get', 'counts'], counts]] as never
    layer(map, belowBorders, { id: 'counted-with', type: 'fill', source: 'counted-items', filter: areas(true), paint: { 'fill-color': colours.reach, 'fill-opacity': 0.45 } })
    layer(map, belowPoints, {
      id: 'counted-without',
      type: 'line',
      source: 'counted-items',
      filter: areas(false),
      paint: { 'line-color': colours.choice, 'line-width': 1.6, 'line-dasharray': [3, 2] },
    })
    layer(map, undefined, {
      id: 'counted-places',
      type: 'circle',
      source: 'counted-items',
      filter: ['==', ['geometry-type'], 'Point'],
      paint: {
        'circle-radius': 10,
        'circle-opacity': 0,
        'circle-stroke-color': ['case', ['get', 'counts'], colours.reach, colours.choice],
        'circle-stroke-width': ['case', ['get', 'counts'], 4, 2],
      },
    })
  }
}
