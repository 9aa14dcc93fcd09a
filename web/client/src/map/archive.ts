// An archive of tiles (PMTiles) under the layers of a style, in place of the server's tiles.
// The library for it is fetched only where an archive is shown.
import { addProtocol, type StyleSpecification } from 'maplibre-gl'
import { absolute } from './style'

let known = false

/** Lets the sources of divisions and facilities read an archive; what it lacks is empty. */
export async function fromArchive(style: StyleSpecification, path: string): Promise<StyleSpecification> {
  if (!known) {
    const { Protocol } = await import('pmtiles')
    addProtocol('pmtiles', new Protocol({ metadata: true }).tile)
    known = true
  }
  for (const name of ['divisions', 'facilities']) style.sources[name] = { type: 'vector', url: `pmtiles://${absolute(path)}` }
  return style
}
