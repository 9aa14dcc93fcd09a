// Files of what the map shows.
import { exported, sheet } from '../api/sheets'
import type { Offer } from '../state/files'
import { page } from '../state/page.svelte'

export const files: readonly Offer[] = [
  {
    words: 'export.units.geojson',
    name: 'units.geojson',
    make() {
      const { county, at } = page.address
      return exported({ what: 'units', format: 'geojson', county, at })
    },
  },
  {
    words: 'export.map.pdf',
    name: 'map.pdf',
    async make() {
      const { printed } = await import('../sheets/sheet.svelte')
      return (await sheet(printed.order('pdf'))).file
    },
  },
]
