// Arithmetic on coverage answers: what is not covered, order of lines, classes of a share.
import type { Line, Ratio, Shares } from '../api/coverage'

export const nothing: Ratio = { covered: 0, of: 0, share: 0 }

/** The people ratio of an age group; nothing where the answer has no such group. */
export function peopleOf(line: Shares, age: string): Ratio {
  return line.people[age] ?? nothing
}

/** People that are not covered. */
export function missing(line: Shares, age: string): number {
  const { covered, of } = peopleOf(line, age)
  return of - covered
}

export const columns = ['name', 'covered', 'of', 'share', 'gap', 'units', 'area'] as const
export type Column = (typeof columns)[number]

/** A line's value in a column, to sort by. */
export function valueOf(line: Line, column: Column, age: string): number | string {
  const people = peopleOf(line, age)
  switch (column) {
    case 'name':
      return line.code
    case 'covered':
      return people.covered
    case 'of':
      return people.of
    case 'share':
      return people.share
    case 'gap':
      return people.of - people.covered
    case 'units':
      return line.units.share
    case 'area':
      return line.area.share
  }
}

/** Lines sorted by a column; equal ones by code. The given list stays as it is. */
export function sorted(lines: readonly Line[], column: Column, descending: boolean, age: string): Line[] {
  const sign = descending ? -1 : 1
  return [...lines].sort((a, b) => {
    const x = valueOf(a, column, age)
    const y = valueOf(b, column, age)
    if (x !== y) return x < y ? -sign : sign
    return a.code < b.code ? -1 : 1
  })
}

/** Upper ends of the classes that a share map is coloured by. */
export const classEnds = [0.2, 0.4, 0.6, 0.8, 1] as const

/** The class of a share: 0 for the lowest. A share on a border belongs to the class above it. */
export function classOf(share: number): number {
  const found = classEnds.findIndex((end) => share < end)
  return found < 0 ? classEnds.length - 1 : found
}

/** The sum of the lines' people; equal to the total when every person is in one line. */
export function sumOf(lines: readonly Line[], age: string): Ratio {
  let covered = 0
  let of = 0
  for (const line of lines) {
    covered += peopleOf(line, age).covered
    of += peopleOf(line, age).of
  }
  return { covered, of, share: of === 0 ? 0 : covered / of }
}
