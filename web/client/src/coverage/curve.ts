// The curve of coverage over the radius as points of a drawing.
import type { CurveStep } from '../api/coverage'

export interface CurvePoint {
  /** Metres, or minutes by road. */
  reach: number
  share: number
  covered: number
  x: number
  y: number
}

/** Places the steps for an age group in a drawing of some width and height; shares from 0 at the bottom to 1. */
export function curveOf(steps: readonly CurveStep[], age: string, width: number, height: number): CurvePoint[] {
  const most = Math.max(...steps.map(reachOf), 1e-9)
  return steps.map((step) => {
    const { covered, share } = step.people[age] ?? { covered: 0, share: 0 }
    return { reach: reachOf(step), share, covered, x: (reachOf(step) / most) * width, y: (1 - share) * height }
  })
}

function reachOf(step: CurveStep): number {
  return step.radius_m ?? step.minutes ?? 0
}

/** People covered by none, one, two, and three or more facilities. */
export function depthOf(counts: readonly number[]): [number, number, number, number] {
  const [none = 0, one = 0, two = 0, ...more] = counts
  return [none, one, two, more.reduce((a, b) => a + b, 0)]
}
