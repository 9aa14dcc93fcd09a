import { describe, expect, it } from 'vitest'
import type { Mending, Piece } from '../src/api/imports'
import { area, decided, same, share, stale, width } from '../src/import/repair/choices'

const piece = (name: string, kind: string): Piece => ({ piece: name, kind, place: [0, 0], bbox: [0, 0, 1, 1], width_m: 1, area_m2: 1, units: [], choice: '', rule: false, to: '' })
const mending = (gaps: number, ...pieces: Piece[]): Mending => ({ tangled: false, narrow_m: 0, gaps, overlaps: 0, given: 0, left: gaps, pieces, units: [] })

describe('choices about gaps and overlaps', () => {
  it('are the same whatever their order, and none are as good as empty ones', () => {
    expect(same(undefined, { narrow_m: 0, pieces: {} })).toBe(true)
    expect(same({ pieces: { a: '1', b: '2' } }, { narrow_m: 0, pieces: { b: '2', a: '1' } })).toBe(true)
    expect(same({ narrow_m: 5 }, { narrow_m: 6 })).toBe(false)
  })
  it('are made one by one and taken back', () => {
    const one = decided({ narrow_m: 2 }, 'gap-a', 'longest')
    expect(one).toEqual({ narrow_m: 2, pieces: { 'gap-a': 'longest' } })
    expect(decided(one, 'gap-a', '')).toEqual({ narrow_m: 2, pieces: {} })
    expect(one.pieces).toEqual({ 'gap-a': 'longest' })
  })
  it('about pieces that are gone are known, where all pieces are listed', () => {
    const choices = { pieces: { 'gap-a': 'leave', 'gap-b': 'leave' } }
    expect(stale(choices, mending(1, piece('gap-a', 'sliver_gap')))).toEqual(['gap-b'])
    expect(stale(choices, mending(2, piece('gap-a', 'sliver_gap')))).toEqual([])
    expect(stale(choices, null)).toEqual([])
  })
  it('name small figures', () => {
    expect([area(1234.56, 'zh-CN'), area(0.0043, 'en'), area(0, 'en'), width(0.349, 'zh-CN'), share(0.0000123, 'zh-CN')]).toEqual(['1,234.6 m²', '0.004 m²', '0 m²', '0.35 m', '0.0012%'])
  })
})
