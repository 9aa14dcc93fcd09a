// The coverage question on the page and its answer.
import { askCoverage, askGaps, type Answer, type Gaps, type Question } from '../api/coverage'
import { isAbort } from '../api/http'
import { page } from '../state/page.svelte'
import { held } from '../state/county.svelte'
import { agesOf } from '../state/format'

const usualRadius = 1000

class Coverage {
  answer = $state.raw<Answer | null>(null)
  gaps = $state.raw<Gaps | null>(null)
  computing = $state(false)
  problem = $state.raw<unknown>(null)

  /** The radius the kinds suggest: the largest default among them. */
  suggested = $derived(
    Math.max(0, ...page.address.kinds.map((k) => held.kindOf.get(k)?.radius_m ?? 0)) || usualRadius,
  )
  radius = $derived(page.address.radius || this.suggested)
  /** The whole question, or null while no kind is chosen. */
  question = $derived<Question | null>(this.#question())
  ages = $derived(agesOf(this.answer?.total.people ?? { all: 0 }))
  /** The age group on show: the one chosen, where the answer has it. */
  age = $derived(this.ages.includes(page.address.age) ? page.address.age : (this.ages[0] ?? 'all'))
  #running: AbortController | null = null

  #question(): Question | null {
    const { county, at, kinds, by, scope } = page.address
    if (!county || kinds.length === 0) return null
    return { county, at, kinds: [...kinds], radius_m: this.radius, by, people: [], scope }
  }

  /** Asks the question; the former answer stays until the new one is there. */
  async ask(question: Question | null): Promise<void> {
    this.#running?.abort()
    if (!question) {
      this.answer = this.gaps = this.problem = null
      this.computing = false
      return
    }
    const running = (this.#running = new AbortController())
    this.computing = true
    try {
      const [answer, gaps] = await Promise.all([
        askCoverage(question, running.signal),
        askGaps(question, running.signal),
      ])
      this.answer = answer
      this.gaps = gaps
      this.problem = null
    } catch (cause) {
      if (isAbort(cause)) return
      this.problem = cause
      this.answer = this.gaps = null
    } finally {
      if (this.#running === running) this.computing = false
    }
  }
}

export const coverage = new Coverage()
