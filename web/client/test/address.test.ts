import { describe, expect, it } from 'vitest'
import { formatAddress, parseAddress, start, type Address } from '../src/state/address'

const full: Address = {
  county: '511425',
  at: '2020-06-30',
  mode: 'coverage',
  look: { zoom: 12.35, lat: 29.83123, lng: 103.84321 },
  unit: '511425001003',
  facility: '17',
  kinds: ['ELD_COMMUNITY', 'ELD_RURAL_SUB'],
  radius: 1500,
  scope: 'rural',
  age: '60+',
  by: 'village',
  shade: 'share',
  tab: 'sites',
  hidden: ['TOMB_KEYAREA'],
  paper: '对开',
  archive: '/archives/990101-2020-06-30-0123456789ab.pmtiles',
}

describe('an address', () => {
  it('comes back whole from what it was written as', () => {
    expect(parseAddress('#' + formatAddress(full))).toEqual(full)
  })
  it('is empty at the start', () => {
    expect(formatAddress(start)).toBe('')
    expect(parseAddress('')).toEqual(start)
  })
  it('is readable', () => {
    expect(formatAddress({ ...start, county: '511425', look: full.look, kinds: full.kinds })).toBe(
      'county=511425&map=12.35/29.83123/103.84321&kinds=ELD_COMMUNITY,ELD_RURAL_SUB',
    )
  })
  it.each([
    ['county=51142', 'county', ''],
    ['at=2020-6-30', 'at', ''],
    ['at=<script>', 'at', ''],
    ['mode=redistrict', 'mode', 'view'],
    ['map=99/0/0', 'look', null],
    ['map=a/b/c', 'look', null],
    ['map=5/30', 'look', null],
    ['radius=-5', 'radius', 0],
    ['radius=NaN', 'radius', 0],
    ['radius=1e9', 'radius', 0],
    ['kinds=ELD_COMMUNITY,<b>,', 'kinds', ['ELD_COMMUNITY']],
    ['people=60%2B', 'age', '60+'],
    ['people=old', 'age', 'all'],
    ['paper=A9', 'paper', 'A3'],
    ['unit=511425001', 'unit', '511425001'],
    ['unit=x', 'unit', ''],
  ] as const)('reads %s as %s = %j', (hash, name, value) => {
    expect(parseAddress(hash)[name]).toEqual(value)
  })
})
