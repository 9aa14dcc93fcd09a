// A plan's edits as a list that can be changed, and in words: pure functions.
import type { Code, Edit, Order } from '../api/changes'

/** Where an edit stands: which order, which of its changes, and its number over all from 1. */
export interface Place {
  order: number
  index: number
  number: number
}

export interface Listed extends Place {
  edit: Edit
}

/** All edits of a plan in order. */
export function listed(orders: readonly Order[]): Listed[] {
  let number = 0
  return orders.flatMap((o, order) => o.changes.map((edit, index) => ({ order, index, number: ++number, edit })))
}

/** Orders with edits behind the last; a first order is begun where there is none. */
export function added(orders: readonly Order[], edits: readonly Edit[], begin: Order): Order[] {
  const before = orders.length > 0 ? orders : [begin]
  return before.map((o, i) => (i === before.length - 1 ? { ...o, changes: [...o.changes, ...edits] } : o))
}

export function without(orders: readonly Order[], numbers: ReadonlySet<number>): Order[] {
  let number = 0
  return orders.map((o) => ({ ...o, changes: o.changes.filter(() => !numbers.has(++number)) }))
}

/** Orders with an edit one place up (-1) or down (1), over the border of an order too. */
export function shifted(orders: readonly Order[], at: Place, by: -1 | 1): Order[] {
  const next = orders.map((o) => ({ ...o, changes: [...o.changes] }))
  const [edit] = next[at.order]?.changes.splice(at.index, 1) ?? []
  if (!edit) return [...orders]
  const beyond = by < 0 ? at.index === 0 : at.index === next[at.order]?.changes.length
  const order = beyond ? at.order + by : at.order
  const target = next[order]?.changes
  if (!target) return [...orders]
  target.splice(!beyond ? at.index + by : by < 0 ? target.length : 0, 0, edit)
  return next
}

/** What the server keeps: an order without changes is none. */
export function kept(orders: readonly Order[]): Order[] {
  return orders.filter((o) => o.changes.length > 0)
}

const written = (edit: Edit): string => JSON.stringify(edit, Object.keys(flat(edit)).sort())

/** All member names of a value, at any depth. */
function flat(value: unknown, names: Record<string, true> = {}): Record<string, true> {
  if (Array.isArray(value)) for (const one of value) flat(one, names)
  else if (value !== null && typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      names[name] = true
      flat(inner, names)
    }
  }
  return names
}

/** The edits of one list that another has not, each counted. */
export function beyond(orders: readonly Order[], others: readonly Order[]): Edit[] {
  const known = new Map<string, number>()
  for (const { edit } of listed(others)) known.set(written(edit), (known.get(written(edit)) ?? 0) + 1)
  return listed(orders).flatMap(({ edit }) => {
    const left = known.get(written(edit)) ?? 0
    known.set(written(edit), left - 1)
    return left > 0 ? [] : [edit]
  })
}

/** Reports whether two lists of orders say the same. */
export function sameOrders(a: readonly Order[], b: readonly Order[]): boolean {
  const heads = (all: readonly Order[]) => JSON.stringify(kept(all).map((o) => [o.title ?? '', o.document ?? '', o.approved ?? '', o.effective, o.changes.length]))
  return heads(a) === heads(b) && beyond(a, b).length === 0 && beyond(b, a).length === 0 && listed(a).every(({ edit }, i) => written(edit) === written(listed(b)[i]?.edit ?? edit))
}

/** What I changed since a common list, put on top of theirs: my new edits behind, what I took out taken out. */
export function rebased(base: readonly Order[], mine: readonly Order[], theirs: readonly Order[]): Order[] {
  const removed = beyond(base, mine).map(written)
  const left = theirs.map((o) => ({
    ...o,
    changes: o.changes.filter((edit) => {
      const at = removed.indexOf(written(edit))
      if (at >= 0) removed.splice(at, 1)
      return at < 0
    }),
  }))
  const head = mine.at(-1)
  return head ? added(left, beyond(mine, base), { ...head, changes: [] }) : left
}

/** The parts of an edit that its sentence names: who, and into what; urban and rural are keys of words. */
export interface Parts {
  kind: string
  from: string[]
  into: string[]
}

/** An edit's parts, units by what name says of their code. */
export function partsOf(edit: Edit, name: (code: Code) => string): Parts {
  const names = (codes: readonly Code[] | undefined) => (codes ?? []).map(name)
  switch (edit.kind) {
    case 'merge':
      return { kind: 'merge', from: names(edit.from), into: [edit.into.name] }
    case 'absorb':
      return { kind: 'absorb', from: names(edit.from), into: [name(edit.into)] }
    case 'split':
      return { kind: 'split', from: [name(edit.from)], into: edit.into.map((p) => p.name ?? name(p.to ?? '')) }
    case 'transfer':
      return edit.units ? { kind: 'transfer', from: names(edit.units), into: [name(edit.to)] } : { kind: 'piece', from: [name(edit.from ?? '')], into: [name(edit.to)] }
    case 'rename':
      return { kind: 'rename', from: [name(edit.unit)], into: [edit.name] }
    case 'recode':
      return { kind: 'recode', from: [name(edit.unit)], into: [edit.code] }
    case 'retype':
      return { kind: 'retype', from: [name(edit.unit)], into: [edit.type] }
    case 'classify':
      return { kind: 'classify', from: [name(edit.unit)], into: [edit.tier ?? '', edit.urban === undefined ? '' : edit.urban ? 'urban' : 'rural'].filter(Boolean) }
    case 'border':
      return { kind: 'border', from: names(edit.between), into: [] }
    case 'revert':
      return { kind: 'revert', from: [], into: [String(edit.change)] }
  }
}

/** Codes that edits give to units: names for them, and codes that are no longer free. */
export function given(orders: readonly Order[]): Map<Code, string> {
  const codes = new Map<Code, string>()
  for (const { edit } of listed(orders)) {
    if (edit.kind === 'merge') codes.set(edit.into.code, edit.into.name)
    else if (edit.kind === 'split') for (const p of edit.into) if (p.code && p.name) codes.set(p.code, p.name)
    if (edit.kind === 'recode' || (edit.kind === 'retype' && edit.code)) codes.set(edit.code ?? '', codes.get(edit.unit) ?? '')
  }
  return codes
}
