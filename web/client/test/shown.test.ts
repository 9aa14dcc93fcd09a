import { createExpression, featureFilter, validateStyleMin, type StyleSpecification } from '@maplibre/maplibre-gl-style-spec'
import type { LayerSpecification } from 'maplibre-gl'
import { describe, expect, it } from 'vitest'
import { showing } from '../src/map/shown'

const clusters = {
  id: 'facility-count',
  type: 'symbol',
  source: 'facilities',
  'source-layer': 'facility',
  filter: ['has', 'cluster'],
  layout: { 'text-field': ['to-string', ['get', 'count']], 'text-size': 11 },
} as unknown as LayerSpecification
const single = { id: 'facility', type: 'circle', source: 'facilities', 'source-layer': 'facility', filter: ['!', ['has', 'cluster']] } as unknown as LayerSpecification

const mixed = { cluster: true, count: 5, count_HEALTH: 3, count_RESCUE: 2 }

/** Whether a layer draws a point with these properties, and what it writes there. */
function drawn(layer: LayerSpecification, hidden: string[], properties: Record<string, unknown>): string | null {
  const { filter, layout } = showing(layer, hidden)
  const feature = { type: 1 as const, properties, geometry: [] }
  if (filter && !featureFilter(filter, 'layers[0].filter').filter({ zoom: 9 }, feature as never)) return null
  const text = layout['text-field']
  if (!text) return ''
  const made = createExpression(text, 'layers[0].layout.text-field')
  if (made.result === 'error') throw new Error(made.value.join('; '))
  return String(made.value.evaluate({ zoom: 9 }, feature as never))
}

describe('a cluster', () => {
  it.each([
    [[], '5'],
    [['HEALTH'], '2'],
    [['RESCUE'], '3'],
    [['MARRIAGE'], '5'],
    [['HEALTH', 'RESCUE'], null],
  ] as [string[], string | null][])('without %s counts %s', (hidden, wanted) => {
    expect(drawn(clusters, hidden, mixed)).toBe(wanted)
  })
})

describe('a facility', () => {
  it.each([
    [[], true],
    [['RESCUE'], true],
    [['HEALTH'], false],
  ] as [string[], boolean][])('without %s is drawn: %s', (hidden, wanted) => {
    expect(drawn(single, hidden, { kind: 'HEALTH' }) !== null).toBe(wanted)
  })
})

it('is a valid style', () => {
  const { filter, layout } = showing(clusters, ['HEALTH', 'RESCUE'])
  const layer = { ...clusters, filter, layout: { ...clusters.layout, ...layout } }
  const style = { version: 8, glyphs: '{fontstack}/{range}', sources: { facilities: { type: 'vector', tiles: [] } }, layers: [layer] }
  expect(validateStyleMin(style as unknown as StyleSpecification)).toEqual([])
})
