// The page's own layers: what is chosen, coverage, shares, and an import's preview.
// Every function can be called again at any time and then changes what differs.
import type { FeatureCollection, Geometry } from 'geojson'
import type { AddLayerObject, GeoJSONSource, Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'
import type { Palette } from './palette'
import { layersOf, tilesOf } from './style'

export interface Overlay {
  choice: Geometry | null
  /** A question's tiles; null shows none. */
  reach: { county: string; at: string; question: string; v: string } | null
  /** Areas with a property class, 0..4; null shows none. */
  shares: FeatureCollection | null
  preview: FeatureCollection | null
}

export const nothingOver: Overlay = { choice: null, reach: null, shares: null, preview: null }

/** The lowest layer of points and names: areas and lines of ours go under it. */
const belowPoints = 'facility-label'

const empty: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Draws everything of an overlay on a map whose style has loaded. */
export function drawOver(map: MapLibreMap, over: Overlay, colours: Palette): void {
  drawShares(map, over.shares, colours)
  drawReach(map, over.reach)
  drawPreview(map, over.preview, colours)
  drawChoice(map, over.choice, colours)
}

function drawShares(map: MapLibreMap, shares: FeatureCollection | null, colours: Palette): void {
  put(map, 'own-shares', shares)
  const colour = ['match', ['get', 'class'], ...colours.classes.flatMap((c, i) => [i, c]), colours.ground]
  layer(map, 'reach-fill', {
    id: 'own-shares',
    type: 'fill',
    source: 'own-shares',
    paint: { 'fill-color': colour as never, 'fill-antialias': false },
  })
}

/** The style brings the layers of a question, hidden; they get its tiles and are shown. */
function drawReach(map: MapLibreMap, reach: Overlay['reach']): void {
  const source = map.getSource<VectorTileSource>('coverage')
  if (!source) return
  const tiles = reach ? [tilesOf('coverage', reach)] : null
  if (tiles && String(source.tiles) !== String(tiles)) source.setTiles(tiles)
  for (const { id } of layersOf(map.getStyle(), 'reach', 'gap')) {
    map.setLayoutProperty(id, 'visibility', tiles ? 'visible' : 'none')
  }
}

function drawPreview(map: MapLibreMap, preview: FeatureCollection | null, colours: Palette): void {
  put(map, 'own-preview', preview)
  const of = { source: 'own-preview' }
  layer(map, belowPoints, {
    id: 'own-preview-area',
    type: 'fill',
    ...of,
    filter: ['==', ['geometry-type'], 'Polygon'],
    paint: { 'fill-color': colours.reach, 'fill-opacity': 0.16 },
  })
  layer(map, belowPoints, {
    id: 'own-preview-line',
    type: 'line',
    ...of,
    filter: ['!=', ['geometry-type'], 'Point'],
    paint: { 'line-color': colours.reach, 'line-width': 1.4 },
  })
  layer(map, undefined, {
    id: 'own-preview-point',
    type: 'circle',
    ...of,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 4.5,
      'circle-color': colours.reach,
      'circle-stroke-color': colours.halo,
      'circle-stroke-width': 1.5,
    },
  })
}

function drawChoice(map: MapLibreMap, choice: Geometry | null, colours: Palette): void {
  put(map, 'own-choice', choice && { type: 'FeatureCollection', features: [{ type: 'Feature', geometry: choice, properties: {} }] })
  const of = { source: 'own-choice' }
  layer(map, belowPoints, {
    id: 'own-choice-line',
    type: 'line',
    ...of,
    filter: ['!=', ['geometry-type'], 'Point'],
    layout: { 'line-join': 'round' },
    paint: { 'line-color': colours.choice, 'line-width': 3 },
  })
  layer(map, undefined, {
    id: 'own-choice-point',
    type: 'circle',
    ...of,
    filter: ['==', ['geometry-type'], 'Point'],
    paint: {
      'circle-radius': 11,
      'circle-opacity': 0,
      'circle-stroke-color': colours.choice,
      'circle-stroke-width': 3,
    },
  })
}

/** Gives a source its features, making it where it is missing. */
function put(map: MapLibreMap, id: string, data: FeatureCollection | null): void {
  const held = map.getSource<GeoJSONSource>(id)
  if (held) held.setData(data ?? empty)
  else map.addSource(id, { type: 'geojson', data: data ?? empty })
}

/** Adds a layer, or gives the one that is there the paint of this one. */
function layer(map: MapLibreMap, before: string | undefined, spec: AddLayerObject): void {
  if (!map.getLayer(spec.id)) {
    map.addLayer(spec, before && map.getLayer(before) ? before : undefined)
    return
  }
  if (!('paint' in spec) || !spec.paint) return
  const paint: Record<string, unknown> = { ...spec.paint }
  for (const [name, value] of Object.entries(paint)) map.setPaintProperty(spec.id, name as never, value as never)
}
