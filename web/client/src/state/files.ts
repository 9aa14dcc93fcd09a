// Files to save: what the page shows, made by the server.
import type { Key } from '../i18n/words'
import { held } from './county.svelte'
import { page } from './page.svelte'

/** A file that can be had. */
export interface Offer {
  /** What its button says. */
  words: Key
  /** The end of its name: coverage.xlsx. */
  name: string
  make(): Promise<Blob>
}

/** Makes a file and hands it to the browser to save, 青神县_2020-06-30_coverage.xlsx. */
export async function saveAs({ name, make }: Offer): Promise<void> {
  const { county, at } = page.address
  const file = await make()
  save(file, [held.county?.name ?? county, at || (held.mark?.day ?? ''), name].filter((s) => s).join('_'))
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
