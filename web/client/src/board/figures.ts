// Indicators as planners read them: values, states, groups. Pure.
import type { Indicator, Item } from '../api/indicators'
import type { Language } from '../i18n/words'

export type State = 'met' | 'short' | 'unknown' | 'free'

/** Met or not; unknown where a figure is missing; free without a target. */
export function stateOf(i: Pick<Indicator, 'met' | 'share' | 'form' | 'numerator' | 'target'>): State {
  if (!known(i)) return 'unknown'
  if (i.target === null || i.met === null) return 'free'
  return i.met ? 'met' : 'short'
}

/** Whether there is a figure: a number, or a share of a denominator that is not 0. */
export function known({ form, share, numerator }: Pick<Indicator, 'form' | 'share' | 'numerator'>): boolean {
  return form === 'count' ? numerator !== null : share !== null
}

/** An indicator's figure: 30 %, 2,419.8, 4; — where it is not known. */
export function valueOf(i: Pick<Indicator, 'form' | 'share' | 'pct' | 'numerator'>, language: Language): string {
  if (!known(i)) return '—'
  const figure = (n: number, most: number) => new Intl.NumberFormat(language, { maximumFractionDigits: most }).format(n)
  switch (i.form) {
    case 'percent':
      return inPercent(figure(i.pct ?? 0, 3), language)
    case 'mean':
      return figure(i.share ?? 0, 1)
    case 'count':
      return figure(i.numerator ?? 0, 0)
  }
}

/** A target as it is written: 75 %, 6. */
export function targetOf({ form, target }: Pick<Indicator, 'form' | 'target'>, language: Language): string {
  const figure = new Intl.NumberFormat(language, { maximumFractionDigits: 3 }).format(target ?? 0)
  return form === 'percent' ? inPercent(figure, language) : figure
}

const inPercent = (figure: string, language: Language) => (language === 'zh-CN' ? `${figure}%` : `${figure} %`)

export interface DomainGroup {
  domain: string
  list: Indicator[]
}

/** Indicators by domain, each domain where its first stands. */
export function byDomain(all: readonly Indicator[]): DomainGroup[] {
  const groups = new Map<string, Indicator[]>()
  for (const i of all) groups.set(i.domain, [...(groups.get(i.domain) ?? []), i])
  return [...groups].map(([domain, list]) => ({ domain, list }))
}

/** What counts in the numerator, and what does not. */
export function parted(items: readonly Item[]): { counted: Item[]; missing: Item[] } {
  return { counted: items.filter((i) => i.numerator > 0), missing: items.filter((i) => i.numerator <= 0) }
}

/** Years to choose from: those of the first and the last day known, and the present one. */
export function yearsOf(days: readonly string[], present: number): number[] {
  const known = days.map((d) => Number(d.slice(0, 4))).filter((y) => y > 0)
  const first = Math.min(present, ...known)
  return Array.from({ length: present - first + 1 }, (_, i) => present - i)
}
