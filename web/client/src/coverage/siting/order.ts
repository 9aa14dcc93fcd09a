// From the address and the coverage question to a search for sites. Pure.
import type { Question } from '../../api/coverage'
import type { SitingQuestion } from '../../api/siting'
import type { Values } from '../../state/fields'
import type { sitingFields } from './fields'

export type Wishes = Omit<Values<typeof sitingFields>, 'checked'>

/** The search for new sites beside a coverage question, for one age group; null while it cannot be asked. */
export function orderOf(q: Question | null, age: string, wishes: Wishes, kind: string): SitingQuestion | null {
  if (!q || (wishes.from === 'points' && wishes.points.length === 0)) return null
  return {
    ...carried(q),
    objective: wishes.objective,
    people: age,
    candidates: wishes.from === 'points' ? wishes.points : wishes.from,
    ...aim(wishes),
    ...(differs(q) && { new_kind: kind }),
    ...(wishes.fresh && { keep_existing: false }),
    ...(wishes.spacing > 0 && { spacing_m: wishes.spacing }),
    ...(wishes.keepout && { zones: true }),
    time_limit_s: wishes.limit || 25,
  }
}

/** Reports whether kinds of a question reach differently far: then new sites are of one of them. */
export function differs(q: Question): boolean {
  return q.standards === true && q.kinds.length > 1
}

function carried({ county, at, plan, kinds, radius_m, standards, minutes, mode, scope, area, neighbours }: Question) {
  return {
    county,
    at,
    kinds,
    scope,
    ...(plan && { plan }),
    ...(radius_m && { radius_m }),
    ...(standards && { standards }),
    ...(minutes && mode && { minutes, mode }),
    ...(neighbours && { neighbours }),
    ...(area && { area: area.units }),
  }
}

/** What an objective asks for: how many sites, or which share. */
function aim({ objective, sites, reached, floor }: Wishes): Partial<SitingQuestion> {
  const least = floor > 0 ? { floor: floor / 100 } : {}
  switch (objective) {
    case 'cover':
      return { count: sites || 1, curve: true, ...least }
    case 'all-covered':
      return reached > 0 && reached < 100 ? { share: reached / 100, ...least } : {}
    case 'median':
    case 'center':
      return { count: sites || 1 }
  }
}
