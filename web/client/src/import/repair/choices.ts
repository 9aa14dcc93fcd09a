// Choices about gaps and overlaps: plain arithmetic.
import type { Mending, Repairs } from '../../api/imports'
import type { Language } from '../../i18n/words'

const plain = (r: Repairs | undefined) => JSON.stringify([r?.narrow_m ?? 0, Object.entries(r?.pieces ?? {}).sort()])

/** Whether two persons' choices are the same; none are as good as empty ones. */
export const same = (a: Repairs | undefined, b: Repairs | undefined): boolean => plain(a) === plain(b)

/** The choices with one more, another or, for '', one less. */
export function decided(choices: Repairs | undefined, piece: string, to: string): Repairs {
  const pieces = { ...choices?.pieces }
  if (to === '') delete pieces[piece]
  else pieces[piece] = to
  return { ...choices, pieces }
}

/** Choices about pieces that the report does not list. Where it lists only the largest, nobody can tell. */
export function stale(choices: Repairs | undefined, mending: Mending | null): string[] {
  if (!mending || mending.pieces.length < mending.gaps + mending.overlaps) return []
  const known = new Set(mending.pieces.map((p) => p.piece))
  return Object.keys(choices?.pieces ?? {}).filter((name) => !known.has(name))
}

/** A small area: 1,234.5 m², 0.004 m². */
export const area = (m2: number, language: Language): string => `${figure(m2, 1, language)} m²`

/** A width in metres: 0.35 m. */
export const width = (m: number, language: Language): string => `${figure(m, 2, language)} m`

/** A number with some decimals, and never 0 where it is more. */
function figure(n: number, decimals: number, language: Language): string {
  const small = n !== 0 && Math.abs(n) < 10 ** -decimals
  return new Intl.NumberFormat(language, small ? { maximumSignificantDigits: 1 } : { maximumFractionDigits: decimals }).format(n)
}

/** A share (0..1) that may be very small: 0.0012 %. */
export function share(of: number, language: Language): string {
  return new Intl.NumberFormat(language, { style: 'percent', maximumSignificantDigits: 2 }).format(of)
}
