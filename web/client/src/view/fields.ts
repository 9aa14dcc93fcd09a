// What of the map's look stands in the address.
import { day, kind, list, number, text, word, type Field } from '../state/fields'

/** What the planner is doing on the map: measuring, or choosing a place for a facility. */
export const tools = ['', 'distance', 'area', 'place'] as const
export type ToolName = (typeof tools)[number]

/** What the drawer below the map lists; '' is shut. */
export const tables = ['', 'township', 'village', 'facility'] as const
export type TableName = (typeof tables)[number]

/** Layers of the list, lowest first, each with its opacity in percent where nothing is said. */
export const usualOpacity = { basemap: 100, tints: 100, zones: 0, roads: 0, borders: 100, villages: 100, names: 100, facilities: 100 } as const
export type LayerName = keyof typeof usualOpacity
export type Opacities = Partial<Record<LayerName, number>>

const opacities: Field<Opacities> = {
  usual: {},
  called: 'layers',
  write: (value) => Object.entries(value).map(([name, percent]) => `${name}.${percent}`).join(','),
  read: (given) => Object.fromEntries(given.split(',').flatMap(readOpacity)),
}

function readOpacity(given: string): [string, number][] {
  const [name = '', written = ''] = given.split('.')
  const percent = Number(written)
  return name in usualOpacity && written !== '' && percent >= 0 && percent <= 100 ? [[name, Math.round(percent)]] : []
}

/** Places one after another: lng/lat,lng/lat. */
const places: Field<[number, number][]> = {
  usual: [],
  write: (value) => value.map(([lng, lat]) => `${round(lng)}/${round(lat)}`).join(','),
  read: (given) => given.split(',').map((one) => one.split('/').map(Number)).filter(isPlace).slice(0, 200),
}

const round = (degrees: number) => Number(degrees.toFixed(7))

function isPlace(given: number[]): given is [number, number] {
  const [lng = NaN, lat = NaN] = given
  return given.length === 2 && Math.abs(lng) <= 180 && Math.abs(lat) <= 90
}

export const viewFields = {
  /** Kinds of facility switched off in the legend. */
  hidden: list(kind),
  /** Path of an archive of tiles shown in place of the server's, /archives/NAME.pmtiles; '' is none. */
  archive: text(/^\/archives\/[\w-]+\.pmtiles$/),
  /** The second day, beside the first under a divider; '' is none. */
  second: text(day),
  /** Where the divider stands, percent from the left; 0 is the middle. */
  divider: number(100),
  table: word(tables, ''),
  tool: word(tools, ''),
  /** The corners of what is measured. */
  corners: places,
  /** Opacity of layers in percent, where it is not the usual one. */
  opacities,
}
