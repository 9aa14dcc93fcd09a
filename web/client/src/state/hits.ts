// Going to what a search found.
import type { Hit } from '../api/units'
import { page } from './page.svelte'

/** Shows a hit in the inspector, on a day on which it was there. */
export function go(hit: Hit): void {
  const at = dayFor(hit, page.address.at)
  if (hit.kind === 'facility') page.go({ mode: 'view', at, unit: '', facility: String(hit.id) })
  else page.go({ mode: 'view', at, unit: hit.code ?? '', facility: '' })
}

/** The present day where the hit is there then, else the day from which it was. */
export function dayFor(hit: Pick<Hit, 'from' | 'to'>, at: string): string {
  const { from = '', to = '' } = hit
  const began = at === '' || from <= at
  const lasts = to === '' || (at !== '' && at < to)
  return began && lasts ? at : from
}
