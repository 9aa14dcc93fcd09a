// Files of a question's answer.
import { exported } from '../api/sheets'
import type { Offer } from '../state/files'
import { page } from '../state/page.svelte'
import { coverage } from './coverage.svelte'

export const files: readonly Offer[] = [
  { words: 'export.coverage.xlsx', name: 'coverage.xlsx', make: () => answered('coverage', 'xlsx') },
  { words: 'export.coverage.csv', name: 'coverage.csv', make: () => answered('coverage', 'csv') },
  { words: 'export.gaps.geojson', name: 'gaps.geojson', make: () => answered('gaps', 'geojson') },
]

function answered(what: 'coverage' | 'gaps', format: 'xlsx' | 'csv' | 'geojson'): Promise<Blob> {
  const { county, at } = page.address
  if (!coverage.question) throw new Error('no question')
  return exported({ what, format, county, at, question: coverage.question })
}
