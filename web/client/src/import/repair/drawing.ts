// Gaps and overlaps on the map: those nobody has yet, those that somebody got, and whose the
// one is that is looked at.
import type { FeatureCollection, Point } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Piece } from '../../api/imports'
import { belowPoints, layer, nothing, put } from '../../map/drawing'
import type { Draw, ScreenPoint } from '../../map/stage.svelte'

const reach = 6

/** Draws the pieces, the unit that got the one looked at, and a mark on each that is too thin to be seen. */
export function piecesOf(shapes: FeatureCollection | undefined, all: readonly Piece[], units: FeatureCollection | null, chosen: Piece | undefined): Draw {
  return (map, colours) => {
    const colour = ['case', ['==', ['get', 'to'], ''], colours.gap, colours.reach] as never
    const got = chosen && chosen.to !== '' ? (units?.features ?? []).filter((f) => f.properties?.['code'] === chosen.to) : []
    put(map, 'pieces-land', shapes ?? nothing)
    put(map, 'pieces-places', places(all))
    put(map, 'pieces-taker', { type: 'FeatureCollection', features: got })
    put(map, 'pieces-chosen', { type: 'FeatureCollection', features: (shapes?.features ?? []).filter((f) => f.properties?.['piece'] === chosen?.piece) })
    layer(map, belowPoints, { id: 'pieces-taker-area', type: 'fill', source: 'pieces-taker', paint: { 'fill-color': colours.reach, 'fill-opacity': 0.22 } })
    layer(map, belowPoints, { id: 'pieces-taker-line', type: 'line', source: 'pieces-taker', paint: { 'line-color': colours.choice, 'line-width': 2 } })
    layer(map, belowPoints, { id: 'pieces-area', type: 'fill', source: 'pieces-land', paint: { 'fill-color': colour, 'fill-opacity': 0.6 } })
    layer(map, belowPoints, { id: 'pieces-line', type: 'line', source: 'pieces-land', paint: { 'line-color': colour, 'line-width': 1.2 } })
    layer(map, belowPoints, { id: 'pieces-chosen-line', type: 'line', source: 'pieces-chosen', paint: { 'line-color': colours.choice, 'line-width': 3 } })
    layer(map, undefined, {
      id: 'pieces-point',
      type: 'circle',
      source: 'pieces-places',
      maxzoom: 16,
      paint: { 'circle-radius': 5, 'circle-color': colour, 'circle-stroke-color': colours.halo, 'circle-stroke-width': 1.5 },
    })
  }
}

function places(all: readonly Piece[]): FeatureCollection<Point> {
  return { type: 'FeatureCollection', features: all.map(({ piece, to, place }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: place }, properties: { piece, to } })) }
}

/** The name of the piece that lies at a point of the screen; undefined where none does. */
export function pieceAt(map: MapLibreMap, { x, y }: ScreenPoint): string | undefined {
  const layers = ['pieces-point', 'pieces-area'].filter((id) => map.getLayer(id))
  if (layers.length === 0) return undefined
  const found = map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers })
  const name: unknown = found[0]?.properties['piece']
  return typeof name === 'string' ? name : undefined
}
