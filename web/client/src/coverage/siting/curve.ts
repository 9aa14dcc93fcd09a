// The curve of sites against share: where its points stand. Pure.
import type { CurvePoint } from '../../api/siting'

export interface Dot {
  sites: number
  covered: number
  share: number
  /** What one site more brings beside the number before. */
  more: number
  proven: boolean
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  width: number
  height: number
}

/** Points of a curve in a box: x by sites, y by share from 0 to top. */
export function dots(curve: readonly CurvePoint[], of: number, top: number, box: Box): Dot[] {
  const last = Math.max(1, curve.at(-1)?.sites ?? 1)
  return curve.map(({ sites, covered, proven }, i) => {
    const share = of === 0 ? 0 : covered / of
    return {
      sites,
      covered,
      share,
      proven,
      more: i === 0 ? 0 : covered - (curve[i - 1]?.covered ?? covered),
      x: box.left + (box.width * sites) / last,
      y: box.top + box.height * (1 - share / top),
    }
  })
}

const steps = [0.05, 0.1, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.8, 1]

/** The least round share that a curve fits under. */
export function topOf(curve: readonly CurvePoint[], of: number): number {
  const most = of === 0 ? 0 : Math.max(0, ...curve.map((c) => c.covered)) / of
  return steps.find((s) => most <= s) ?? 1
}
