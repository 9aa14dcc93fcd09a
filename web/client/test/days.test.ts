import { describe, expect, it } from 'vitest'
import { markAt, marks, positions } from '../src/state/days'
import { dayFor } from '../src/state/hits'

const all = marks([
  { day: '2020-05-30', what: 'divisions', level: 'village' },
  { day: '2019-12-20', what: 'divisions', level: 'township' },
  { day: '2020-05-30', what: 'people' },
])

describe('marks', () => {
  it('are one a day, in order', () => {
    expect(all.map((m) => [m.day, m.what.length])).toEqual([
      ['2019-12-20', 1],
      ['2020-05-30', 2],
    ])
  })
  it.each([
    ['', '2020-05-30'],
    ['2020-05-30', '2020-05-30'],
    ['2020-05-29', '2019-12-20'],
    ['2019-12-19', undefined],
  ])('on %j the one in force is %s', (day, expected) => {
    expect(markAt(all, day)?.day).toBe(expected)
  })
})

describe('positions', () => {
  const on = (...days: string[]) => positions(marks(days.map((day) => ({ day, what: 'divisions' }))), 0.1)
  it('one mark stands in the middle', () => {
    expect(on('2020-01-01')).toEqual([0.5])
  })
  it('are true to time where there is room', () => {
    expect(on('2000-01-01', '2005-01-01', '2010-01-01')[1]).toBeCloseTo(0.5, 2)
  })
  it('keep their distance where there is none, also at the end', () => {
    const x = on('2000-01-01', '2019-12-20', '2020-05-30', '2020-06-01')
    for (let i = 1; i < x.length; i++) expect(x[i]! - x[i - 1]!).toBeGreaterThanOrEqual(0.0999)
    expect(x.at(-1)).toBe(1)
    expect(x[0]).toBe(0)
  })
  it('share the line evenly where there are too many', () => {
    const x = on(...Array.from({ length: 30 }, (_, i) => `2020-01-${String(i + 1).padStart(2, '0')}`))
    expect(x[0]).toBeCloseTo(0, 9)
    expect(x.at(-1)).toBeCloseTo(1, 9)
  })
})

describe('the day to show a hit on', () => {
  it.each([
    ['a unit in force stays on the day', { from: '2019-01-01' }, '2020-06-30', '2020-06-30'],
    ['nothing said about days', {}, '2020-06-30', '2020-06-30'],
    ['one that is gone, on its first day', { from: '2015-01-01', to: '2019-12-20' }, '', '2015-01-01'],
    ['one that is gone on the day', { from: '2015-01-01', to: '2019-12-20' }, '2019-12-20', '2015-01-01'],
    ['one still to come', { from: '2020-05-30' }, '2019-12-20', '2020-05-30'],
  ])('%s', (_, hit, at, expected) => {
    expect(dayFor(hit, at)).toBe(expected)
  })
})
