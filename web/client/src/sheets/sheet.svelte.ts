// The printed sheet on order: its fields, and the preview, which is the sheet itself.
import { isAbort } from '../api/http'
import { sheet, type SheetFormat, type SheetKind, type SheetOrder, type SheetPalette } from '../api/sheets'
import { tongue } from '../i18n/language.svelte'
import type { Language } from '../i18n/words'
import { coverage } from '../coverage/coverage.svelte'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'
import { neighbour } from './neighbour'

class Sheet {
  kind = $state<SheetKind>('townships')
  /** Code of the township, of a sheet of one. */
  unit = $state('')
  title = $state('')
  compiler = $state('')
  reviewNumber = $state('')
  mark = $state('')
  facilities = $state<string[]>([])
  /** Whether the facilities shown are named too. */
  named = $state(false)
  /** Day before, of a comparison; '' is the mark before the day shown. */
  before = $state('')
  /** Codes of the units on both sides of a border; '' is the first that fits. */
  sides = $state<[string, string]>(['', ''])
  /** Code of an indicator; '' is the first. */
  indicator = $state('')
  /** A bureau's own template and the name of its file. */
  template = $state.raw<{ name: string; content: Record<string, unknown> } | null>(null)
  palette = $state<SheetPalette>('light')
  /** null: the page's. */
  language = $state<Language | null>(null)
  preview = $state('')
  /** What the server has to say of the sheet previewed, such as names that found no room. */
  notes = $state.raw<string[]>([])
  making = $state(false)
  problem = $state.raw<unknown>(null)
  usualTitle = $derived(held.county ? `${held.county.name}行政区划${this.kind === 'comparison' ? '变更前后对照图' : '图'}` : '')
  /** The township that a sheet of one is of: the one chosen, the one on the page, or the first. */
  township = $derived.by(() => {
    const all = held.units.township.map((u) => u.properties.code)
    return [this.unit, page.address.unit.slice(0, 9)].find((c) => all.includes(c)) ?? all[0] ?? ''
  })
  /** The days that a comparison can begin with: those before the day shown, and of a plan that day without it. */
  daysBefore = $derived.by(() => {
    const day = page.address.at || (held.marks.at(-1)?.day ?? '')
    return held.marks.map((m) => m.day).filter((d) => d < day || (d === day && held.plan !== '')).reverse()
  })
  compared = $derived(this.daysBefore.includes(this.before) ? this.before : (this.daysBefore[0] ?? ''))
  /** The two sides of the border: as chosen, else two townships that share one. */
  between = $derived.by<[string, string]>(() => {
    const codes = held.units.township.map((u) => u.properties.code)
    const known = (code: string) => held.unit(code) !== undefined
    const [a = '', b = ''] = this.sides
    const first = known(a) ? a : (codes[0] ?? '')
    return [first, known(b) && b !== first ? b : (neighbour(held.units.township, first) ?? codes.find((c) => c !== first) ?? '')]
  })
  /** Whether the sheet needs what there is none of: a coverage question, a day before, an indicator. */
  unasked = $derived(this.kind === 'comparison' ? this.compared === '' : this.kind === 'indicator' ? this.indicator === '' : (this.kind === 'coverage' || this.kind === 'gaps') && !coverage.question)
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
      ...(held.plan !== '' && { plan: Number(held.plan) }),
      ...filled('title', this.title),
      ...filled('compiler', this.compiler),
      ...filled('review_number', this.reviewNumber),
      ...filled('mark', this.mark),
      ...(this.facilities.length > 0 && { facilities: [...this.facilities], facility_names: this.named }),
      ...(this.template && { template: this.template.content }),
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
      case 'comparison':
        return { kind: 'townships', compare: this.compared }
      case 'border':
        return { kind: 'border', between: this.between }
      case 'indicator':
        return { kind: 'indicator', ...filled('indicator', this.indicator) }
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
      const { file, notes } = await sheet(order, running.signal)
      const before = this.preview
      this.preview = URL.createObjectURL(file)
      this.notes = notes
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
function filled(name: 'title' | 'compiler' | 'review_number' | 'mark' | 'indicator', text: string): Partial<SheetOrder> {
  const said = text.trim()
  return said ? { [name]: said } : {}
}

export const printed = new Sheet()
