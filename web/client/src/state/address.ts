// The address bar's half of the page: everything a link must restore. Each mode keeps the
// table of its own members beside its panels (fields.ts of its folder).
import { boardFields } from '../board/fields'
import { coverageFields } from '../coverage/fields'
import { sitingFields } from '../coverage/siting/fields'
import { tabFields } from '../coverage/tabs'
import { redistrictFields } from '../redistrict/fields'
import { sheetFields } from '../sheets/fields'
import { viewFields } from '../view/fields'
import { code, day, id, text, word, type Field, type Values } from './fields'

export const modes = ['view', 'coverage', 'redistrict', 'maps', 'import'] as const
export type Mode = (typeof modes)[number]

/** Where the map looks: the centre in degrees and the zoom. */
export interface Look {
  lng: number
  lat: number
  zoom: number
}

const look: Field<Look | null> = { usual: null, called: 'map', write: formatLook, read: parseLook }

const fields = {
  county: text(/^\d{6}$/),
  /** The day, YYYY-MM-DD; '' is the newest state. */
  at: text(day),
  mode: word(modes, 'view'),
  /** null: fit the county. */
  look,
  /** Code of the unit shown in the inspector; '' is none. */
  unit: text(code),
  /** Id of the facility shown in the inspector; '' is none. */
  facility: text(id),
  ...coverageFields,
  ...tabFields,
  ...sitingFields,
  ...boardFields,
  ...viewFields,
  ...redistrictFields,
  ...sheetFields,
}

export type Address = Values<typeof fields>

const members = Object.entries(fields) as [keyof Address, Field<unknown>][]

export const start = Object.fromEntries(members.map(([name, { usual }]) => [name, usual])) as unknown as Address

/** Writes an address as a hash without #, only what differs from the start. */
export function formatAddress(a: Address): string {
  const parts: string[] = []
  for (const [name, field] of members) {
    const written = field.write(a[name])
    if (written !== field.write(field.usual)) parts.push(`${field.called ?? name}=${encode(written)}`)
  }
  return parts.join('&')
}

/** Reads a hash, with or without #. What it does not understand keeps its start. */
export function parseAddress(hash: string): Address {
  const given = new URLSearchParams(hash.replace(/^#/, ''))
  const read = members.map(([name, field]) => {
    const written = given.get(field.called ?? name)
    return [name, (written === null ? null : field.read(written)) ?? structuredClone(field.usual)]
  })
  return Object.fromEntries(read) as Address
}

function formatLook(at: Look | null): string {
  return at ? `${at.zoom.toFixed(2)}/${at.lat.toFixed(5)}/${at.lng.toFixed(5)}` : ''
}

function parseLook(written: string): Look | null {
  const [zoom, lat, lng] = written.split('/').map(Number)
  if (zoom === undefined || lat === undefined || lng === undefined) return null
  const inside = zoom >= 0 && zoom <= 24 && Math.abs(lat) <= 85 && Math.abs(lng) <= 180
  return inside ? { zoom, lat, lng } : null
}

/** As encodeURIComponent, but readable where a hash allows it. */
function encode(value: string): string {
  return encodeURIComponent(value).replaceAll('%2F', '/').replaceAll('%2C', ',')
}
