import { describe, expect, it } from 'vitest'
import type { Place } from '../src/map/find'
import { along, area, distance } from '../src/view/geodesic'

// What GeographicLib 2 says on GRS80.
describe('lengths on GRS80', () => {
  it.each<[Place, Place, number]>([
    [[103.8, 29.8], [103.9, 29.9], 14705.52954597617],
    [[103.8, 29.8], [104.1, 31.2], 157854.4468358279],
    [[103.8, 29.8], [103.8, 29.8], 0],
  ])('%s to %s', (from, to, metres) => {
    expect(Math.abs(distance(from, to) - metres)).toBeLessThan(0.001)
  })
  it('add up along a line', () => {
    expect(along([[103.8, 29.8], [103.9, 29.9], [103.8, 29.8]])).toBeCloseTo(2 * 14705.52954597617, 3)
    expect(along([[103.8, 29.8]])).toBe(0)
  })
})

describe('areas on GRS80', () => {
  const ring: Place[] = [[103.8, 29.8], [103.9, 29.82], [103.88, 29.91], [103.82, 29.88]]
  it('are within 0.01 % of the geodesic polygon, either way round', () => {
    expect(area(ring) / 72839110.64574242).toBeCloseTo(1, 4)
    expect(area([...ring].reverse())).toBeCloseTo(area(ring), 3)
  })
  it('of nothing are nothing', () => {
    expect(area([])).toBe(0)
    expect(area(ring.slice(0, 2))).toBeCloseTo(0, 3)
  })
})
