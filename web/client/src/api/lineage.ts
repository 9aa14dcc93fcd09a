// Where units came from and what became of them.
import { get } from './http'

/** A piece of a unit that went into another on a day; codes and names as they were and are. */
export interface Strand {
  from: string
  from_name: string
  to: string
  to_name: string
  kind: string
  day: string
  /** Of the former unit's people and area, 0 to 1. */
  share_people: number
  share_area: number
  /** Number of the change. */
  change?: number
  inferred?: boolean
  confidence?: number
}

export function lineage(id: number, county: string, signal?: AbortSignal): Promise<Strand[]> {
  return get<Strand[]>(`/v1/units/${id}/lineage`, { county }, signal)
}
