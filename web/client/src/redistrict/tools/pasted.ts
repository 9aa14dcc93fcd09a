// A list of units that was pasted: codes and names, however parted.
import type { UnitFeature } from '../../api/units'

export interface Pasted {
  codes: string[]
  /** Words that no unit bears. */
  unknown: string[]
  /** Names that several units bear: their code says which. */
  several: string[]
}

/** Finds the units of a pasted list, in its order. */
export function unitsIn(text: string, units: readonly UnitFeature[]): Pasted {
  const found: Pasted = { codes: [], unknown: [], several: [] }
  for (const word of text.split(/[\s,，、;；|]+/).filter((w) => w !== '')) {
    const named = units.filter(({ properties: u }) => [u.code, u.name, u.name_full].includes(word))
    const [unit] = named
    if (!unit) found.unknown.push(word)
    else if (named.length > 1) found.several.push(word)
    else found.codes.push(unit.properties.code)
  }
  return { ...found, codes: [...new Set(found.codes)] }
}
