// What of redistricting stands in the address. The plan holds in every mode: map, units and
// coverage show the county as the plan would have it.
import { called, id, text } from '../state/fields'

export const panes = ['edit', 'compare', 'publish'] as const
export type Pane = (typeof panes)[number]

export const redistrictFields = {
  /** Number of the plan; '' is none: the county as it is. */
  plan: text(id),
  /** What of the plan is on show. */
  pane: called('part', { ...text(/^(edit|compare|publish)$/), usual: 'edit' }),
  /** What the plan is compared with: another plan's number; '' is the county as it is. */
  beside: called('with', text(id)),
}
