import { describe, expect, it } from 'vitest'
import { ageGroup, agesOf, bytes, count, metres, mu, percent, squareKilometres } from '../src/state/format'

describe('percent', () => {
  it.each([
    [0.45216, '45.2%', '45.2 %'],
    [0, '0.0%', '0.0 %'],
    [1, '100.0%', '100.0 %'],
    [0.99999, '99.9%', '99.9 %'], // not everyone is covered, so it is not 100
    [0.00001, '0.1%', '0.1 %'], // somebody is, so it is not 0
    [0.6125, '61.3%', '61.3 %'],
  ])('%f is %s and %s', (share, zh, en) => {
    expect(percent(share, 'zh-CN')).toBe(zh)
    expect(percent(share, 'en')).toBe(en)
  })
})

describe('areas', () => {
  it('are km2 with fewer decimals the larger they are', () => {
    expect(squareKilometres(386_790_000, 'en')).toBe('386.8 km²')
    expect(squareKilometres(6_312_345, 'en')).toBe('6.31 km²')
    expect(squareKilometres(12_345, 'en')).toBe('0.0123 km²')
  })
  it('are mu, 15 to the hectare', () => {
    expect(mu(10_000, 'zh-CN')).toBe('15 亩')
    expect(mu(386_790_000, 'en')).toBe('580,185 mu')
  })
})

it('lengths are m below a kilometre', () => {
  expect([300, 999, 1000, 1500, 2250].map((m) => metres(m, 'en'))).toEqual(['300 m', '999 m', '1 km', '1.5 km', '2.25 km'])
})

it('counts have separators', () => {
  expect(count(223202, 'zh-CN')).toBe('223,202')
})

it('files are kB or MB', () => {
  expect([812, 45_000, 3_400_000, 0].map((n) => bytes(n, 'en'))).toEqual(['812 B', '45 kB', '3.4 MB', '0 B'])
})

it('age groups have names', () => {
  expect(ageGroup('all', 'everyone', '{n} and over')).toBe('everyone')
  expect(ageGroup('60+', 'everyone', '{n} and over')).toBe('60 and over')
})

it('age groups stand in order, everyone first', () => {
  expect(agesOf({ '60+': 1, '100+': 1, '80+': 1, all: 1 })).toEqual(['all', '60+', '80+', '100+'])
  expect(agesOf({})).toEqual([])
})
