// Assumptions in words.
import { t, tongue } from '../i18n/language.svelte'
import { held } from '../state/county.svelte'
import { kindName } from '../state/kinds'
import type { WhatIf } from './whatif'

/** What is assumed, in a few words. */
export function said(w: WhatIf): string {
  if (w.does === 'add') return t('assumedAdd', { kind: kindName(held.kindOf.get(w.kind), tongue.language) || w.kind })
  const name = held.facility(String(w.id))?.properties.name ?? t('unknownFacility', { id: w.id })
  return w.does === 'move' ? t('assumedMove', { name }) : t('assumedClose', { name })
}
