// How good a choice of sites is, as figures to be said. Pure.
import type { SitingAnswer, SitingProgress } from '../../api/siting'

/** A gap (0..1) in per cent, rounded up: what is said is never better than what is proven. */
export function gapFigure(gap: number): string {
  const percent = gap * 100
  const digits = percent < 1 ? 2 : 1
  const up = Math.ceil(Number((percent * 10 ** digits).toPrecision(12))) / 10 ** digits
  return String(up)
}

/** How far a search in progress is from the best at most; null before it has found anything. */
export function gapOf({ sites, objective, bound }: SitingProgress): number | null {
  const most = Math.max(Math.abs(objective), Math.abs(bound))
  if (sites === 0 || most === 0 || !Number.isFinite(most)) return null
  return Math.abs(objective - bound) / most
}

/** Whether the search ended because its time was up. */
export function ranOut(a: Pick<SitingAnswer, 'proven' | 'seconds'>, limit: number): boolean {
  return !a.proven && a.seconds >= limit * 0.9
}
