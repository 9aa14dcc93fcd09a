// The units chosen on the map: tinted, outlined, each with its number.
import type { FeatureCollection } from 'geojson'
import type { UnitFeature } from '../../api/units'
import { layer, put } from '../../map/drawing'
import type { Draw } from '../../map/stage.svelte'
import { inside } from '../geometry'

/** Marks units in the order given; hovered is outlined only. */
export function chosenOf(units: readonly UnitFeature[], hovered?: UnitFeature): Draw {
  const shapes = units.flatMap((u) => (u.geometry ? [u.geometry] : []))
  const areas: FeatureCollection = { type: 'FeatureCollection', features: shapes.map((geometry) => ({ type: 'Feature', geometry, properties: {} })) }
  const marks: FeatureCollection = {
    type: 'FeatureCollection',
    features: units.flatMap(({ geometry }, i) =>
      geometry ? [{ type: 'Feature' as const, geometry: { type: 'Point' as const, coordinates: inside(geometry) }, properties: { n: String(i + 1) } }] : [],
    ),
  }
  const under: FeatureCollection = {
    type: 'FeatureCollection',
    features: hovered?.geometry ? [{ type: 'Feature', geometry: hovered.geometry, properties: {} }] : [],
  }
  return (map, colours) => {
    put(map, 'chosen-areas', areas)
    put(map, 'chosen-marks', marks)
    put(map, 'chosen-hover', under)
    layer(map, undefined, { id: 'chosen-fill', type: 'fill', source: 'chosen-areas', paint: { 'fill-color': colours.choice, 'fill-opacity': 0.22 } })
    layer(map, undefined, { id: 'chosen-line', type: 'line', source: 'chosen-areas', paint: { 'line-color': colours.choice, 'line-width': 2 } })
    layer(map, undefined, { id: 'chosen-hover', type: 'line', source: 'chosen-hover', paint: { 'line-color': colours.choice, 'line-width': 1.5, 'line-dasharray': [3, 2] } })
    layer(map, undefined, { id: 'chosen-disc', type: 'circle', source: 'chosen-marks', paint: { 'circle-radius': 10, 'circle-color': colours.choice, 'circle-stroke-color': colours.halo, 'circle-stroke-width': 1.5 } })
    layer(map, undefined, {
      id: 'chosen-number',
      type: 'symbol',
      source: 'chosen-marks',
      layout: { 'text-field': ['get', 'n'], 'text-size': 12, 'text-allow-overlap': true },
      paint: { 'text-color': colours.halo },
    })
  }
}
