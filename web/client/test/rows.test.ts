import { describe, expect, it } from 'vitest'
import { arranged, inView, type Row } from '../src/view/rows'
import { readPlace } from '../src/view/coordinates'
import { faded } from '../src/map/opacity'
import { differing, fieldsOf } from '../src/view/clash'
import { dayBefore, origins, outcomes } from '../src/view/strands'

const rows: Row[] = [
  { key: 'b', values: ['西龙镇', 20] },
  { key: 'a', values: ['高台乡', 3] },
  { key: 'c', values: ['青竹街道', 100] },
]

describe('rows', () => {
  it('are in order of a column, Chinese by its sound', () => {
    expect(arranged(rows, '', 0, false).map((r) => r.key)).toEqual(['a', 'c', 'b'])
    expect(arranged(rows, '', 1, true).map((r) => r.key)).toEqual(['c', 'b', 'a'])
  })
  it('are those that hold the text', () => expect(arranged(rows, ' 龙 ', 0, false).map((r) => r.key)).toEqual(['b']))
  it.each([
    [600, 0, 300, [0, 18]],
    [600, 3000, 300, [92, 118]],
    [5, 0, 300, [0, 5]],
    [0, 0, 300, [0, 0]],
    [5, 3000, 300, [5, 5]],
  ])('of %d, those in a window at %d are made', (count, top, height, wanted) => {
    expect(inView(count, top, height, 30)).toEqual(wanted)
  })
})

it.each([
  ['103.84, 29.83', [103.84, 29.83]],
  ['29.83，103.84', [103.84, 29.83]],
  ['103.84°E 29.83°N', [103.84, 29.83]],
  ['103.84', null],
  ['a, b', null],
  ['200, 10, 3', null],
])('the coordinates %s', (text, place) => expect(readPlace(text)).toEqual(place))

describe('a faded layer', () => {
  it('has a share of what the style says', () => {
    const fill = { id: 'f', type: 'fill', source: 's', paint: { 'fill-opacity': 0.5 } } as const
    expect(faded(fill, 0.4)).toEqual({ 'fill-opacity': 0.2 })
    expect(faded({ ...fill, paint: {} }, 0.4)).toEqual({ 'fill-opacity': 0.4 })
  })
  it('keeps curves over the zoom on top', () => {
    const curve = ['interpolate', ['linear'], ['zoom'], 8, 0.5, 12, 1]
    expect(faded({ id: 'l', type: 'line', source: 's', paint: { 'line-opacity': curve as never } }, 0.5)).toEqual({ 'line-opacity': ['interpolate', ['linear'], ['zoom'], 8, 0.25, 12, 0.5] })
  })
})

it('of two who write one facility, only what both changed is told', () => {
  const opened = { ...fieldsOf(null), name: '甲', ref: '1' }
  const clashes = differing(opened, { ...opened, name: '乙', ref: '2', state: '停用' }, { ...opened, name: '丙', ref: '2' })
  expect(clashes.map((c) => [c.field, c.theirs, c.yours])).toEqual([['name', '乙', '丙'], ['state', '停用', '运营']])
})

describe('lineage', () => {
  const strand = (from: string, to: string, day: string) => ({ from, from_name: from, to, to_name: to, kind: 'merge', day, share_people: 1, share_area: 1 })
  const strands = [strand('a', 'c', '2005-01-01'), strand('b', 'c', '2005-01-01'), strand('c', 'e', '2020-01-01'), strand('d', 'e', '2020-01-01')]
  it('tells what a unit came from, the latest first', () => {
    expect(origins(strands, '').map((e) => [e.day, e.code, e.strands.length])).toEqual([['2020-01-01', 'e', 2], ['2005-01-01', 'c', 2]])
  })
  it('tells what became of it after the day', () => {
    expect(outcomes(strands, '2010-01-01').map((e) => [e.day, e.code])).toEqual([['2020-01-01', 'c'], ['2020-01-01', 'd']])
    expect(outcomes(strands, '')).toEqual([])
  })
  it('goes back to the day before', () => expect(dayBefore(['2004-01-01', '2005-01-01', '2020-01-01'], '2005-01-01')).toBe('2004-01-01'))
})
