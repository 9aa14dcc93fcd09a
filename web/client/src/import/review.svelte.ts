// What is looked at of a report: which rows, and the one that is chosen.
import type { Action, Report, ReportRow } from '../api/imports'
import { actions } from '../api/imports'
import { stage } from '../map/stage.svelte'
import { importing } from './upload.svelte'

/** How many rows are shown at first, and more at a time. */
const portion = 100
/** How close the map looks at a row, at least. */
const near = 13.5

type Where = Pick<ReportRow, 'file' | 'sheet' | 'row'>

/** A row's name among all. */
export const keyOf = (r: Where): string => `${r.file}\n${r.sheet}\n${r.row}`

class Review {
  action = $state<Action | 'all'>('all')
  /** Only rows with this problem; '' is any. */
  code = $state('')
  most = $state(portion)
  /** keyOf the chosen row; '' is none. */
  chosen = $state('')

  report = $derived<Report | null>(importing.upload?.report ?? null)
  inOrder = $derived([...(this.report?.rows ?? [])].sort((a, b) => actions.indexOf(a.action) - actions.indexOf(b.action)))
  rows = $derived(
    this.inOrder.filter((r) => (this.action === 'all' || r.action === this.action) && (this.code === '' || r.problems.some((p) => p.code === this.code))),
  )
  shown = $derived(this.rows.slice(0, this.most))
  /** Problems and how often each occurs, the most frequent first. */
  problems = $derived(Object.entries(this.report?.counts.problems ?? {}).sort(([, a], [, b]) => b - a))
  row = $derived(this.report?.rows.find((r) => keyOf(r) === this.chosen))

  /** A report has come: nothing of the former one stays chosen. */
  begin(): void {
    this.chosen = ''
    this.filter('all')
  }

  filter(action: Action | 'all', code = ''): void {
    this.action = action
    this.code = code
    this.most = portion
  }

  more(): void {
    this.most += portion
  }

  /** Chooses a row from the list: the map goes to it. */
  choose(row: ReportRow): void {
    this.chosen = keyOf(row)
    const map = stage.atlas?.map
    if (row.place && map) map.easeTo({ center: row.place, zoom: Math.max(map.getZoom(), near) })
  }

  /** Chooses the row of what was clicked on the map: the list shows it. */
  pick(where: Where): void {
    const key = keyOf(where)
    if (!this.report?.rows.some((r) => keyOf(r) === key)) return
    if (!this.rows.some((r) => keyOf(r) === key)) this.filter('all')
    const at = this.rows.findIndex((r) => keyOf(r) === key)
    this.most = Math.max(this.most, Math.ceil((at + 1) / portion) * portion)
    this.chosen = key
  }
}

export const review = new Review()
