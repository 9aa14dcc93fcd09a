import { describe, expect, it } from 'vitest'
import { markAt, marks, pointed, spread, timed } from '../src/state/days'
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

describe('places on the line of time', () => {
  const on = (...days: string[]) => marks(days.map((day) => ({ day, what: 'facilities' })))
  it('one mark stands in the middle', () => {
    expect(timed(on('2020-01-01'))).toEqual([0.5])
    expect(timed([])).toEqual([])
  })
  it('are true to time where there is room', () => {
    const x = spread(timed(on('2000-01-01', '2005-01-01', '2010-01-01')), 0.1)
    expect(x[1]).toBeCloseTo(0.5, 2)
  })
  it('keep their distance where there is none, also at the end', () => {
    const x = spread(timed(on('2000-01-01', '2019-12-20', '2020-05-30', '2020-06-01')), 0.1)
    for (let i = 1; i < x.length; i++) expect(x[i]! - x[i - 1]!).toBeGreaterThanOrEqual(0.0999)
    expect(x.at(-1)).toBe(1)
    expect(x[0]).toBe(0)
  })
  it('share the line evenly where there are too many', () => {
    const x = spread(timed(on(...Array.from({ length: 30 }, (_, i) => `2020-01-${String(i + 1).padStart(2, '0')}`))), 0.1)
    expect(x[0]).toBeCloseTo(0, 9)
    expect(x.at(-1)).toBeCloseTo(1, 9)
  })
})

describe('the marks to point at', () => {
  const many = marks([
    ...Array.from({ length: 40 }, (_, i) => ({ day: `20${10 + Math.floor(i / 4)}-0${1 + (i % 4)}-01`, what: 'facilities' })),
    { day: '2015-06-01', what: 'divisions' },
  ])
  it('are all while they are few', () => {
    expect(pointed(all, all[0])).toHaveLength(all.length)
  })
  it('are the ends, the present one and the changes of divisions where they are many', () => {
    const present = markAt(many, '2012-02-15')
    expect(pointed(many, present).map((m) => m.day)).toEqual(['2010-01-01', '2012-02-01', '2015-06-01', '2019-04-01'])
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
