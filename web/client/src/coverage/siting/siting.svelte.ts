// The search for sites on the page: its question, how far it has come, its answer.
import { isAbort } from '../../api/http'
import { findSites, type Site, type SitingAnswer, type SitingProgress, type SitingQuestion } from '../../api/siting'
import { page } from '../../state/page.svelte'
import { coverage } from '../coverage.svelte'
import { differs, orderOf } from './order'

class Siting {
  answer = $state.raw<SitingAnswer | null>(null)
  /** What the answer was asked with. */
  asked = $state.raw<SitingQuestion | null>(null)
  progress = $state.raw<SitingProgress | null>(null)
  searching = $state(false)
  cancelled = $state(false)
  problem = $state.raw<unknown>(null)
  /** The site under the pointer or the focus, by rank; 0: none. */
  pointed = $state(0)
  /** The kind that new sites are of, where kinds reach differently far. */
  chosenKind = $state('')
  newKind = $derived(page.address.kinds.includes(this.chosenKind) ? this.chosenKind : (page.address.kinds[0] ?? ''))
  picksKind = $derived(coverage.question !== null && differs(coverage.question))
  order = $derived<SitingQuestion | null>(orderOf(coverage.question, coverage.age, page.address, this.newKind))
  /** The answer is to another question than the one that stands there now. */
  stale = $derived(this.asked !== null && JSON.stringify(this.order) !== JSON.stringify(this.asked))
  sites = $derived<Site[]>(this.answer?.sites ?? [])
  #running: AbortController | null = null

  /** Looks for sites; the former answer stays until the new one is there. */
  async find(order: SitingQuestion | null = this.order): Promise<void> {
    if (!order) return
    this.#running?.abort()
    const running = (this.#running = new AbortController())
    this.searching = true
    this.cancelled = false
    this.progress = this.problem = null
    try {
      this.answer = await findSites(order, (p) => (this.progress = p), running.signal)
      this.asked = order
      this.pointed = 0
    } catch (cause) {
      if (this.#running !== running) return
      if (isAbort(cause)) this.cancelled = true
      else this.problem = cause
    } finally {
      if (this.#running === running) this.searching = false
    }
  }

  /** Gives the search up; the server stops it too. */
  cancel(): void {
    this.#running?.abort()
  }

  clear(): void {
    this.cancel()
    this.answer = this.asked = this.problem = null
  }
}

export const siting = new Siting()
