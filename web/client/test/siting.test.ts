import { describe, expect, it } from 'vitest'
import { Events } from '../src/api/events'
import { Problem } from '../src/api/http'
import type { Question } from '../src/api/coverage'
import { placeIn } from '../src/coverage/siting/coordinates'
import { dots, topOf } from '../src/coverage/siting/curve'
import { sitingFields } from '../src/coverage/siting/fields'
import { orderOf, type Wishes } from '../src/coverage/siting/order'
import { gapFigure, gapOf, ranOut } from '../src/coverage/siting/proof'
import { tabAfter } from '../src/coverage/tabs'

const question: Question = { county: '511425', at: '2020-06-30', kinds: ['ELD_COMMUNITY'], radius_m: 1000, by: 'township', people: [], scope: 'all' }
const wishes: Wishes = {
  objective: 'cover', sites: 7, reached: 0, from: 'villages', points: [], spacing: 0, floor: 0, fresh: false, keepout: false, limit: 25,
}

describe('a search for sites', () => {
  it('says only what was wished', () => {
    expect(orderOf(question, '60+', wishes, '')).toEqual({
      county: '511425', at: '2020-06-30', kinds: ['ELD_COMMUNITY'], radius_m: 1000, scope: 'all',
      objective: 'cover', people: '60+', candidates: 'villages', count: 7, curve: true, time_limit_s: 25,
    })
  })
  it('takes a share, a floor, an area and minutes over', () => {
    const { radius_m: _, ...byRoad } = question
    const q: Question = { ...byRoad, minutes: 15, mode: 'walk', area: { name: '北片', units: ['511425110'] } }
    const order = orderOf(q, 'all', { ...wishes, objective: 'all-covered', reached: 90, floor: 50, spacing: 800, fresh: true, keepout: true }, '')
    expect(order).toMatchObject({ share: 0.9, floor: 0.5, spacing_m: 800, keep_existing: false, zones: true, minutes: 15, mode: 'walk', area: ['511425110'] })
    expect(order).not.toHaveProperty('count')
    expect(order).not.toHaveProperty('radius_m')
  })
  it('names the new kind where kinds reach differently far', () => {
    const { radius_m: _, ...rest } = question
    expect(orderOf({ ...rest, standards: true, kinds: ['A', 'B'] }, 'all', wishes, 'B')?.new_kind).toBe('B')
  })
  it('cannot be asked without a question, or without the points it is to choose from', () => {
    expect(orderOf(null, 'all', wishes, '')).toBeNull()
    expect(orderOf(question, 'all', { ...wishes, from: 'points' }, '')).toBeNull()
  })
})

it.each([
  [0.004, '0.4'],
  [0.0000001, '0.01'],
  [0.12341, '12.4'],
  [0, '0'],
])('a gap of %s is said as %s %%: never better than it is', (gap, said) => {
  expect(gapFigure(gap)).toBe(said)
})

it('a search in progress has a gap once it has found something', () => {
  expect(gapOf({ sites: 0, objective: 0, bound: 100, seconds: 1 })).toBeNull()
  expect(gapOf({ sites: 3, objective: 95, bound: 100, seconds: 1 })).toBe(0.05)
  expect(ranOut({ proven: false, seconds: 24.9 }, 25)).toBe(true)
  expect(ranOut({ proven: true, seconds: 25 }, 25)).toBe(false)
})

describe('the curve', () => {
  const curve = [{ sites: 0, covered: 50, bound: 50, proven: true }, { sites: 1, covered: 90, bound: 92, proven: false }]
  it('stands in its box, each point with what it brings', () => {
    const [first, last] = dots(curve, 200, 0.5, { left: 10, top: 0, width: 100, height: 80 })
    expect(first).toMatchObject({ x: 10, y: 40, share: 0.25, more: 0 })
    expect(last).toMatchObject({ x: 110, more: 40, proven: false })
    expect(last?.y).toBeCloseTo(8)
  })
  it('ends at a round share', () => {
    expect(topOf(curve, 200)).toBe(0.5)
    expect(topOf(curve, 90)).toBe(1)
    expect(topOf(curve, 0)).toBe(0.05)
  })
})

it.each([
  ['103.84, 29.83', [103.84, 29.83]],
  ['29.83 103.84', [103.84, 29.83]],
  ['东经103.84°，北纬29.83°', [103.84, 29.83]],
  ['103.84', null],
  ['x103.84,29', null],
  ['203, 99', null],
])('coordinates %s are %s', (text, place) => {
  expect(placeIn(text)).toEqual(place)
})

it('places in an address that are not on earth are left out', () => {
  expect(sitingFields.points.read('103.8_29.8,200_1,1_2_3,x_y')).toEqual([[103.8, 29.8]])
})

describe('a stream of events', () => {
  it('is read whatever its pieces', () => {
    const heard: unknown[] = []
    const events = new Events((event, data) => heard.push([event, data]))
    for (const piece of [': searching\n\neve', 'nt: progress\ndata: {"sites"', ':2}\n', '\nevent: answer\ndata: {}\n\n']) events.take(piece)
    expect(heard).toEqual([['progress', { sites: 2 }], ['answer', {}]])
  })
  it('throws the problem that it tells', () => {
    const events = new Events(() => undefined)
    expect(() => events.take('event: problem\ndata: {"status":422,"detail":"不行"}\n\n')).toThrow(Problem)
  })
})

it.each([
  ['coverage', 'ArrowLeft', 'indicators'],
  ['indicators', 'ArrowRight', 'coverage'],
  ['sites', 'Home', 'coverage'],
  ['sites', 'a', undefined],
] as const)('from tab %s %s leads to %s', (from, key, to) => {
  expect(tabAfter(from, key)).toBe(to)
})
