// The edit that is being made out: tried on the server before it is added.
import type { Edit } from '../api/changes'
import { isAbort } from '../api/http'
import { previewPlan, type Preview } from '../api/plans'
import type { Shape } from './drawn.svelte'
import { steps, type Step } from './difference'
import { draft } from './draft.svelte'
import { added, kept } from './edits'
import { fresh, type Filled, type Form } from './forms'

class Candidate {
  form = $state<Form | null>(null)
  filled = $state<Filled>(fresh())
  edits = $state.raw<Edit[] | null>(null)
  preview = $state.raw<Preview | null>(null)
  trying = $state(false)
  problem = $state.raw<unknown>(null)

  steps = $derived<Step[]>(this.preview?.fits ? steps(draft.preview, this.preview) : [])
  /** Why it does not fit: its own problems first. */
  misfits = $derived.by(() => {
    if (!this.preview || this.preview.fits) return []
    const from = draft.edits.length
    const own = this.preview.problems.filter((p) => !p.change || p.change > from)
    return own.length > 0 ? own : this.preview.problems
  })
  #asking: AbortController | null = null

  /** Begins a form anew. */
  choose(form: Form | null): void {
    this.form = form
    this.filled = fresh()
    this.offer(null)
  }

  /** Tries edits behind those of the plan; null is none. */
  offer(edits: Edit[] | null): void {
    this.#asking?.abort()
    this.edits = edits
    this.problem = null
    if (!edits) {
      this.preview = null
      this.trying = false
      return
    }
    const asking = (this.#asking = new AbortController())
    this.trying = true
    setTimeout(() => void this.#try(edits, asking), 200)
  }

  async #try(edits: Edit[], asking: AbortController): Promise<void> {
    const { plan } = draft
    if (!plan || asking.signal.aborted) return
    try {
      this.preview = await previewPlan(plan.id, kept(added(draft.orders, edits, draft.head())), asking.signal)
    } catch (cause) {
      if (isAbort(cause)) return
      this.preview = null
      this.problem = cause
    } finally {
      if (this.#asking === asking) this.trying = false
    }
  }
}

export const candidate = new Candidate()

/** A drawing as a key: another one is another question. */
export const keyOf = (shape: Shape | null): string => (shape ? JSON.stringify(shape) : '')
