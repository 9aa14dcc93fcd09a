// Counties, and the days on which something changed in one.
import { get } from './http'

export interface County {
  code: string
  name: string
  /** Made by the demo: every screen says so. */
  fiction: boolean
  /** West, south, east, north in degrees, where the county has a shape. */
  bbox?: [number, number, number, number]
  /** Rises with every write; said where there are few counties. */
  version?: number
}

/** A day on which something changed: what, and at which level for divisions. */
export interface Change {
  day: string
  what: 'divisions' | 'facilities' | 'people' | 'zones' | string
  level?: string
  opened?: number
  closed?: number
}

export async function counties(signal?: AbortSignal): Promise<County[]> {
  const all = (await get<{ counties: County[] }>('/v1/counties', {}, signal)).counties
  return all.map((c) => ({ ...c, name: c.name || c.code })) // a county known by its townships only has no name yet
}

export async function days(county: string, signal?: AbortSignal): Promise<Change[]> {
  return (await get<{ days: Change[] }>('/v1/days', { county }, signal)).days
}
