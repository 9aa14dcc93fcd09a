// Files to save: what the page shows, made by the server.
import { exported, sheet } from '../api/sheets'
import { coverage } from './coverage.svelte'
import { held } from './county.svelte'
import { page } from './page.svelte'
import { printed } from './sheet.svelte'

export type Export = 'coverage.csv' | 'coverage.xlsx' | 'units.geojson' | 'gaps.geojson' | 'map.pdf'

/** Makes a file and hands it to the browser to save. */
export async function exportFile(what: Export): Promise<void> {
  save(await made(what), `${fileStem(what)}.${what.split('.')[1] ?? ''}`)
}

async function made(what: Export): Promise<Blob> {
  const { county, at } = page.address
  if (what === 'map.pdf') return sheet(printed.order('pdf'))
  if (what === 'units.geojson') return exported({ what: 'units', format: 'geojson', county, at })
  const question = coverage.question
  if (!question || !coverage.answer) throw new Error('no question')
  if (what === 'gaps.geojson') return exported({ what: 'gaps', format: 'geojson', county, at, question })
  return exported({ what: 'coverage', format: what === 'coverage.csv' ? 'csv' : 'xlsx', county, at, question })
}

/** 青神县_2020-06-30_coverage: the county, the day, the thing. */
function fileStem(what: Export): string {
  const day = page.address.at || (held.mark?.day ?? '')
  return [held.county?.name ?? page.address.county, day, what.split('.')[0]].filter((s) => s).join('_')
}

/** Hands a file to the browser to save. */
export function save(file: Blob, name: string): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
