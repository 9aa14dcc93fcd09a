import { describe, expect, it } from 'vitest'
import type { Indicator } from '../src/api/indicators'
import { byDomain, parted, stateOf, targetOf, valueOf, yearsOf } from '../src/board/figures'

const base = { form: 'percent' as const, numerator: 3, denominator: 13, share: 0.23077, pct: 23.077, target: 75, met: false }

describe('an indicator', () => {
  it.each([
    ['met', { ...base, met: true }],
    ['short', base],
    ['free', { ...base, target: null, met: null }],
    ['unknown', { ...base, numerator: null, share: null, pct: null, met: null }],
    ['unknown', { ...base, numerator: 0, denominator: 0, share: null, pct: null, target: null, met: null }],
    ['short', { ...base, form: 'count' as const, share: null, pct: null }],
  ])('is %s', (state, indicator) => {
    expect(stateOf(indicator)).toBe(state)
  })
  it('is written to the digit the interface gives', () => {
    expect(valueOf(base, 'zh-CN')).toBe('23.077%')
    expect(valueOf({ ...base, share: null }, 'zh-CN')).toBe('—')
    expect(valueOf({ form: 'mean', share: 2419.84746, pct: null, numerator: 142771 }, 'en')).toBe('2,419.8')
    expect(valueOf({ form: 'count', share: null, pct: null, numerator: 0 }, 'en')).toBe('0')
    expect(targetOf(base, 'en')).toBe('75 %')
    expect(targetOf({ form: 'count', target: 6 }, 'en')).toBe('6')
  })
})

it('indicators stand by domain in the order of the table', () => {
  const list = [['A', 'elder'], ['B', 'funeral'], ['C', 'elder']].map(([code, domain]) => ({ code, domain }) as Indicator)
  expect(byDomain(list).map((g) => [g.domain, g.list.map((i) => i.code).join('')])).toEqual([['elder', 'AC'], ['funeral', 'B']])
})

it('what counts is told from what does not', () => {
  const items = [{ name: 'a', numerator: 1, denominator: 1 }, { name: 'b', numerator: 0, denominator: 1 }]
  expect(parted(items)).toEqual({ counted: [items[0]], missing: [items[1]] })
})

it('years go back from the present one to the first day known', () => {
  expect(yearsOf(['2019-10-31', '', '2020-06-30'], 2021)).toEqual([2021, 2020, 2019])
  expect(yearsOf([], 2021)).toEqual([2021])
})
