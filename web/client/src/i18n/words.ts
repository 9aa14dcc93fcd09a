// Filling in words; nothing here is reactive.
import { en } from './en'
import { zh, type Key, type Words } from './zh'

export type Language = 'zh-CN' | 'en'
export type { Key }

export const dictionaries: Record<Language, Words> = { 'zh-CN': zh, en }

/** The language that fits what a browser asks for: Chinese of any kind, else English. */
export function languageFor(wanted: string): Language {
  return wanted.toLowerCase().startsWith('zh') ? 'zh-CN' : 'en'
}

/** The words of a key, with {name} replaced from values. */
export function say(language: Language, key: Key, values: Record<string, string | number> = {}): string {
  return dictionaries[language][key].replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole))
}

/** Reports whether there are words for a key made at run time (type.x, fact.x). */
export function isKey(key: string): key is Key {
  return Object.hasOwn(zh, key)
}
