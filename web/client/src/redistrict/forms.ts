// Which changes fit what is chosen and drawn, and the edits that a filled-in form comes to:
// pure functions.
import type { Code, Edit, Part } from '../api/changes'
import type { UnitFacts } from '../api/units'
import type { Shape } from './drawn.svelte'

export const forms = ['merge', 'absorb', 'transfer', 'split', 'piece', 'border', 'rename', 'retype', 'recode', 'classify', 'dissolve'] as const
export type Form = (typeof forms)[number]

/** What becomes of one part of a split. */
export interface Fate {
  what: 'keep' | 'new' | 'to'
  name: string
  type: string
  code: Code
  to: Code
}

/** The fields of all forms. */
export interface Filled {
  name: string
  type: string
  code: Code
  to: Code
  urban: '' | 'yes' | 'no'
  tier: string
  fates: Fate[]
  /** Villages that a split of a township gives to the new unit. */
  out: Code[]
  /** Where villages of a dissolved township go, where that is not `to`. */
  goes: Record<Code, Code>
}

export const freshFate = (what: Fate['what']): Fate => ({ what, name: '', type: '', code: '', to: '' })

export const fresh = (): Filled => ({
  name: '', type: '', code: '', to: '', urban: '', tier: '', fates: [freshFate('keep'), freshFate('new')], out: [], goes: {},
})

export const townshipTypes = ['街道', '镇', '乡', '民族乡'] as const
export const villageTypes = ['社区', '村'] as const
export const typesOf = (level: string): readonly string[] => (level === 'township' ? townshipTypes : villageTypes)

/** The changes that fit: a drawing about the units chosen first. */
export function offers(units: readonly UnitFacts[], shape: Shape | null): Form[] {
  const drawn: Form[] = shape === null ? [] : [shape.kind === 'transfer' ? 'piece' : shape.kind]
  const [first] = units
  if (!first) return drawn
  const village = first.level === 'village'
  if (units.length > 1) return [...drawn, 'merge', 'absorb', ...(village ? (['transfer'] as const) : [])]
  const one: Form[] = village ? ['rename', 'transfer', 'retype', 'recode', 'classify', 'dissolve'] : ['rename', 'retype', 'recode', 'split', 'dissolve']
  return [...new Set([...drawn, ...one])]
}

/** Reports whether a code is one of a level, under a parent. */
export function isCode(code: Code, level: string, parent: Code): boolean {
  return code.length === (level === 'township' ? 9 : 12) && /^\d+$/.test(code) && code.startsWith(parent)
}

/** The edits of a form, in order; null where something is still missing. */
export function editsOf(form: Form, units: readonly UnitFacts[], f: Filled, shape: Shape | null, villages: readonly UnitFacts[]): Edit[] | null {
  const codes = units.map((u) => u.code)
  const [first] = units
  const name = f.name.trim()
  switch (form) {
    case 'merge':
      return first && units.length > 1 && name && f.type && isCode(f.code, first.level, f.to || parentOf(first))
        ? [{ kind: 'merge', from: codes, into: { code: f.code, name, type: f.type }, ...(f.to && f.to !== first.parent ? { parent: f.to } : {}) }]
        : null
    case 'absorb':
      return codes.includes(f.to) && units.length > 1 ? [{ kind: 'absorb', from: codes.filter((c) => c !== f.to), into: f.to }] : null
    case 'dissolve':
      return first && f.to ? dissolved(first, f, villages) : null
    case 'transfer':
      return units.length > 0 && f.to ? [{ kind: 'transfer', units: codes, to: f.to }] : null
    case 'rename':
      return first && name && name !== first.name ? [{ kind: 'rename', unit: first.code, name }] : null
    case 'retype':
      return first && f.type && f.type !== first.type ? [{ kind: 'retype', unit: first.code, type: f.type, ...(f.code && f.code !== first.code ? { code: f.code } : {}) }] : null
    case 'recode':
      return first && f.code !== first.code && isCode(f.code, first.level, parentOf(first)) ? [{ kind: 'recode', unit: first.code, code: f.code }] : null
    case 'classify':
      return first && (f.urban || f.tier.trim())
        ? [{ kind: 'classify', unit: first.code, ...(f.urban ? { urban: f.urban === 'yes' } : {}), ...(f.tier.trim() ? { tier: f.tier.trim() } : {}) }]
        : null
    case 'split':
      return shape?.kind === 'split' ? splitByLine(units, f, shape) : first
          ? splitByVillages(first, f, villages)
          : null
    case 'piece':
      return shape?.kind === 'transfer' && (shape.to || f.to) ? [{ kind: 'transfer', piece: shape.piece, from: shape.from, to: shape.to || f.to }] : null
    case 'border':
      return shape?.kind === 'border' ? [{ kind: 'border', between: shape.between, line: shape.line }] : null
  }
}

/** The code of the parent; a township's is its county's. */
export function parentOf(unit: UnitFacts): Code {
  return unit.parent ?? unit.code.slice(0, unit.level === 'township' ? 6 : 9)
}

function dissolved(unit: UnitFacts, f: Filled, villages: readonly UnitFacts[]): Edit[] {
  const others = new Map<Code, Code[]>()
  for (const { code } of villages) {
    const to = f.goes[code]
    if (to && to !== f.to) others.set(to, [...(others.get(to) ?? []), code])
  }
  const moved = [...others].map(([to, list]): Edit => ({ kind: 'transfer', units: list, to }))
  return [...moved, { kind: 'absorb', from: [unit.code], into: f.to }]
}

function splitByVillages(unit: UnitFacts, f: Filled, villages: readonly UnitFacts[]): Edit[] | null {
  const made = f.fates[1]
  const stay = villages.map((v) => v.code).filter((c) => !f.out.includes(c))
  if (unit.level !== 'township' || !made || !isNew(made, 'township', parentOf(unit)) || f.out.length === 0 || stay.length === 0) return null
  const { code, name, type } = unit
  return [{ kind: 'split', from: code, into: [{ code, name, type, units: stay }, { code: made.code, name: made.name.trim(), type: made.type, units: [...f.out] }] }]
}

function splitByLine(units: readonly UnitFacts[], f: Filled, shape: Extract<Shape, { kind: 'split' }>): Edit[] | null {
  const unit = units.find((u) => u.code === shape.from)
  if (!unit) return null
  const into: Part[] = []
  for (const [i, { at }] of shape.sides.entries()) {
    const fate = f.fates[i]
    if (fate?.what === 'keep') into.push({ code: unit.code, name: unit.name, type: unit.type, at })
    else if (fate?.what === 'to' && fate.to) into.push({ to: fate.to, at })
    else if (fate?.what === 'new' && isNew(fate, unit.level, parentOf(unit))) into.push({ code: fate.code, name: fate.name.trim(), type: fate.type, at })
    else return null
  }
  return into.length > 1 && f.fates.filter((x) => x.what === 'keep').length <= 1 ? [{ kind: 'split', from: unit.code, cut: shape.cut, into }] : null
}

function isNew(fate: Fate, level: string, parent: Code): boolean {
  return fate.name.trim() !== '' && fate.type !== '' && isCode(fate.code, level, parent)
}
