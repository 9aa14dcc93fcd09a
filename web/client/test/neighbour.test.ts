import { expect, it } from 'vitest'
import type { UnitFeature } from '../src/api/units'
import { neighbour } from '../src/sheets/neighbour'

const unit = (code: string, x: number, height: number) =>
  ({ type: 'Feature', properties: { code }, geometry: { type: 'Polygon', coordinates: [[[x, 0], [x + 1, 0], [x + 1, height], [x, height], [x, 0]]] } }) as unknown as UnitFeature

it('finds the unit with the longest border in common, not one that only touches', () => {
  const units = [unit('a', 0, 1), unit('b', 1, 1), unit('c', 3, 1)]
  expect(neighbour(units, 'a')).toBe('b')
  expect(neighbour(units, 'c')).toBeUndefined()
  expect(neighbour([unit('a', 0, 1), unit('d', 1, 2)], 'a')).toBeUndefined()
})
