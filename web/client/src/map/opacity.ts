// The layers of the list: which layers of the style each stands for, and how they are faded.
import type { LayerSpecification } from 'maplibre-gl'
import type { LayerName } from '../view/fields'

/** The style's layers by what the list calls them; those that modes switch on are none of them. */
export const layersNamed: Partial<Record<LayerName, readonly string[]>> = {
  basemap: ['basemap'],
  tints: ['county-fill', 'township-fill'],
  borders: ['township-line', 'county-band', 'county-line'],
  villages: ['village-line'],
  names: ['village-label', 'township-label', 'county-label'],
  facilities: ['facility', 'facility-label', 'facility-cluster', 'facility-count'],
}

const paints: Partial<Record<LayerSpecification['type'], readonly string[]>> = {
  fill: ['fill-opacity'],
  line: ['line-opacity'],
  symbol: ['icon-opacity', 'text-opacity'],
  circle: ['circle-opacity', 'circle-stroke-opacity'],
  raster: ['raster-opacity'],
}

/** The paint that fades a layer to a share (0 to 1) of what the style says. */
export function faded(layer: LayerSpecification, share: number): Record<string, unknown> {
  const own = ('paint' in layer ? layer.paint : {}) as Record<string, unknown> | undefined
  return Object.fromEntries((paints[layer.type] ?? []).map((name) => [name, times(own?.[name] ?? 1, share)]))
}

function times(value: unknown, share: number): unknown {
  if (typeof value === 'number') return value * share
  if (share === 1 || !Array.isArray(value)) return value
  // A curve over the zoom must stand on top: its outputs are faded.
  if (value[0] === 'interpolate') return value.map((v, i) => (i > 3 && i % 2 === 0 ? times(v, share) : v))
  if (value[0] === 'step') return value.map((v, i) => (i > 1 && i % 2 === 0 ? times(v, share) : v))
  return ['*', value, share]
}
