// What of suggesting and checking sites stands in the address.
import type { Objective } from '../../api/siting'
import type { Place } from '../../map/find'
import { called, number, word, type Field } from '../../state/fields'

export const objectives: readonly Objective[] = ['cover', 'all-covered', 'median', 'center']
export const sources = ['villages', 'groups', 'points'] as const
/** Where sites may stand. */
export type Source = (typeof sources)[number]

/** 1e-5 degrees, about a metre: what a link can name. */
const digits = 5

export const onGrid = ([lng, lat]: Place): Place => [Number(lng.toFixed(digits)), Number(lat.toFixed(digits))]

/** Places, written x.y_x.y; what is not on earth is left out. */
const places: Field<Place[]> = {
  usual: [],
  write: (list) => list.map((place) => place.join('_')).join(','),
  read: (given) => given.split(',').flatMap(readPlace),
}

function readPlace(text: string): Place[] {
  const [lng = NaN, lat = NaN, ...more] = text.split('_').map(Number)
  return more.length === 0 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [[lng, lat]] : []
}

const flag: Field<boolean> = { usual: false, write: (on) => (on ? '1' : ''), read: (given) => given === '1' }

export const usualSites = 5

export const sitingFields = {
  objective: called('for', word(objectives, 'cover')),
  /** How many new sites. */
  sites: { ...number(200), usual: usualSites },
  /** Per cent of the people that the fewest sites are to reach; 0: all. */
  reached: number(100),
  from: called('candidates', word(sources, 'villages')),
  /** Candidates given by click. */
  points: places,
  /** Metres between sites; 0: any. */
  spacing: number(100_000),
  /** Per cent of each township's people that are reached at least; 0: any. */
  floor: number(100),
  /** As if nothing stood. */
  fresh: flag,
  /** Sites keep out of zones. */
  keepout: flag,
  /** Seconds. */
  limit: { ...number(600), usual: 25 },
  /** Places looked at for a cemetery. */
  checked: called('check', places),
}
