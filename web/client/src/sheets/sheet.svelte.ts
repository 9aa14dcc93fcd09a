// The printed sheet on order: its fields, and the preview, which is the sheet itself.
import { isAbort } from '../api/http'
import { sheet, type SheetFormat, type SheetKind, type SheetOrder, type SheetPalette } from '../api/sheets'
import { tongue } from '../i18n/language.svelte'
import type { Language } from '../i18n/words'
import { coverage } from '../coverage/coverage.svelte'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'

class Sheet {
  kind = $state<SheetKind>('townships')
  /** Code of the township, of a sheet of one. */
  unit = $state('')
  title = $state('')
  compiler = $state('')
  reviewNumber = $state('')
  mark = $state('')
  facilities = $state<string[]>([])
  palette = $state<SheetPalette>('light')
  /** null: the page's. */
  language = $state<Language | null>(null)
  preview = $state('')
  making = $state(false)
  problem = $state.raw<unknown>(null)
  usualTitle = $derived(held.county ? `${held.county.name}行政区划图` : '')
  /** The township that a sheet of one is of: the one chosen, the one on the page, or the first. */
  township = $derived.by(() => {
    const all = held.units.township.map((u) => u.properties.code)
    return [this.unit, page.address.unit.slice(0, 9)].find((c) => all.includes(c)) ?? all[0] ?? ''
  })
  /** Whether the sheet needs a coverage question and there is none. */
  unasked = $derived((this.kind === 'coverage' || this.kind === 'gaps') && !coverage.question)
  #running: AbortController | null = null

  /** The order as it stands, in a format. */
  order(format: SheetFormat): SheetOrder {
    const { county, at, paper } = page.address
    return {
      county,
      at,
      paper,
      format,
      lang: this.language ?? tongue.language,
      palette: this.palette,
      ...this.#shown(),
      ...filled('title', this.title),
      ...filled('compiler', this.compiler),
      ...filled('review_number', this.reviewNumber),
      ...filled('mark', this.mark),
      ...(this.facilities.length > 0 && { facilities: [...this.facilities] }),
    }
  }

  /** What stands for an order until its file is there: of an atlas its first map. */
  previewed(): SheetOrder {
    const { atlas: _, ...order } = this.order('svg')
    return order
  }

  #shown(): Partial<SheetOrder> {
    switch (this.kind) {
      case 'atlas':
        return { atlas: true }
      case 'township':
        return { unit: this.township }
      case 'coverage':
      case 'gaps':
        return { kind: this.kind, ...(coverage.question && { question: coverage.question, age: page.address.age }) }
      default:
        return { kind: this.kind }
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

/** A member of the order, where its field has been filled in. */
function filled(name: 'title' | 'compiler' | 'review_number' | 'mark', text: string): Partial<SheetOrder> {
  const said = text.trim()
  return said ? { [name]: said } : {}
}

export const printed = new Sheet()
