// The page's language as a store, and t, which all components speak through.
import { isKey, languageFor, say, type Key, type Language } from './words'

const stored = 'xiantu.language'

class Tongue {
  language = $state<Language>('zh-CN')

  /** Takes the stored choice, or else the browser's language. */
  open(): void {
    const chosen = localStorage.getItem(stored)
    this.set(chosen === 'zh-CN' || chosen === 'en' ? chosen : languageFor(navigator.language), false)
  }

  set(language: Language, keep = true): void {
    this.language = language
    document.documentElement.lang = language
    if (keep) localStorage.setItem(stored, language)
  }
}

export const tongue = new Tongue()

/** The words of a key in the page's language. */
export function t(key: Key, values: Record<string, string | number> = {}): string {
  return say(tongue.language, key, values)
}

/** The words of group.name, or name itself where the dictionary has none. */
export function tOr(group: string, name: string): string {
  const key = `${group}.${name}`
  return isKey(key) ? t(key) : name
}
