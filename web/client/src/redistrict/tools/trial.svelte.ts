// The last trial of a drawing: the answer stays until the next one is there.
import type { Edit } from '../../api/changes'
import { isAbort } from '../../api/http'
import { tried, type Outcome } from './trial'

export class Trial {
  /** The units of the drawing as they would be, the largest first; null while nothing is known. */
  results = $state.raw<Outcome[] | null>(null)
  asking = $state(false)
  problem = $state.raw<unknown>(null)
  #running: AbortController | null = null

  /** Tries an edit and keeps what is said of some units; null where a later trial gave this one up, or it failed. */
  async ask(edit: Edit, codes: readonly string[]): Promise<Outcome[] | null> {
    this.#running?.abort()
    const running = (this.#running = new AbortController())
    this.asking = true
    try {
      const found = (await tried(edit, running.signal)).filter((o) => codes.includes(o.code))
      if (this.#running !== running) return null
      this.problem = null
      return (this.results = found.sort((a, b) => b.area_m2 - a.area_m2))
    } catch (cause) {
      if (isAbort(cause) || this.#running !== running) return null
      this.problem = cause
      this.results = null
      return null
    } finally {
      if (this.#running === running) this.asking = false
    }
  }

  clear(): void {
    this.#running?.abort()
    this.#running = this.results = this.problem = null
    this.asking = false
  }
}
