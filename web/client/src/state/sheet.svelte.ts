// The printed sheet on order: its fields, and the preview, which is the sheet itself.
import { isAbort } from '../api/http'
import { sheet, type SheetFormat, type SheetOrder } from '../api/sheets'
import { page } from './page.svelte'
import { held } from './county.svelte'

class Sheet {
  title = $state('')
  reviewNumber = $state('')
  preview = $state('')
  making = $state(false)
  problem = $state.raw<unknown>(null)
  usualTitle = $derived(held.county ? `${held.county.name}行政区划图` : '')
  #running: AbortController | null = null

  /** The order as it stands, in a format. */
  order(format: SheetFormat): SheetOrder {
    const { county, at, paper } = page.address
    const title = this.title.trim()
    const review = this.reviewNumber.trim()
    return {
      county,
      at,
      paper,
      format,
      ...(title && { title }),
      ...(review && { review_number: review }),
    }
  }

  /** Draws the preview anew; the former one stays until then. */
  async draw(order: SheetOrder): Promise<void> {
    this.#running?.abort()
    const running = (this.#running = new AbortController())
    this.making = true
    try {
      const blob = await sheet(order, running.signal)
      const before = this.preview
      this.preview = URL.createObjectURL(blob)
      if (before) URL.revokeObjectURL(before)
      this.problem = null
    } catch (cause) {
      if (isAbort(cause)) return
      this.problem = cause
    } finally {
      if (this.#running === running) this.making = false
    }
  }
}

export const printed = new Sheet()
