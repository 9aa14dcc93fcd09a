// Places looked at for a cemetery, and the free land.
import { isAbort } from '../../api/http'
import { checkSites, freeLand, type CheckQuestion, type FreeLand, type FreeQuery, type JudgedReport } from '../../api/sitecheck'
import type { Place } from '../../map/find'
import { page } from '../../state/page.svelte'
import { onGrid } from './fields'

/** How many zones are named beside those that forbid. */
const nearest = 3

class Check {
  report = $state.raw<JudgedReport | null>(null)
  checking = $state(false)
  problem = $state.raw<unknown>(null)
  free = $state.raw<FreeLand | null>(null)
  showsFree = $state(false)
  freeProblem = $state.raw<unknown>(null)

  picture = $derived<FreeQuery>(pictureOf(page.address))
  question = $derived<CheckQuestion | null>(
    page.address.checked.length > 0 ? { ...withPlan(this.picture), points: page.address.checked, nearest } : null,
  )
  #running: AbortController | null = null
  #drawing: AbortController | null = null

  add = (place: Place): void => page.adjust({ checked: [...page.address.checked, onGrid(place)] })

  remove(at: number): void {
    page.adjust({ checked: page.address.checked.filter((_, i) => i !== at) })
  }

  /** Asks about the places of the address; the former answer stays until then. */
  async ask(question: CheckQuestion | null): Promise<void> {
    this.#running?.abort()
    if (!question) {
      this.report = this.problem = null
      this.checking = false
      return
    }
    const running = (this.#running = new AbortController())
    this.checking = true
    try {
      this.report = await checkSites(question, running.signal)
      this.problem = null
    } catch (cause) {
      if (!isAbort(cause)) this.problem = cause
    } finally {
      if (this.#running === running) this.checking = false
    }
  }

  /** Fetches the free land of a picture. */
  async draw(picture: FreeQuery): Promise<void> {
    this.#drawing?.abort()
    const drawing = (this.#drawing = new AbortController())
    try {
      this.free = await freeLand(picture, drawing.signal)
      this.freeProblem = null
    } catch (cause) {
      if (!isAbort(cause)) this.freeProblem = cause
    }
  }
}

function pictureOf({ county, at, plan }: { county: string; at: string; plan?: string }): FreeQuery {
  return { county, at, ...(plan && { plan: Number(plan) }) }
}

function withPlan({ plan, ...rest }: FreeQuery): Omit<CheckQuestion, 'points' | 'nearest'> {
  return { ...rest, ...(plan && { plan }) }
}

export const check = new Check()
