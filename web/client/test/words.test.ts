import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { pageWords } from '../src/i18n/page'
import { languageFor, say, type Table } from '../src/i18n/words'

const src = join(import.meta.dirname, '../src')
const modules = import.meta.glob<Record<string, Table>>('../src/**/words.ts', { eager: true })
const tables = new Map<string, Table>([['i18n', pageWords]])
for (const [path, module] of Object.entries(modules)) {
  const folder = path.split('/').slice(2, -1).join('/')
  if (folder !== 'i18n') tables.set(folder, Object.values(module)[0] ?? {})
}
const pairs = [...tables.values()].flatMap((table) => Object.entries(table))
const holes = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

describe('the words', () => {
  it('stand once each', () => {
    const keys = pairs.map(([key]) => key)
    expect(keys.filter((key, i) => keys.indexOf(key) !== i)).toEqual([])
  })
  it.each(pairs)('say %s in both languages, with the same values to fill in', (_, [zh, en]) => {
    expect(zh.trim()).not.toBe('')
    expect(en.trim()).not.toBe('')
    expect(holes(en)).toEqual(holes(zh))
  })
  it('keep Chinese out of English, where it is not a name', () => {
    const allowed = ['fiction', 'switchLanguage', 'reviewNone']
    const mixed = pairs.filter(([key, [, en]]) => /[\u4e00-\u9fff]/.test(en) && !allowed.includes(key) && !key.startsWith('type.'))
    expect(mixed).toEqual([])
  })
  it('are loaded where they are said: a folder speaks its own words and the page\'s', () => {
    const foreign: string[] = []
    for (const file of readdirSync(src, { recursive: true, encoding: 'utf8' })) {
      if (!/\.(svelte|ts)$/.test(file) || file.endsWith('words.ts')) continue
      const folders = file.split('/').slice(0, -1).map((_, i, all) => all.slice(0, i + 1).join('/'))
      const own: Table = Object.assign({}, ...folders.map((folder) => tables.get(folder)))
      for (const [, key = ''] of readFileSync(join(src, file), 'utf8').matchAll(/\bt\(\s*'([^']+)'/g)) {
        if (!(key in own) && !(key in pageWords)) foreign.push(`${file}: ${key}`)
      }
    }
    expect(foreign).toEqual([])
  })
})

describe('say', () => {
  it('fills in values and leaves unknown ones standing', () => {
    expect(say('en', 'ofUnits', { n: 54, of: 59 })).toBe('54 of 59')
    expect(say('zh-CN', 'ofUnits', { n: 54 })).toBe('54 / {of} 个')
  })
  it('does not read a value as a pattern', () => {
    expect(say('en', 'searchNone', { q: '{n}$&' })).toBe('Nothing found for “{n}$&”')
  })
})

it.each([
  ['zh', 'zh-CN'],
  ['zh-TW', 'zh-CN'],
  ['en-GB', 'en'],
  ['de', 'en'],
])('a browser in %s gets %s', (wanted, language) => {
  expect(languageFor(wanted)).toBe(language)
})
