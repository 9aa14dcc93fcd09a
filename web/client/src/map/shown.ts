// What of the facilities' layers is left when kinds are hidden: pure functions over a style.
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl'

/** The parts of a layer that depend on which kinds are shown. */
export interface Shown {
  filter: FilterSpecification | null
  layout: Record<string, unknown>
  paint: Record<string, unknown>
}

const count = JSON.stringify(['get', 'count'])

/** How many facilities of a cluster are of kinds that are shown. */
function shownOf(hidden: readonly string[]): ExpressionSpecification {
  const away = hidden.map((kind) => ['coalesce', ['get', `count_${kind}`], 0])
  return ['-', ['coalesce', ['get', 'count'], 0], ['+', 0, ...away]] as unknown as ExpressionSpecification
}

/**
 * A layer of facilities without some kinds: they are neither drawn nor counted, and a
 * cluster of nothing else is not there. Only layout and paint that count are named.
 */
export function showing(layer: LayerSpecification, hidden: readonly string[]): Shown {
  const own = 'filter' in layer ? layer.filter : undefined
  const number = shownOf(hidden)
  const counted = (part: object | undefined) =>
    Object.fromEntries(
      Object.entries(part ?? {})
        .filter(([, value]) => JSON.stringify(value).includes(count))
        .map(([name, value]) => [name, hidden.length > 0 ? counting(value, number) : value]),
    )
  const shown: FilterSpecification = ['case', ['has', 'cluster'], ['>', number, 0], ['!', ['in', ['get', 'kind'], ['literal', [...hidden]]]]]
  return {
    filter: hidden.length === 0 ? (own ?? null) : own ? (['all', own, shown] as FilterSpecification) : shown,
    layout: counted(layer.layout),
    paint: counted(layer.paint),
  }
}

/** An expression with another number in place of a cluster's count. */
function counting(value: unknown, number: ExpressionSpecification): unknown {
  if (!Array.isArray(value)) return value
  return JSON.stringify(value) === count ? number : value.map((part) => counting(part, number))
}
