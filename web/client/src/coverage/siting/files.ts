// Files of suggested sites, of checked places and of the free land.
import { checkFile, freeLandFile } from '../../api/sitecheck'
import { sitesFile } from '../../api/siting'
import type { Offer } from '../../state/files'
import { check } from './check.svelte'
import { siting } from './siting.svelte'

export const siteFiles: readonly Offer[] = (['xlsx', 'csv', 'geojson'] as const).map((format) => ({
  words: `export.sites.${format}` as const,
  name: `sites.${format}`,
  make: () => (siting.asked ? sitesFile(siting.asked, format) : Promise.reject(new Error('no sites'))),
}))

export const checkFiles: readonly Offer[] = (['xlsx', 'geojson'] as const).map((format) => ({
  words: `export.check.${format}` as const,
  name: `sitecheck.${format}`,
  make: () => (check.question ? checkFile(check.question, format) : Promise.reject(new Error('no places'))),
}))

export const freeFiles: readonly Offer[] = (['xlsx', 'geojson'] as const).map((format) => ({
  words: `export.free.${format}` as const,
  name: `freeland.${format}`,
  make: () => freeLandFile(check.picture, format),
}))
