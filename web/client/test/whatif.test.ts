import { describe, expect, it, vi } from 'vitest'
import { readAsking, writeAsking, questionOf, type Asking } from '../src/coverage/asking'
import { Newest } from '../src/coverage/newest'
import { assumed, replaced, stepAt, stepped, whatIfField, withOne, type WhatIf } from '../src/coverage/whatif'
import { parseAddress, formatAddress, start } from '../src/state/address'

const list: WhatIf[] = [
  { does: 'add', kind: 'ELD_RURAL_SUB', place: [103.84512, 29.83312] },
  { does: 'move', id: 17, place: [104.00001, -0.00002] },
  { does: 'close', id: 9 },
]

describe('assumptions', () => {
  it('survive the address to the last digit', () => {
    expect(whatIfField.read(whatIfField.write(list))).toEqual(list)
    expect(parseAddress(formatAddress({ ...start, whatIf: list })).whatIf).toEqual(list)
  })
  it('are short', () => expect(whatIfField.write(list.slice(1, 2)).length).toBeLessThan(18))
  it.each(['x', 'a.KIND', 'm.1.zzzzzz.1', 'c.-1', 'a.KIND.zzzzzzz.1', ''])('that are none (%s) are left out', (text) => {
    expect(whatIfField.read(text)).toEqual([])
  })
  it('of one facility stand once', () => {
    expect(withOne(list, { does: 'close', id: 17 })).toEqual([list[0], list[2], { does: 'close', id: 17 }])
    expect(withOne(list, list[0]!)).toHaveLength(4)
  })
  it('are said as the interface wants them', () => {
    expect(assumed(list)).toEqual({ add: [{ kind: 'ELD_RURAL_SUB', lon: 103.84512, lat: 29.83312 }], move: [{ id: 17, lon: 104.00001, lat: -0.00002 }], close: [9] })
    expect(assumed([])).toEqual({})
  })
  it('move to places on the grid', () => {
    expect(replaced(list, 0, [103.123456, 29.987654])[0]).toEqual({ ...list[0], place: [103.12346, 29.98765] })
  })
})

it('a step of 50 m is 50 m', () => {
  const [lng, lat] = stepped([103.84, 29.83], 50, -50)
  expect((lng - 103.84) * 111195 * Math.cos((29.83 * Math.PI) / 180)).toBeCloseTo(50, -0.5)
  expect((29.83 - lat) * 111195).toBeCloseTo(50, -0.5)
})

const asking: Asking = {
  county: '511425', at: '2020-06-30', plan: 3, kinds: ['ELD_HOME'], reach: 'radius', radius: 0, minutes: 0, scope: 'rural',
  area: ['511425001', '511425100'], areaName: '西山片区', neighbours: true, tiers: true, by: 'village', whatIf: list,
}

describe('a question', () => {
  it('is kept for comparison as text', () => {
    expect(readAsking(writeAsking(asking), '511425')).toEqual(asking)
    expect(parseAddress(formatAddress({ ...start, pinned: writeAsking(asking) })).pinned).toBe(writeAsking(asking))
  })
  it('has the radius of its kinds where none is given', () => {
    const known = new Map([['ELD_HOME', { code: 'ELD_HOME', zh: '', en: '', domain: '', radius_m: 2000 }]])
    expect(questionOf(asking, known)).toMatchObject({ radius_m: 2000, plan: 3, area: { name: '西山片区', units: ['511425001', '511425100'] }, neighbours: true, higher_tiers: true, close: [9] })
  })
  it.each([
    ['standards', { standards: true }],
    ['walk', { minutes: 15, mode: 'walk' }],
  ] as const)('reaches by %s', (reach, wanted) => {
    const asked = questionOf({ ...asking, reach }, new Map())
    expect(asked).toMatchObject(wanted)
    expect(asked).not.toHaveProperty('radius_m')
  })
  it('without a kind is none', () => expect(questionOf({ ...asking, kinds: [] }, new Map())).toBeNull())
})

it('of many questions the first and the newest are asked, one at a time', async () => {
  const asked: number[] = []
  const took: number[] = []
  let under = 0
  const newest = new Newest<number, number>(
    async (n) => {
      asked.push(n)
      expect(++under).toBe(1)
      await new Promise((resolve) => setTimeout(resolve, 5))
      under--
      return n
    },
    (n) => took.push(n),
    () => expect.fail(),
  )
  for (const n of [1, 2, 3, 4]) newest.put(n)
  await vi.waitFor(() => expect(took).toEqual([1, 4]))
  expect(asked).toEqual([1, 4])
  newest.put(5)
  newest.drop()
  await vi.waitFor(() => expect([asked.length, under]).toEqual([3, 0]))
  await new Promise((resolve) => setTimeout(resolve, 0)) // time to take what was dropped
  expect(took).toEqual([1, 4])
})

describe('the step of an arrow key', () => {
  it.each([
    [43.2, 200],
    [60, 500],
    [12, 100],
    [5.2, 50],
    [0.3, 10],
  ])('where a pixel is %d m is %d m', (pixel, metres) => expect(stepAt(pixel)).toBe(metres))
})
