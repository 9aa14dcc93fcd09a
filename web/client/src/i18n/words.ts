// 界面文字。What the page says, in Chinese and English; nothing here is reactive.
// A mode brings its own words: its words.ts teaches them when the mode is loaded.
import type { boardWords } from '../board/words'
import type { sitingWords } from '../coverage/siting/words'
import type { coverageWords } from '../coverage/words'
import type { importWords } from '../import/words'
import type { repairWords } from '../import/repair/words'
import type { redistrictWords } from '../redistrict/words'
import type { sheetsWords } from '../sheets/words'
import type { toolWords } from '../redistrict/tools/words'
import type { viewWords } from '../view/words'
import { pageWords } from './page'

export type Language = 'zh-CN' | 'en'
/** A phrase in both languages; {name} stands for a value. */
export type Pair = readonly [zh: string, en: string]
export type Table = Readonly<Record<string, Pair>>
export type Key = keyof typeof pageWords | keyof typeof boardWords | keyof typeof sitingWords | keyof typeof coverageWords | keyof typeof importWords | keyof typeof repairWords | keyof typeof redistrictWords | keyof typeof sheetsWords | keyof typeof toolWords | keyof typeof viewWords

const known = new Map<string, Pair>(Object.entries(pageWords))

/** Adds the words of a mode. */
export function teach(words: Table): void {
  for (const [key, pair] of Object.entries(words)) known.set(key, pair)
}

/** The language that fits what a browser asks for: Chinese of any kind, else English. */
export function languageFor(wanted: string): Language {
  return wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** The words of a key, with {name} replaced from values; the key itself where nobody taught it. */
export function say(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  const words = known.get(key)?.[language === 'en' ? 1 : 0] ?? key
  return words.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Reports whether there are words for a key made at run time (type.x, fact.x). */
export function isKey(key: string): key is Key {
  return known.has(key)
}
