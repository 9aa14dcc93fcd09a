import { describe, expect, it } from 'vitest'
import type { Edit, Order } from '../src/api/changes'
import type { ChangedUnit, Preview, StandingUnit } from '../src/api/plans'
import type { UnitFacts } from '../src/api/units'
import { steps } from '../src/redistrict/difference'
import { added, beyond, kept, listed, partsOf, rebased, sameOrders, shifted, without } from '../src/redistrict/edits'
import { editsOf, fresh, isCode, offers } from '../src/redistrict/forms'

const facts = (code: string, level: 'township' | 'village', parent: string): UnitFacts => ({
  id: Number(code.slice(-3)), code, name: `单位${code.slice(-3)}`, type: level === 'village' ? '村' : '镇', level, parent, urban: false, from: null, to: null, area_m2: 1, people: { all: 1 },
})
const [a, b] = [facts('990101100200', 'village', '990101100'), facts('990101100201', 'village', '990101100')]
const town = facts('990101100', 'township', '990101')
const rename = (n: number): Edit => ({ kind: 'rename', unit: a.code, name: `名${n}` })
const order = (...changes: Edit[]): Order => ({ county: '990101', effective: '2021-01-01', changes })

describe('what is offered', () => {
  it('follows from what is chosen and drawn', () => {
    expect(offers([], null)).toEqual([])
    expect(offers([a, b], null)).toEqual(['merge', 'absorb', 'transfer'])
    expect(offers([town, facts('990101101', 'township', '990101')], null)).toEqual(['merge', 'absorb'])
    expect(offers([town], null)).toContain('split')
    expect(offers([a], null)).not.toContain('split')
    expect(offers([a], { kind: 'split', from: a.code, cut: { type: 'LineString', coordinates: [] }, sides: [] })[0]).toBe('split')
  })
})

describe('a form', () => {
  it('comes to no edit while something is missing', () => {
    expect(editsOf('merge', [a, b], { ...fresh(), name: '和村', type: '村' }, null, [])).toBeNull()
    expect(editsOf('merge', [a, b], { ...fresh(), name: '和村', type: '村', code: '990101999210' }, null, [])).toBeNull()
    expect(editsOf('rename', [a], { ...fresh(), name: a.name }, null, [])).toBeNull()
  })
  it('comes to the change that the server knows', () => {
    expect(editsOf('merge', [a, b], { ...fresh(), name: ' 和村 ', type: '村', code: '990101100210' }, null, [])).toEqual([
      { kind: 'merge', from: [a.code, b.code], into: { code: '990101100210', name: '和村', type: '村' } },
    ])
    expect(editsOf('absorb', [a, b], { ...fresh(), to: b.code }, null, [])).toEqual([{ kind: 'absorb', from: [a.code], into: b.code }])
  })
  it('dissolves a township village by village', () => {
    const f = { ...fresh(), to: '990101101', goes: { [a.code]: '990101102' } }
    expect(editsOf('dissolve', [town], f, null, [a, b])).toEqual([
      { kind: 'transfer', units: [a.code], to: '990101102' },
      { kind: 'absorb', from: [town.code], into: '990101101' },
    ])
  })
  it('splits a township by giving villages to each part', () => {
    const made = { what: 'new' as const, name: '新镇', type: '镇', code: '990101103', to: '' }
    const f = { ...fresh(), out: [b.code], fates: [fresh().fates[0]!, made] }
    expect(editsOf('split', [town], f, null, [a, b])).toEqual([
      { kind: 'split', from: town.code, into: [{ code: town.code, name: town.name, type: '镇', units: [a.code] }, { code: '990101103', name: '新镇', type: '镇', units: [b.code] }] },
    ])
  })
  it('knows codes by level and parent', () => {
    expect(isCode('990101100210', 'village', '990101100')).toBe(true)
    expect(isCode('99010110021', 'village', '990101100')).toBe(false)
    expect(isCode('99010110x', 'township', '990101')).toBe(false)
  })
})

describe('a list of edits', () => {
  const orders = [order(rename(1), rename(2)), order(rename(3))]
  it('numbers them over all documents', () => {
    expect(listed(orders).map((e) => e.number)).toEqual([1, 2, 3])
    expect(kept(without(orders, new Set([3])))).toEqual([orders[0]])
    expect(added([], [rename(1)], order())).toEqual([order(rename(1))])
  })
  it('moves one over the border of a document', () => {
    expect(shifted(orders, { order: 1, index: 0, number: 3 }, -1)).toEqual([order(rename(1), rename(2), rename(3)), order()])
    expect(shifted(orders, { order: 0, index: 0, number: 1 }, 1)).toEqual([order(rename(2), rename(1)), order(rename(3))])
    expect(shifted(orders, { order: 0, index: 0, number: 1 }, -1)).toEqual(orders)
  })
  it('is put on top of somebody else\'s', () => {
    const [base, mine, theirs] = [[order(rename(1), rename(2))], [order(rename(2), rename(3))], [order(rename(1), rename(2), rename(4))]]
    expect(rebased(base, mine, theirs)).toEqual([order(rename(2), rename(4), rename(3))])
    expect(beyond(mine, base)).toEqual([rename(3)])
    expect(sameOrders(base, structuredClone(base))).toBe(true)
    expect(sameOrders(base, mine)).toBe(false)
  })
  it('is told by names', () => {
    expect(partsOf({ kind: 'absorb', from: [a.code], into: b.code }, (c) => c.slice(-3))).toEqual({ kind: 'absorb', from: ['200'], into: ['201'] })
  })
})

describe('what an edit adds', () => {
  const unit = (id: number, code: string, people = 1): StandingUnit => ({ id, code, name: code, level: 'village', type: '村', parent: '1', area_m2: 1, people })
  const changed = (u: StandingUnit, was: StandingUnit | null = null): ChangedUnit => ({ ...u, was })
  const preview = (list: ChangedUnit[], gone: StandingUnit[] = []): Preview => ({
    fits: true, problems: [], effective: '', versions: {}, before: [], after: [], lineage: [], warnings: [], moved_groups: 0, changed: list, gone,
  })
  it('leaves out what earlier edits did', () => {
    const before = preview([changed(unit(-1, '10'))], [unit(1, '1'), unit(2, '2')])
    const after = preview([changed(unit(-2, '10')), changed(unit(3, '3', 5), unit(3, '3'))], [unit(1, '1'), unit(2, '2')])
    expect(steps(before, after)).toEqual([{ was: unit(3, '3'), is: changed(unit(3, '3', 5), unit(3, '3')) }])
  })
  it('tells what an earlier edit made and this one uses up', () => {
    const before = preview([changed(unit(-1, '10'))], [unit(1, '1')])
    const after = preview([changed(unit(-2, '11'))], [unit(1, '1')])
    expect(steps(before, after).map((s) => [s.was?.code, s.is?.code])).toEqual([['10', undefined], [undefined, '11']])
  })
})
