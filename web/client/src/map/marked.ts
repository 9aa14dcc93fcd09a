// Units that changed between two days, on the side of one of them.
import type { UnitFeature } from '../api/units'
import { belowPoints, features, layer, put } from './drawing'
import type { Draw } from './stage.svelte'

/** Marks townships by a band, villages by a tint; those that ended are dashed. */
export function markedOf(townships: readonly UnitFeature[], villages: readonly UnitFeature[], ended: boolean): Draw {
  return (map, colours) => {
    put(map, 'marked-villages', features(...villages.map((u) => u.geometry)))
    put(map, 'marked-townships', features(...townships.map((u) => u.geometry)))
    const colour = ended ? colours.gap : colours.choice
    const dash = ended ? { 'line-dasharray': [2, 1.5] } : {}
    layer(map, belowPoints, { id: 'marked-tint', type: 'fill', source: 'marked-villages', paint: { 'fill-color': colour, 'fill-opacity': 0.14 } })
    layer(map, belowPoints, { id: 'marked-village', type: 'line', source: 'marked-villages', paint: { 'line-color': colour, 'line-width': 1, ...dash } })
    layer(map, belowPoints, { id: 'marked-township', type: 'line', source: 'marked-townships', paint: { 'line-color': colour, 'line-width': 2.5, ...dash } })
  }
}
