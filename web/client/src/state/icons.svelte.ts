// The icons of kinds of facility: those of the map, out of the same sprite.
import { get } from '../api/http'

/** A place in the sprite, in its pixels. */
interface Cut {
  x: number
  y: number
  width: number
  height: number
}

const other = 'kind-other'

class Icons {
  #index = $state.raw<Record<string, Cut>>({})
  #asked = false

  /** Fetches where each icon lies; all themes have the same places. */
  open(): void {
    if (this.#asked) return
    this.#asked = true
    get<Record<string, Cut>>('/sprite/light@2x.json')
      .then((index) => (this.#index = index))
      .catch(() => (this.#asked = false)) // the next list asks again
  }

  /** Where a kind's icon lies; undefined while nobody knows. */
  of(kind: string): Cut | undefined {
    return this.#index[`kind-${kind}`] ?? this.#index[other]
  }
}

export const icons = new Icons()
