// Where a click of a drawing tool goes: to a vertex or border near it on the screen.
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Place } from '../../map/find'
import { onGrid, type Snapped } from '../geometry_borders'
import { ground } from './ground.svelte'

const pixels = 10

/** Metres on the ground under some pixels of the screen, in the middle of the map. */
export function metresOf(map: MapLibreMap, wide = pixels): number {
  return (wide * 40_075_016.7 * Math.cos((map.getCenter().lat * Math.PI) / 180)) / (512 * 2 ** map.getZoom())
}

/** The vertex or border near a place; else the place itself on the grid. */
export function snapped(map: MapLibreMap, place: Place): Snapped & { held: boolean } {
  const found = ground.borders().nearest(place, metresOf(map))
  return found ? { ...found, held: true } : { place: onGrid(place), vertex: false, metres: 0, held: false }
}
