// Files of the indicators.
import { indicatorFile, indicatorSheet } from '../api/indicators'
import { tongue } from '../i18n/language.svelte'
import type { Offer } from '../state/files'
import { board } from './board.svelte'

export const boardFiles: readonly Offer[] = (['xlsx', 'csv'] as const).map((format) => ({
  words: `export.indicators.${format}` as const,
  name: `indicators.${format}`,
  make: () => indicatorFile(board.query, format),
}))

/** The sheet of one indicator. */
export const sheetFile = (code: string): readonly Offer[] => [
  { words: 'export.indicator.pdf', name: `${code}.pdf`, make: () => indicatorSheet(board.query, code, tongue.language) },
]
