// What an import would bring, on the map before it is written, and what is refused of it.
import type { FeatureCollection, Point } from 'geojson'
import type { MapGeoJSONFeature, Map as MapLibreMap } from 'maplibre-gl'
import type { ReportRow } from '../api/imports'
import { belowPoints, layer, nothing, put } from '../map/drawing'
import type { Draw, ScreenPoint } from '../map/stage.svelte'

/** Layers that can be clicked, the topmost first. */
const clickable = ['preview-refused', 'preview-point', 'preview-line', 'preview-area']

/** Pixels around a click that still hit. */
const reach = 6

/** Draws what would be written, the places of refused rows, and the chosen one. */
export function previewOf(preview: FeatureCollection | null, refused: readonly ReportRow[], chosen: ReportRow | undefined): Draw {
  return (map, colours) => {
    const source = 'preview-rows'
    put(map, source, preview ?? nothing)
    put(map, 'preview-reject', places(refused))
    put(map, 'preview-chosen', places(chosen ? [chosen] : []))
    layer(map, belowPoints, { id: 'preview-area', type: 'fill', source, filter: ['==', ['geometry-type'], 'Polygon'], paint: { 'fill-color': colours.reach, 'fill-opacity': 0.16 } })
    layer(map, belowPoints, { id: 'preview-line', type: 'line', source, filter: ['!=', ['geometry-type'], 'Point'], paint: { 'line-color': colours.reach, 'line-width': 1.4 } })
    const point = { 'circle-stroke-color': colours.halo, 'circle-stroke-width': 1.5 }
    layer(map, undefined, { id: 'preview-point', type: 'circle', source, filter: ['==', ['geometry-type'], 'Point'], paint: { ...point, 'circle-radius': 4.5, 'circle-color': colours.reach } })
    layer(map, undefined, { id: 'preview-refused', type: 'circle', source: 'preview-reject', paint: { ...point, 'circle-radius': 5.5, 'circle-color': colours.gap } })
    layer(map, undefined, { id: 'preview-ring', type: 'circle', source: 'preview-chosen', paint: { 'circle-radius': 11, 'circle-opacity': 0, 'circle-stroke-color': colours.choice, 'circle-stroke-width': 3 } })
  }
}

/** The rows that have a place, as points. */
export function places(rows: readonly ReportRow[]): FeatureCollection<Point> {
  const placed = rows.flatMap(({ place, file, sheet, row, action }) => (place ? [{ place, properties: { file, sheet, row, action } }] : []))
  return { type: 'FeatureCollection', features: placed.map(({ place, properties }) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: place }, properties })) }
}

/** The row that what lies at a point of the screen comes from; undefined where nothing does. */
export function rowAt(map: MapLibreMap, { x, y }: ScreenPoint): Pick<ReportRow, 'file' | 'sheet' | 'row'> | undefined {
  const layers = clickable.filter((id) => map.getLayer(id))
  const found: MapGeoJSONFeature[] = map.queryRenderedFeatures([[x - reach, y - reach], [x + reach, y + reach]], { layers })
  const { file, sheet, row } = (found[0]?.properties ?? {}) as { file?: unknown; sheet?: unknown; row?: unknown }
  return typeof file === 'string' && typeof row === 'number' ? { file, sheet: typeof sheet === 'string' ? sheet : '', row } : undefined
}
