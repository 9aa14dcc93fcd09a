// What of coverage stands in the address.
import type { By, Scope } from '../api/coverage'
import { called, day, kind, list, number, text, word, type Field } from '../state/fields'
import { whatIfField } from './whatif'

/** What the map shows: reach and gaps, units by their share, or how many facilities reach a place. */
export const shadings = ['reach', 'share', 'depth'] as const
export type Shade = (typeof shadings)[number]

/** How far facilities reach: one radius, each kind's standard, minutes on foot or by car. */
export const reaches = ['radius', 'standards', 'walk', 'drive'] as const
export type Reach = (typeof reaches)[number]

const scopes: readonly Scope[] = ['all', 'urban', 'rural']
const divisions: readonly By[] = ['township', 'village']

const yes: Field<boolean> = { usual: false, write: (on) => (on ? '1' : ''), read: (given) => given === '1' }

/** The members that make a question. */
export const askingFields = {
  kinds: list(kind),
  reach: word(reaches, 'radius'),
  /** Metres; 0: the default of the kinds. */
  radius: number(100_000),
  /** By road; 0: the usual 15. */
  minutes: number(240),
  scope: word(scopes, 'all'),
  /** Codes of the townships or villages that are asked for; none: the whole county. */
  area: list(/^\d{9}(\d{3})?$/),
  areaName: called('areaname', text(/^[^<>]{1,60}$/)),
  neighbours: yes,
  tiers: yes,
  by: word(divisions, 'township'),
  whatIf: whatIfField,
}

export const coverageFields = {
  ...askingFields,
  /** The people group that the big figure and the bars show. */
  age: called('people', { ...text(/^(all|\d+\+)$/), usual: 'all' }),
  shade: word(shadings, 'reach'),
  /** The question that the present one is compared with, written as an address. */
  pinned: called('a', text(/^[\w=&.,%~:+-]{1,3000}$/)),
  /** The day that the present one is compared with. */
  before: called('versus', text(day)),
}
