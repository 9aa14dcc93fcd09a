// Questions that come faster than they are answered, as while something is dragged: one is
// under way, the newest waits, those between are dropped.

/** Asks one question at a time and takes each answer in order. */
export class Newest<Q, A> {
  #waiting: { question: Q } | null = null
  #running = false
  #generation = 0
  readonly #ask: (question: Q) => Promise<A>
  readonly #took: (answer: A, question: Q) => void
  readonly #failed: (cause: unknown) => void

  constructor(ask: (question: Q) => Promise<A>, took: (answer: A, question: Q) => void, failed: (cause: unknown) => void) {
    this.#ask = ask
    this.#took = took
    this.#failed = failed
  }

  /** Puts a question; one that still waits gives way to it. */
  put(question: Q): void {
    this.#waiting = { question }
    if (!this.#running) void this.#run()
  }

  /** Drops what waits, and the answer that is on its way. */
  drop(): void {
    this.#waiting = null
    this.#generation++
  }

  async #run(): Promise<void> {
    this.#running = true
    for (let next = this.#waiting; next; next = this.#waiting) {
      this.#waiting = null
      const { question } = next
      const generation = this.#generation
      try {
        const answer = await this.#ask(question)
        if (generation === this.#generation) this.#took(answer, question)
      } catch (cause) {
        if (generation === this.#generation) this.#failed(cause)
      }
    }
    this.#running = false
  }
}
