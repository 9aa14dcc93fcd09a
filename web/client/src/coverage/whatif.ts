// What if: facilities that are assumed to be there, to stand elsewhere, or to be no more.
import type { Question } from '../api/coverage'
import type { Place } from '../map/find'
import type { Field } from '../state/fields'

export type WhatIf =
  | { does: 'add'; kind: string; place: Place }
  | { does: 'move'; id: number; place: Place }
  | { does: 'close'; id: number }

/** A place on the grid that a link can name: 1e-5 degrees, about a metre. */
export function onGrid([lng, lat]: Place): Place {
  return [Math.round(lng * 1e5) / 1e5, Math.round(lat * 1e5) / 1e5]
}

const earth = 6_371_008.8 // metres, the mean radius

/** A place some metres farther east and north, on the grid; for steps of a few metres to kilometres. */
export function stepped([lng, lat]: Place, east: number, north: number): Place {
  const degree = (earth * Math.PI) / 180
  return onGrid([lng + east / (degree * Math.cos((lat * Math.PI) / 180)), lat + north / degree])
}

/** Metres of an arrow key where a pixel is so many: a round number of about ten pixels. */
export function stepAt(metresAPixel: number): number {
  const wanted = 10 * metresAPixel
  const ten = 10 ** Math.floor(Math.log10(wanted))
  return Math.max(10, ten * (wanted < 2 * ten ? 1 : wanted < 5 * ten ? 2 : 5))
}

/** What a question says of assumptions; nothing of none. */
export function assumed(list: readonly WhatIf[]): Pick<Question, 'add' | 'move' | 'close'> {
  const add = list.flatMap((w) => (w.does === 'add' ? [{ kind: w.kind, lon: w.place[0], lat: w.place[1] }] : []))
  const move = list.flatMap((w) => (w.does === 'move' ? [{ id: w.id, lon: w.place[0], lat: w.place[1] }] : []))
  const close = list.flatMap((w) => (w.does === 'close' ? [w.id] : []))
  return { ...(add.length > 0 && { add }), ...(move.length > 0 && { move }), ...(close.length > 0 && { close }) }
}

/** A list with one assumption more; what was assumed of the same facility gives way. */
export function withOne(list: readonly WhatIf[], one: WhatIf): WhatIf[] {
  const others = one.does === 'add' ? list : list.filter((w) => w.does === 'add' || w.id !== one.id)
  return [...others, one]
}

/** A list in which the assumption at an index has another place. */
export function replaced(list: readonly WhatIf[], index: number, place: Place): WhatIf[] {
  return list.map((w, i) => (i === index && w.does !== 'close' ? { ...w, place: onGrid(place) } : w))
}

// In the address: a.KIND.X.Y, m.ID.X.Y, c.ID, where X and Y are 1e-5 degrees to the base 36.
const figure = (n: number) => Math.round(n * 1e5).toString(36)
const degrees = (text: string) => Number.parseInt(text, 36) / 1e5

function written(w: WhatIf): string {
  switch (w.does) {
    case 'add':
      return `a.${w.kind}.${w.place.map(figure).join('.')}`
    case 'move':
      return `m.${w.id}.${w.place.map(figure).join('.')}`
    case 'close':
      return `c.${w.id}`
  }
}

const form = /^(?:a\.([A-Z0-9_]+)|m\.(\d+))\.(-?[0-9a-z]{1,6})\.(-?[0-9a-z]{1,6})$|^c\.(\d+)$/

function readOne(text: string): WhatIf[] {
  const found = form.exec(text)
  if (!found) return []
  const [, kind, moved, x = '', y = '', closed] = found
  if (closed !== undefined) return [{ does: 'close', id: Number(closed) }]
  const place: Place = [degrees(x), degrees(y)]
  if (Math.abs(place[0]) > 180 || Math.abs(place[1]) > 90) return []
  return kind !== undefined ? [{ does: 'add', kind, place }] : [{ does: 'move', id: Number(moved), place }]
}

export const whatIfField: Field<WhatIf[]> = {
  usual: [],
  called: 'if',
  write: (list) => list.map(written).join(','),
  read: (text) => text.split(',').flatMap(readOne),
}
