// The gaps and overlaps of an import: which is looked at, and who is to have each.
import type { Mending, Piece } from '../../api/imports'
import { stage } from '../../map/stage.svelte'
import { importing } from '../upload.svelte'
import { decided, same, stale } from './choices'

/** How many are listed at first, and more at a time. */
const portion = 30

class Pieces {
  most = $state(portion)
  /** The name of the one that is looked at; '' is none. */
  chosen = $state('')

  mending = $derived<Mending | null>(importing.upload?.report?.repairs ?? null)
  all = $derived(this.mending?.pieces ?? [])
  shown = $derived(this.all.slice(0, this.most))
  piece = $derived(this.all.find((p) => p.piece === this.chosen))
  stale = $derived(stale(importing.choices.repairs, this.mending))
  /** Whether something was chosen that the report does not show yet. */
  pending = $derived(this.mending !== null && !same(importing.choices.repairs, importing.upload?.options?.repairs))

  wish = (piece: Piece): string => importing.choices.repairs?.pieces?.[piece.piece] ?? ''

  decide(piece: string, to: string): void {
    importing.choices.repairs = decided(importing.choices.repairs, piece, to)
  }

  narrow(metres: number): void {
    importing.choices.repairs = { ...importing.choices.repairs, narrow_m: Number.isFinite(metres) && metres > 0 ? metres : 0 }
  }

  /** Takes back the choices about pieces that are not there any more. */
  forget(): void {
    for (const name of this.stale) this.decide(name, '')
  }

  more(): void {
    this.most += portion
  }

  /** Looks at one from the list: the map goes to it. */
  choose(piece: Piece): void {
    this.chosen = piece.piece
    const [west, south, east, north] = piece.bbox
    stage.atlas?.map.fitBounds([[west, south], [east, north]], { padding: 120, maxZoom: 18 })
  }

  /** Looks at one that was clicked on the map: the list shows it. */
  pick(name: string): void {
    const at = this.all.findIndex((p) => p.piece === name)
    if (at < 0) return
    this.most = Math.max(this.most, Math.ceil((at + 1) / portion) * portion)
    this.chosen = name
  }
}

export const pieces = new Pieces()
