import { describe, expect, it } from 'vitest'
import type { Line } from '../src/api/coverage'
import { classOf, missing, peopleOf, sorted, sumOf } from '../src/coverage/shares'

function line(code: string, covered: number, of: number, having = 0): Line {
  return {
    code,
    name: code,
    people: { all: { covered, of, share: of === 0 ? 0 : covered / of } },
    units: { having, served: 0, of: 10, share: having / 10 },
    area: { covered_m2: covered, of_m2: of, share: of === 0 ? 0 : covered / of },
  }
}

const lines = [line('511425001', 80, 100, 3), line('511425100', 5, 50, 9), line('511425101', 0, 0, 1), line('511425102', 40, 50, 3)]

describe('people', () => {
  it('covered and missing are all', () => {
    for (const l of lines) expect(peopleOf(l, 'all').covered + missing(l, 'all')).toBe(peopleOf(l, 'all').of)
  })
  it('of a group that was not asked for are none', () => {
    expect(peopleOf(lines[0]!, '80+')).toEqual({ covered: 0, of: 0, share: 0 })
  })
  it('add up', () => {
    expect(sumOf(lines, 'all')).toEqual({ covered: 125, of: 200, share: 0.625 })
    expect(sumOf([], 'all').share).toBe(0)
  })
})

describe('sorted', () => {
  const codes = (all: Line[]) => all.map((l) => l.code.slice(6))
  it('by share, equal shares by code', () => {
    expect(codes(sorted(lines, 'share', true, 'all'))).toEqual(['001', '102', '100', '101'])
    expect(codes(sorted(lines, 'share', false, 'all'))).toEqual(['101', '100', '001', '102'])
  })
  it('by people out of reach', () => {
    expect(codes(sorted(lines, 'gap', true, 'all'))).toEqual(['100', '001', '102', '101'])
  })
  it('by name means by code', () => {
    expect(codes(sorted(lines, 'name', false, 'all'))).toEqual(['001', '100', '101', '102'])
  })
  it('leaves the given list alone', () => {
    const before = codes(lines)
    sorted(lines, 'gap', true, 'all')
    expect(codes(lines)).toEqual(before)
  })
})

it.each([
  [0, 0],
  [0.19999, 0],
  [0.2, 1],
  [0.5, 2],
  [0.8, 4],
  [1, 4],
])('a share of %f is of class %i', (share, expected) => {
  expect(classOf(share)).toBe(expected)
})
