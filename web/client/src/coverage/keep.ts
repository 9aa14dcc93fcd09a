// Writing an assumption as a fact.
import { call } from '../api/http'
import type { WhatIf } from './whatif'

export interface Keeping {
  county: string
  /** The county's version that the planner has seen: another one is a conflict. */
  version: number
  /** Of a new facility. */
  name: string
  /** The day from which it holds. */
  from: string
}

/** Writes an assumption through the facilities of the interface. */
export async function keep(w: WhatIf, { county, version, name, from }: Keeping): Promise<void> {
  const seen = { 'If-Match': `"${version}"` }
  if (w.does === 'add') {
    const [lon, lat] = w.place
    await call('POST', '/v1/facilities', { county, kind: w.kind, name, lon, lat, state: '运营', opened: from, from }, seen)
    return
  }
  const path = `/v1/facilities/${w.id}?county=${county}`
  if (w.does === 'close') await call('PATCH', path, { state: '停用', from }, seen)
  else await call('PATCH', path, { lon: w.place[0], lat: w.place[1], from }, seen)
}
