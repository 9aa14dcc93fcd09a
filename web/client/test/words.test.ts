import { describe, expect, it } from 'vitest'
import { en } from '../src/i18n/en'
import { languageFor, say } from '../src/i18n/words'
import { zh } from '../src/i18n/zh'

const holes = (words: string) => [...words.matchAll(/\{(\w+)\}/g)].map((m) => m[1]).sort()

describe('the two dictionaries', () => {
  it('have the same keys in the same order', () => {
    expect(Object.keys(en)).toEqual(Object.keys(zh))
  })
  it.each(Object.keys(zh) as (keyof typeof zh)[])('say %s, with the same values to fill in', (key) => {
    expect(zh[key].trim()).not.toBe('')
    expect(en[key].trim()).not.toBe('')
    expect(holes(en[key])).toEqual(holes(zh[key]))
  })
  it('keep Chinese out of English, where it is not a name', () => {
    const allowed = ['fiction', 'switchLanguage', 'reviewNone']
    const mixed = Object.entries(en).filter(([key, words]) => /[\u4e00-\u9fff]/.test(words) && !allowed.includes(key) && !key.startsWith('type.'))
    expect(mixed).toEqual([])
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
