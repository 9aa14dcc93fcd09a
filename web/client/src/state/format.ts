// Figures as planners read them. Each takes the page's language.
import type { Language } from '../i18n/words'

const squareMetresPerMu = 2000 / 3

/** A whole number with separators: 223,202. */
export function count(n: number, language: Language): string {
  return new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(n)
}

/** A share (0..1) with one decimal: 45.2 %. It never rounds up to 100 or down to 0. */
export function percent(share: number, language: Language): string {
  let tenths = Math.round(share * 1000)
  if (tenths === 1000 && share < 1) tenths = 999
  if (tenths === 0 && share > 0) tenths = 1
  const figure = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1 }).format(tenths / 10)
  return language === 'zh-CN' ? `${figure}%` : `${figure} %`
}

/** Square metres as km2: 386.79 km², more decimals where it is small. */
export function squareKilometres(m2: number, language: Language): string {
  const km2 = m2 / 1e6
  const digits = km2 >= 100 ? 1 : km2 >= 1 ? 2 : 4
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(km2)} km²`
}

/** Square metres as mu (亩), 15 to the hectare. */
export function mu(m2: number, language: Language): string {
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 0 }).format(m2 / squareMetresPerMu)
  return language === 'zh-CN' ? `${figure} 亩` : `${figure} mu`
}

/** Metres: 500 m, 1 km, 1.5 km. */
export function metres(m: number, language: Language): string {
  if (m < 1000) return `${count(m, language)} m`
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: 2 }).format(m / 1000)} km`
}

/** Bytes: 36 B, 12 kB, 3.4 MB. */
export function bytes(n: number, language: Language): string {
  if (n < 1000) return `${n} B`
  const format = (v: number) => new Intl.NumberFormat(language, { maximumFractionDigits: v < 10 ? 1 : 0 }).format(v)
  return n < 1e6 ? `${format(n / 1e3)} kB` : `${format(n / 1e6)} MB`
}

/** An age group's name: everyone, or 60 and over. */
export function ageGroup(age: string, everyone: string, andOver: string): string {
  return age === 'all' ? everyone : andOver.replace('{n}', age.replace('+', ''))
}

/** The age groups of a table, everyone first, then by age. */
export function agesOf(people: Record<string, unknown>): string[] {
  const years = (age: string) => (age === 'all' ? -1 : Number.parseInt(age, 10))
  return Object.keys(people).sort((a, b) => years(a) - years(b))
}
