// What of coverage stands in the address.
import type { By, Scope } from '../api/coverage'
import { called, kind, list, number, text, word } from '../state/fields'

/** What the map colours units by. */
export const shadings = ['reach', 'share'] as const
export type Shade = (typeof shadings)[number]

const scopes: readonly Scope[] = ['all', 'urban', 'rural']
const divisions: readonly By[] = ['township', 'village']

export const coverageFields = {
  kinds: list(kind),
  /** Metres; 0: the default of the kinds. */
  radius: number(100_000),
  scope: word(scopes, 'all'),
  /** The people group that the big figure and the bars show. */
  age: called('people', { ...text(/^(all|\d+\+)$/), usual: 'all' }),
  by: word(divisions, 'township'),
  shade: word(shadings, 'reach'),
}
