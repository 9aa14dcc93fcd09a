// What the present answer is compared with: another question (A), or the same on another day.
import { askCoverage, compareCoverage, type Answer, type Comparison, type Question } from '../api/coverage'
import { isAbort } from '../api/http'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'
import { questionOf, readAsking, writeAsking } from './asking'
import { coverage } from './coverage.svelte'

class Beside {
  /** The answer to A. */
  answer = $state.raw<Answer | null>(null)
  comparison = $state.raw<Comparison | null>(null)
  problem = $state.raw<unknown>(null)
  /** The question A, by the same units as the present one. */
  question = $derived<Question | null>(this.#question())
  #asking: AbortController | null = null
  #comparing: AbortController | null = null

  #question(): Question | null {
    const { pinned, county, by } = page.address
    return pinned ? questionOf({ ...readAsking(pinned, county), by }, held.kindOf) : null
  }

  /** Keeps the present question as A. */
  pin(): void {
    page.go({ pinned: writeAsking(coverage.asking) })
  }

  /** Asks A anew. */
  async ask(question: Question | null): Promise<void> {
    this.#asking?.abort()
    if (!question) {
      this.answer = null
      return
    }
    const asking = (this.#asking = new AbortController())
    await this.#tried(async () => (this.answer = await askCoverage(question, asking.signal)))
  }

  /** Compares the present question with a day before, or with no plan. */
  async compare(question: Question | null, from: string): Promise<void> {
    this.#comparing?.abort()
    if (!question || !from) {
      this.comparison = null
      return
    }
    const comparing = (this.#comparing = new AbortController())
    const { add, move, close, ...real } = question
    await this.#tried(async () => (this.comparison = await compareCoverage(real, from, comparing.signal)))
  }

  async #tried(work: () => Promise<unknown>): Promise<void> {
    try {
      await work()
      this.problem = null
    } catch (cause) {
      if (!isAbort(cause)) this.problem = cause
    }
  }
}

export const beside = new Beside()
