// Roads and zones under the names: fetched when their layer is first switched on.
import type { FeatureCollection } from 'geojson'
import { exported } from '../api/sheets'
import { belowPoints, layer, nothing, put } from '../map/drawing'
import type { Draw } from '../map/stage.svelte'

const kinds = ['roads', 'zones'] as const
type Kind = (typeof kinds)[number]

class Backdrop {
  held = $state.raw<Record<Kind, FeatureCollection>>({ roads: nothing, zones: nothing })
  #of: Partial<Record<Kind, string>> = {}

  /** Fetches what is wanted of a county on a day and is not there yet. */
  async open(kind: Kind, county: string, at: string): Promise<void> {
    const key = `${county} ${at}`
    if (this.#of[kind] === key) return
    this.#of[kind] = key
    try {
      const file = await exported({ what: kind, format: 'geojson', county, at })
      const data = JSON.parse(await file.text()) as FeatureCollection
      if (this.#of[kind] === key) this.held = { ...this.held, [kind]: data }
    } catch {
      if (this.#of[kind] === key) delete this.#of[kind] // the next look asks again
    }
  }
}

export const backdrop = new Backdrop()

/** Roads and zones with opacities, 0 to 1. */
export function backdropOf(held: Record<Kind, FeatureCollection>, opacity: Record<Kind, number>): Draw {
  return (map, colours) => {
    put(map, 'backdrop-roads', held.roads)
    put(map, 'backdrop-zones', held.zones)
    const main = ['match', ['get', 'class'], ['motorway', 'trunk', 'primary'], 2.4, ['secondary'], 1.8, ['tertiary'], 1.3, 0.7]
    layer(map, belowPoints, {
      id: 'backdrop-zone', type: 'fill', source: 'backdrop-zones', filter: ['==', ['geometry-type'], 'Polygon'],
      paint: { 'fill-color': colours.gap, 'fill-opacity': 0.25 * opacity.zones },
    })
    layer(map, belowPoints, { id: 'backdrop-edge', type: 'line', source: 'backdrop-zones', paint: { 'line-color': colours.gap, 'line-width': 1.5, 'line-opacity': opacity.zones } })
    layer(map, belowPoints, { id: 'backdrop-road', type: 'line', source: 'backdrop-roads', paint: { 'line-color': colours.road, 'line-width': main as never, 'line-opacity': 0.8 * opacity.roads } })
  }
}
