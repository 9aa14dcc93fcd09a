import { describe, expect, it } from 'vitest'
import type { FacilityFeature } from '../src/api/facilities'
import { boundsOf, facilityAt, holds } from '../src/map/find'
import { absolute } from '../src/map/style'
import { address } from '../src/api/http'

// +-----------+     a square of 10 with a hole of 2 in the middle,
// |   +--+    |     and an exclave to the east
// |   +--+    | []
// +-----------+
const square = [[0, 0], [10, 0], [10, 10], [0, 10], [0, 0]]
const hole = [[4, 4], [6, 4], [6, 6], [4, 6], [4, 4]]
const exclave = [[20, 4], [22, 4], [22, 6], [20, 6], [20, 4]]

describe('holds', () => {
  const area = { type: 'MultiPolygon' as const, coordinates: [[square, hole], [exclave]] }
  it.each([
    ['inside', [2, 2], true],
    ['in the hole', [5, 5], false],
    ['in the exclave', [21, 5], true],
    ['between', [15, 5], false],
    ['level with a corner', [-1, 10], false],
  ] as const)('%s', (_, [x, y], expected) => {
    expect(holds(area, [x, y])).toBe(expected)
  })
})

describe('facilityAt', () => {
  const at = (id: number, lng: number) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: [lng, 0] }, properties: { id } }) as FacilityFeature
  const project = ([lng]: [number, number]) => ({ x: lng, y: 0 })
  it('takes the nearest within reach', () => {
    expect(facilityAt([at(1, 0), at(2, 8)], { x: 6, y: 0 }, project)?.properties.id).toBe(2)
    expect(facilityAt([at(1, 0)], { x: 13, y: 0 }, project)).toBeUndefined()
  })
  it('passes over those without a place', () => {
    const lost = { ...at(1, 0), geometry: null }
    expect(facilityAt([lost], { x: 0, y: 0 }, project)).toBeUndefined()
  })
})

it('bounds are those of all shapes, none of nothing', () => {
  expect(boundsOf([{ type: 'Point', coordinates: [30, -1] }, null, { type: 'Polygon', coordinates: [square] }])).toEqual([0, -1, 30, 10])
  expect(boundsOf([null])).toBeNull()
})

describe('addresses', () => {
  it('leave out what has no value', () => {
    expect(address('/v1/units', { county: '511425', at: '', level: undefined })).toBe('/v1/units?county=511425')
    expect(address('/v1/counties')).toBe('/v1/counties')
  })
  it('keep the braces of tile addresses', () => {
    expect(absolute('https://x/tiles/%7Bz%7D/{x}/{y}.mvt')).toBe('https://x/tiles/{z}/{x}/{y}.mvt')
  })
})
