// Kinds of facility for people: names, and the order of the domains they belong to.
import type { FacilityFeature, Kind } from '../api/facilities'
import type { Language } from '../i18n/words'

export const domains = ['elder', 'funeral', 'volunteer', 'governance', 'rescue', 'registration', 'reference', 'other'] as const
export type Domain = (typeof domains)[number]

/** A kind's name in a language; '' for one that is not known. */
export function kindName(kind: Kind | undefined, language: Language): string {
  if (!kind) return ''
  return language === 'en' ? kind.en.charAt(0).toUpperCase() + kind.en.slice(1) : kind.zh
}

export interface Group {
  domain: Domain
  kinds: { kind: Kind; count: number }[]
}

/** Kinds by domain with how many facilities there are; kinds without any are left out unless kept. */
export function grouped(kinds: readonly Kind[], all: readonly FacilityFeature[], kept: readonly string[] = []): Group[] {
  const counts = new Map<string, number>()
  for (const f of all) counts.set(f.properties.kind, (counts.get(f.properties.kind) ?? 0) + 1)
  return domains
    .map((domain) => ({
      domain,
      kinds: kinds
        .filter((k) => domainOf(k) === domain)
        .map((kind) => ({ kind, count: counts.get(kind.code) ?? 0 }))
        .filter((k) => k.count > 0 || kept.includes(k.kind.code)),
    }))
    .filter((group) => group.kinds.length > 0)
}

function domainOf(kind: Kind): Domain {
  return domains.find((d) => d === kind.domain) ?? 'other'
}
