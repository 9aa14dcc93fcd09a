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
  reach: 'walk',
  radius: 1500,
  minutes: 20,
  area: ['511425001', '511425100'],
  areaName: '西山片区',
  neighbours: true,
  tiers: true,
  whatIf: [
    { does: 'add', kind: 'ELD_HOME', place: [103.84512, 29.83312] },
    { does: 'close', id: 9 },
  ],
  pinned: 'kinds=ELD_HOME&radius=500&areaname=%E8%A5%BF',
  before: '2019-10-31',
  scope: 'rural',
  age: '60+',
  by: 'village',
  shade: 'share',
  plan: '3',
  pane: 'compare',
  beside: '4',
  tab: 'sites',
  objective: 'all-covered',
  sites: 7,
  reached: 90,
  from: 'points',
  points: [[103.84321, 29.83123], [103.9, 29.8]],
  spacing: 1500,
  floor: 50,
  fresh: true,
  keepout: true,
  limit: 600,
  checked: [[103.85, 29.81]],
  indicator: 'URBAN_COVERAGE',
  year: 2020,
  hidden: ['TOMB_KEYAREA'],
  second: '2019-10-31',
  divider: 40,
  table: 'village',
  tool: 'area',
  corners: [[103.84512, 29.83312], [103.9, 29.8]],
  opacities: { names: 40, zones: 100 },
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
    ['mode=redistricting', 'mode', 'view'],
    ['plan=7', 'plan', '7'],
    ['plan=-1', 'plan', ''],
    ['part=print', 'pane', 'edit'],
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
