// Files of a question's answer.
import { exported } from '../api/sheets'
import type { Offer } from '../state/files'
import { allExtras, coverage } from './coverage.svelte'

export const files: readonly Offer[] = [
  { words: 'export.coverage.xlsx', name: 'coverage.xlsx', make: () => answered('coverage', 'xlsx') },
  { words: 'export.coverage.csv', name: 'coverage.csv', make: () => answered('coverage', 'csv') },
  { words: 'export.coverage.geojson', name: 'coverage.geojson', make: () => answered('coverage', 'geojson') },
  { words: 'export.gaps.geojson', name: 'gaps.geojson', make: () => answered('gaps', 'geojson') },
  { words: 'export.places.geojson', name: 'sites.geojson', make: sites },
]

/** The answer as the server writes it; a workbook has a sheet for each extra too. */
function answered(what: 'coverage' | 'gaps', format: 'xlsx' | 'csv' | 'geojson'): Promise<Blob> {
  const { question } = coverage
  if (!question) throw new Error('no question')
  const { county, at, plan } = question
  return exported({ what, format, county, at, ...(plan && { plan }), question: format === 'xlsx' ? { ...question, with: [...allExtras] } : question })
}

/** All that counts by distance, assumed sites included, as points. */
function sites(): Promise<Blob> {
  const { extras } = coverage
  const features = (extras?.places ?? []).map(({ lon, lat, facility, kind, reach_m }) => ({
    type: 'Feature',
    geometry: { type: 'Point', coordinates: [lon, lat] },
    properties: { ...facility, kind, reach_m },
  }))
  const text = JSON.stringify({ type: 'FeatureCollection', edition: extras?.edition, question_id: extras?.question_id, features })
  return Promise.resolve(new Blob([text], { type: 'application/geo+json' }))
}
