// The coverage question on the page and its answer.
import { tick } from 'svelte'
import { askCoverage, askGaps, roadsOf, type Answer, type Extra, type Gaps, type Question } from '../api/coverage'
import { isAbort, Problem } from '../api/http'
import { held } from '../state/county.svelte'
import { agesOf } from '../state/format'
import { page } from '../state/page.svelte'
import { questionOf, suggestedRadius, usualMinutes, type Asking } from './asking'
import { Newest } from './newest'
import { withOne, type WhatIf } from './whatif'

export const allExtras: readonly Extra[] = ['redundancy', 'nearest', 'closing', 'curve', 'capacity']

/** Extras that take longer, in milliseconds, wait until nothing is dragged any more. */
const quickExtras = 120
/** While something is dragged extras are asked for no oftener: the plain figures come first. */
const extrasEvery = 250

/** A question while something is dragged, and when the pointer was where it asks about. */
interface Live {
  question: Question
  since: number
}

class Coverage {
  answer = $state.raw<Answer | null>(null)
  /** The answer with all extras, which comes after the plain one. */
  extras = $state.raw<Answer | null>(null)
  gaps = $state.raw<Gaps | null>(null)
  computing = $state(false)
  problem = $state.raw<unknown>(null)
  /** The assumptions while one is dragged; null: those of the address. */
  dragged = $state.raw<WhatIf[] | null>(null)
  /** Whether the county has roads, so that minutes can be asked for. */
  hasRoads = $state(false)

  whatIf = $derived<readonly WhatIf[]>(this.dragged ?? page.address.whatIf)
  asking = $derived<Asking>({ ...page.address, plan: Number(held.plan) })
  suggested = $derived(suggestedRadius(page.address.kinds, held.kindOf))
  radius = $derived(page.address.radius || this.suggested)
  minutes = $derived(page.address.minutes || usualMinutes)
  /** The whole question, or null while no kind is chosen. */
  question = $derived<Question | null>(questionOf(this.asking, held.kindOf))
  ages = $derived(agesOf(this.answer?.total.people ?? { all: 0 }))
  /** The age group on show: the one chosen, where the answer has it. */
  age = $derived(this.ages.includes(page.address.age) ? page.address.age : (this.ages[0] ?? 'all'))
  #running: AbortController | null = null
  #extrasTook = 0
  #extrasAsked = 0
  #timed = 0

  #live = new Newest<Live, Answer>(
    ({ question }) => askCoverage(question),
    (answer, live) => void this.#moved(answer, live),
    (cause) => (this.problem = cause),
  )
  #liveExtras = new Newest<Question, Answer>(
    (question) => this.#askExtras(question),
    (answer) => (this.extras = answer),
    () => undefined, // the plain question says what is wrong
  )

  /** Asks the question; the former answer stays until the new one is there. */
  async ask(question: Question | null): Promise<void> {
    this.#running?.abort()
    if (!question) {
      this.answer = this.extras = this.gaps = this.problem = null
      this.computing = false
      return
    }
    const running = (this.#running = new AbortController())
    this.computing = true
    try {
      const gaps = askGaps(question, running.signal)
      gaps.catch(() => undefined) // told of below
      this.answer = await askCoverage(question, running.signal)
      this.problem = null
      const [found, extras] = await Promise.all([gaps, this.#askExtras(question, running.signal)])
      this.gaps = found
      this.extras = extras
    } catch (cause) {
      if (isAbort(cause)) return
      this.problem = cause
      if (!(cause instanceof Problem && cause.status === 0)) this.answer = this.extras = this.gaps = null
    } finally {
      if (this.#running === running) this.computing = false
    }
  }

  async #askExtras(question: Question, signal?: AbortSignal): Promise<Answer> {
    const began = performance.now()
    const answer = await askCoverage({ ...question, with: [...allExtras] }, signal)
    this.#extrasTook = performance.now() - began
    return answer
  }

  /** What is assumed while a pin is on its way; since: when the pointer was there. */
  drag(list: WhatIf[], since: number): void {
    this.#running?.abort()
    this.dragged = list
    const question = questionOf({ ...this.asking, whatIf: list }, held.kindOf)
    if (question) this.#live.put({ question, since })
  }

  /** Ends a drag: what is assumed now stands in the address. */
  drop(): void {
    const list = this.dragged
    this.#live.drop()
    this.#liveExtras.drop()
    this.dragged = null
    if (list) page.go({ whatIf: list })
  }

  /** Gives a drag up. */
  release(): void {
    this.#live.drop()
    this.#liveExtras.drop()
    this.dragged = null
    void this.ask(this.question)
  }

  async #moved(answer: Answer, { question, since }: Live): Promise<void> {
    this.answer = answer
    this.problem = null
    await tick()
    if (++this.#timed % 1000 === 0) performance.clearMeasures('what-if')
    performance.measure('what-if', { start: since }) // from the pointer to the figures on the page
    const now = performance.now()
    if (!this.dragged || this.#extrasTook > quickExtras || now - this.#extrasAsked < extrasEvery) return
    this.#extrasAsked = now
    this.#liveExtras.put(question)
  }

  /** Assumes one thing more. */
  assume(one: WhatIf): void {
    page.go({ whatIf: withOne(page.address.whatIf, one) })
  }

  /** Takes back the assumption at an index. */
  undo(index: number): void {
    page.go({ whatIf: page.address.whatIf.filter((_, i) => i !== index) })
  }

  /** Learns whether the county has roads. */
  async learnRoads(county: string): Promise<void> {
    try {
      this.hasRoads = (await roadsOf(county)) > 0
    } catch {
      this.hasRoads = false // minutes are not offered; the next county asks again
    }
  }
}

export const coverage = new Coverage()
