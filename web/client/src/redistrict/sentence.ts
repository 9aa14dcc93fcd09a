// Edits in a planner's words, with the names of units as they were and will be.
import type { Code, Edit } from '../api/changes'
import { isKey } from '../i18n/words'
import { t, tOr } from '../i18n/language.svelte'
import { held } from '../state/county.svelte'
import { draft } from './draft.svelte'
import { given, partsOf } from './edits'

/** The name of the unit that bears a code, before or after the plan; else the code. */
export function nameOf(code: Code): string {
  const { preview, orders } = draft
  const was = preview?.gone.find((u) => u.code === code) ?? preview?.changed.find((u) => u.was?.code === code)?.was
  return was?.name ?? held.unit(code)?.properties.name ?? (given(orders).get(code) || code)
}

/** What an edit does, in one sentence. */
export function sentenceOf(edit: Edit): string {
  const { kind, from, into } = partsOf(edit, nameOf)
  const key = `said.${kind}`
  const words = into.map((w) => (kind === 'retype' ? tOr('type', w) : kind === 'classify' && isKey(w) ? t(w) : w))
  return isKey(key) ? t(key, { from: joined(from), into: joined(words) }) : kind
}

/** Names in a row, of many only the first. */
export function joined(names: readonly string[], most = 6): string {
  const shown = names.slice(0, most).join(t('listComma'))
  return names.length > most ? `${shown} ${t('andMore', { n: names.length - most })}` : shown
}
