// Distances and times as they are read: 850 m, 1.25 km, 12.5 min.
import { t } from '../i18n/language.svelte'
import type { Language } from '../i18n/words'
import { metres } from '../state/format'

/** A distance in metres, or in minutes where the question asks by road. */
export function far(x: number, byRoad: boolean, language: Language): string {
  if (byRoad) return t('farMinutes', { n: new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(x) })
  return metres(x, language)
}

/** A difference of two shares in percentage points with its sign: +3.4, −0.2, 0.0. */
export function points(difference: number, language: Language): string {
  const figure = new Intl.NumberFormat(language, { minimumFractionDigits: 1, maximumFractionDigits: 1, signDisplay: 'exceptZero' })
  return figure.format(Math.round(difference * 1000) / 10).replace('-', '−')
}
