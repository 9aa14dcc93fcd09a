import type { Polygon } from 'geojson'
import { describe, expect, it } from 'vitest'
import type { UnitFeature } from '../src/api/units'
import { holds, type Place } from '../src/map/find'
import { inside } from '../src/redistrict/geometry'
import { apart, Borders } from '../src/redistrict/geometry_borders'
import { beside, crosses, crossesItself, crossing, fitted } from '../src/redistrict/geometry_cut'
import { moved, shared } from '../src/redistrict/geometry_shared'
import { trace } from '../src/redistrict/geometry_trace'
import { unitsIn } from '../src/redistrict/tools/pasted'
import { totalsOf } from '../src/redistrict/tools/totals'
import { lineIn } from '../src/redistrict/tools/typed'

// Two squares side by side, with a bend in the border between them:
//   (0,2) ---- (1,2) ---- (2,2)
//     |    A     \    B     |
//     |         (1.2,1)     |
//   (0,0) ---- (1,0) ---- (2,0)     in thousandths of a degree about 104, 31
const p = (x: number, y: number): Place => [Math.round((104 + x / 1000) * 1e9) / 1e9, Math.round((31 + y / 1000) * 1e9) / 1e9]
const area = (...ring: Place[]): Polygon => ({ type: 'Polygon', coordinates: [[...ring, ring[0] ?? p(0, 0)]] })
const a = area(p(0, 0), p(1, 0), p(1.2, 1), p(1, 2), p(0, 2))
const b = area(p(1, 0), p(2, 0), p(2, 2), p(1, 2), p(1.2, 1))
const borders = new Borders([a, b, null])

describe('a pointer near a border', () => {
  it('is drawn to a vertex as the server gave it', () => {
    expect(borders.nearest(p(1.21, 1.01), 5)).toMatchObject({ place: p(1.2, 1), vertex: true })
  })
  it('is drawn to the border between two vertices, on the grid', () => {
    const found = borders.nearest(p(0.5, 0.02), 5)
    expect(found).toMatchObject({ place: p(0.5, 0), vertex: false })
    expect(found?.metres).toBeCloseTo(apart(p(0.5, 0), p(0.5, 0.02)), 6)
  })
  it('stays where nothing is near', () => {
    expect(borders.nearest(p(0.5, 1), 5)).toBeNull()
  })
})

describe('a line across a unit', () => {
  it.each([
    ['enters and leaves', [p(-0.1, 1), p(1.5, 1.1)], 'whole'],
    ['from border to border', [p(0, 1), p(1.2, 1)], 'whole'],
    ['begins inside', [p(0.5, 1), p(1.5, 1)], 'startInside'],
    ['ends inside', [p(-0.5, 1), p(0.5, 1)], 'endInside'],
    ['lies inside', [p(0.4, 1), p(0.6, 1)], 'bothInside'],
    ['passes by', [p(-1, 3), p(3, 3)], 'misses'],
    ['is one place', [p(0.5, 1)], 'misses'],
    ['crosses itself', [p(-0.1, 1), p(0.8, 1), p(0.8, 1.5), p(0.4, 0.5), p(0.4, -1)], 'crossesItself'],
  ] as const)('%s', (_, line, what) => {
    expect(crossing(line, a)).toBe(what)
  })
  it('that ends a little short is drawn on to the border', () => {
    const line = fitted([p(0.01, 1), p(0.6, 1), p(1.19, 1)], a, 3)
    expect(line).toEqual([p(0, 1), p(0.6, 1), expect.anything()])
    expect(crossing(line, a)).toBe('whole')
    expect(fitted([p(0.3, 1), p(1.2, 1)], a, 3)[0]).toEqual(p(0.3, 1))
  })
  it('has a place on either side', () => {
    const sides = beside([p(-0.1, 1), p(1.5, 1)], a)
    expect(sides?.every((side) => holds(a, side))).toBe(true)
    expect(sides && sides[0][1] > sides[1][1]).toBe(true)
  })
})

describe('a ring followed', () => {
  it('takes the shorter way, with the vertices between', () => {
    expect(trace([a], p(1, 0), p(1, 2))).toEqual([p(1.2, 1)])
    expect(trace([a], p(0.9, 0), p(1, 2))).toEqual([p(1, 0), p(1.2, 1)])
    expect(trace([a], p(1, 2), p(0.9, 0))).toEqual([p(1.2, 1), p(1, 0)])
  })
  it('has nothing between two places of one segment', () => {
    expect(trace([a], p(0.2, 0), p(0.7, 0))).toEqual([])
    expect(trace([a], p(0.7, 0), p(0.2, 0))).toEqual([])
  })
  it('is none where a place lies off it', () => {
    expect(trace([a], p(0.5, 1), p(1, 2))).toBeNull()
  })
})

describe('a border between two', () => {
  it('is the vertices that both have', () => {
    expect(shared(a, b)).toEqual([[p(1, 0), p(1.2, 1), p(1, 2)]])
    expect(shared(b, a)[0]?.length).toBe(3)
  })
  it('is sent only as far as it was moved', () => {
    const old = [p(0, 0), p(1, 0), p(2, 0), p(3, 0), p(4, 0)]
    expect(moved(old, old)).toBeNull()
    expect(moved(old, [p(0, 0), p(1, 0), p(2, 1), p(3, 0), p(4, 0)])).toEqual([p(1, 0), p(2, 1), p(3, 0)])
    expect(moved(old, [p(0, 0), p(1, 0), p(3, 0), p(4, 0)])).toEqual([p(1, 0), p(3, 0)])
    expect(moved(old, [p(0, 0), p(1, 0), p(2, 0), p(2.5, 1), p(3, 0), p(4, 0)])).toEqual([p(2, 0), p(2.5, 1), p(3, 0)])
  })
})

describe('places and lists', () => {
  it('a mark stands inside, whatever the shape', () => {
    const horseshoe = area(p(0, 0), p(3, 0), p(3, 3), p(2, 3), p(2, 1), p(1, 1), p(1, 3), p(0, 3))
    expect(holds(horseshoe, inside(horseshoe))).toBe(true)
    expect(holds(b, inside(b))).toBe(true)
  })
  it('segments that touch cross', () => {
    expect(crosses(p(0, 0), p(2, 0), p(1, 0), p(1, 2))).toBe(true)
    expect(crosses(p(0, 0), p(2, 0), p(0, 1), p(2, 1))).toBe(false)
    expect(crossesItself([p(0, 0), p(2, 0), p(2, 2), p(0, 0)])).toBe(false)
  })
  it.each([
    ['104.1 31.2, 104.3 31.4', [[104.1, 31.2], [104.3, 31.4]]],
    ['104.1，31.2；104.3，31.4', [[104.1, 31.2], [104.3, 31.4]]],
    ['{"type":"LineString","coordinates":[[104.1,31.2],[104.3,31.4]]}', [[104.1, 31.2], [104.3, 31.4]]],
    ['{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6],[1,2]]]}}]}', [[1, 2], [3, 4], [5, 6], [1, 2]]],
    ['104.1 31.2 7', null],
    ['31.2N 104E', null],
    ['{"type":"LineString"', null],
    ['104.1 310', null],
    ['', null],
  ])('a typed line %s', (text, line) => expect(lineIn(text)).toEqual(line))

  const unit = (code: string, name: string, all: number) =>
    ({ type: 'Feature', geometry: null, properties: { code, name, name_full: `${name}村民委员会`, area_m2: 1000.5, people: { all, '60+': 2 } } }) as unknown as UnitFeature
  const units = [unit('1', '龙潭', 10), unit('2', '高台', 20), unit('3', '龙潭', 30)]
  it('a pasted list finds codes and names, and says what it does not', () => {
    expect(unitsIn('高台、3\n无名 龙潭 高台村民委员会', units)).toEqual({ codes: ['2', '3'], unknown: ['无名'], several: ['龙潭'] })
  })
  it('totals are sums', () => {
    expect(totalsOf(units)).toEqual({ units: 3, area_m2: 3001.5, people: { all: 60, '60+': 6 }, shapeless: 3 })
    expect(totalsOf([])).toEqual({ units: 0, area_m2: 0, people: {}, shapeless: 0 })
  })
})
