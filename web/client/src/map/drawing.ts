// What drawings are made of: sources and layers that are added once and then changed.
import type { FeatureCollection, Geometry } from 'geojson'
import type { AddLayerObject, GeoJSONSource, Map as MapLibreMap } from 'maplibre-gl'

/** The lowest layer of points and names: areas and lines of a drawing go under it. */
export const belowPoints = 'facility-label'
/** The lowest layer of borders: areas that colour units go under it. */
export const belowBorders = 'reach-fill'

export const nothing: FeatureCollection = { type: 'FeatureCollection', features: [] }

/** Shapes as features without properties. */
export function features(...shapes: (Geometry | null | undefined)[]): FeatureCollection {
  const held = shapes.filter((s) => s !== null && s !== undefined)
  return { type: 'FeatureCollection', features: held.map((geometry) => ({ type: 'Feature', geometry, properties: {} })) }
}

/** Gives a source its features, making it where it is missing. */
export function put(map: MapLibreMap, id: string, data: FeatureCollection): void {
  const held = map.getSource<GeoJSONSource>(id)
  if (held) held.setData(data)
  else map.addSource(id, { type: 'geojson', data })
}

/** Adds a layer under another, or gives the one that is there the paint and filter of this one. */
export function layer(map: MapLibreMap, before: string | undefined, spec: AddLayerObject): void {
  if (!map.getLayer(spec.id)) {
    map.addLayer(spec, before && map.getLayer(before) ? before : undefined)
    return
  }
  if ('filter' in spec && spec.filter) map.setFilter(spec.id, spec.filter)
  if (!('paint' in spec) || !spec.paint) return
  const paint: Record<string, unknown> = { ...spec.paint }
  for (const [name, value] of Object.entries(paint)) map.setPaintProperty(spec.id, name as never, value as never)
}

/** Takes all that a drawing put on a map off it. */
export function erase(map: MapLibreMap, name: string): void {
  const own = (id: string) => id.startsWith(`${name}-`)
  for (const { id } of map.getStyle().layers) if (own(id)) map.removeLayer(id)
  for (const id of Object.keys(map.getStyle().sources)) if (own(id)) map.removeSource(id)
}
