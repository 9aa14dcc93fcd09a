import { describe, expect, it } from 'vitest'
import { curveOf, depthOf } from '../src/coverage/curve'

describe('the curve', () => {
  const steps = [500, 2000].map((radius_m, i) => ({ radius_m, people: { all: { covered: i * 50, of: 100, share: i * 0.5 } } }))
  it('goes from its first radius to the right edge, shares upwards', () => {
    expect(curveOf(steps, 'all', 200, 100).map(({ x, y, covered }) => [x, y, covered])).toEqual([[50, 100, 0], [200, 50, 50]])
  })
  it('of a group that was not asked for lies at the bottom', () => {
    expect(curveOf(steps, '80+', 200, 100).every((p) => p.y === 100)).toBe(true)
  })
  it('of nothing is nothing', () => expect(curveOf([], 'all', 200, 100)).toEqual([]))
})

it.each([
  [[5, 4, 3, 2, 1], [5, 4, 3, 3]],
  [[7], [7, 0, 0, 0]],
  [[], [0, 0, 0, 0]],
])('covered times %s are %s', (counts, wanted) => {
  expect(depthOf(counts)).toEqual(wanted)
  expect(depthOf(counts).reduce((a, b) => a + b)).toBe(counts.reduce((a, b) => a + b, 0))
})
