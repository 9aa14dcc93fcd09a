// The address bar's half of the page: everything a link must restore.
import type { By, Scope } from '../api/coverage'
import type { Paper } from '../api/sheets'

export const modes = ['view', 'coverage', 'maps', 'import'] as const
export type Mode = (typeof modes)[number]

/** What the map colours townships by in coverage mode. */
export type Shade = 'reach' | 'share'

/** Where the map looks: the centre in degrees and the zoom. */
export interface Look {
  lng: number
  lat: number
  zoom: number
}

export interface Address {
  county: string
  /** The day, YYYY-MM-DD; '' is the newest state. */
  at: string
  mode: Mode
  /** null: fit the county. */
  look: Look | null
  /** Code of the unit shown in the inspector; '' is none. */
  unit: string
  /** Id of the facility shown in the inspector; '' is none. */
  facility: string
  kinds: string[]
  /** Metres; 0: the default of the kinds. */
  radius: number
  scope: Scope
  /** The people group that the big figure and the bars show. */
  age: string
  by: By
  shade: Shade
  /** Kinds of facility switched off in the legend. */
  hidden: string[]
  paper: Paper
  /** Path of an archive of tiles shown in place of the server's, /archives/NAME.pmtiles; '' is none. */
  archive: string
}

export const start: Address = {
  county: '',
  at: '',
  mode: 'view',
  look: null,
  unit: '',
  facility: '',
  kinds: [],
  radius: 0,
  scope: 'all',
  age: 'all',
  by: 'township',
  shade: 'reach',
  hidden: [],
  paper: 'A3',
  archive: '',
}

/** Writes an address as a hash without #, only what differs from the start. */
export function formatAddress(a: Address): string {
  const parts: [string, string][] = []
  const put = (name: string, value: string, usual = '') => {
    if (value !== usual) parts.push([name, value])
  }
  put('county', a.county)
  put('at', a.at)
  put('mode', a.mode, start.mode)
  if (a.look) put('map', formatLook(a.look))
  put('unit', a.unit)
  put('facility', a.facility)
  put('kinds', a.kinds.join(','))
  put('radius', a.radius > 0 ? String(a.radius) : '')
  put('scope', a.scope, start.scope)
  put('people', a.age, start.age)
  put('by', a.by, start.by)
  put('shade', a.shade, start.shade)
  put('hidden', a.hidden.join(','))
  put('paper', a.paper, start.paper)
  put('archive', a.archive)
  return parts.map(([name, value]) => `${name}=${encode(value)}`).join('&')
}

/** Reads a hash, with or without #. What it does not understand keeps its start. */
export function parseAddress(hash: string): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const text = (name: string) => given.get(name) ?? ''
  const list = (name: string) => text(name).split(',').filter((s) => /^[A-Z0-9_]+$/.test(s))
  return {
    county: /^\d{6}$/.test(text('county')) ? text('county') : '',
    at: /^\d{4}-\d{2}-\d{2}$/.test(text('at')) ? text('at') : '',
    mode: oneOf(modes, text('mode'), start.mode),
    look: parseLook(text('map')),
    unit: /^\d{6,12}$/.test(text('unit')) ? text('unit') : '',
    facility: /^\d+$/.test(text('facility')) ? text('facility') : '',
    kinds: list('kinds'),
    radius: metres(text('radius')),
    scope: oneOf(['all', 'urban', 'rural'] as const, text('scope'), start.scope),
    age: /^(all|\d+\+)$/.test(text('people')) ? text('people') : start.age,
    by: oneOf(['township', 'village'] as const, text('by'), start.by),
    shade: oneOf(['reach', 'share'] as const, text('shade'), start.shade),
    hidden: list('hidden'),
    paper: oneOf(['A4', 'A3', 'A2', 'A1', 'A0', '对开', '全开'] as const, text('paper'), start.paper),
    archive: /^\/archives\/[\w-]+\.pmtiles$/.test(text('archive')) ? text('archive') : '',
  }
}

function formatLook({ zoom, lat, lng }: Look): string {
  return `${zoom.toFixed(2)}/${lat.toFixed(5)}/${lng.toFixed(5)}`
}

function parseLook(text: string): Look | null {
  const [zoom, lat, lng] = text.split('/').map(Number)
  if (zoom === undefined || lat === undefined || lng === undefined) return null
  const inside = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180
  return inside ? { zoom, lat, lng } : null
}

function metres(text: string): number {
  const n = Number(text)
  return Number.isFinite(n) && n > 0 && n <= 100_000 ? n : 0
}

function oneOf<const T extends string>(all: readonly T[], value: string, usual: T): T {
  return all.find((v) => v === value) ?? usual
}

/** As encodeURIComponent, but readable where a hash allows it. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%2C', ',')
}
