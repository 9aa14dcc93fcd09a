// The server's style, asked for a county and day, and what the page adds to it.
import type { LayerSpecification, StyleSpecification } from 'maplibre-gl'
import { address, get, Problem } from '../api/http'
import type { Theme } from '../state/theme.svelte'
import { isPassing, pauseAfter, type TileSets } from './tiles'

/** What the tiles of a map are asked for. */
export interface Picture {
  county: string
  at: string
  /** Number of the plan that is drawn as if in force; '' is none. */
  plan: string
  theme: Theme
  /** Of the county, and of the plan: another one after every write. */
  version: string
  /** Path of an archive of tiles in place of the server's; '' is none. */
  archive: string
}

/** Fetches the style. Its addresses are made absolute: MapLibre's worker has another base. */
export async function styleFor({ county, at, plan, theme, archive }: Omit<Picture, 'version'>): Promise<StyleSpecification> {
  const style = await get<StyleSpecification>('/style.json', { county, at, plan, theme })
  for (const source of Object.values(style.sources)) {
    if (source.type !== 'vector' && source.type !== 'raster') continue
    if (source.url) source.url = absolute(source.url)
    if (source.tiles) source.tiles = source.tiles.map(absolute)
  }
  if (!archive) return style
  const { fromArchive } = await import('./archive')
  return fromArchive(style, archive)
}

/** Fetches the style as often as it takes while the server is away; wanted: whether it still is. */
export async function styleInTheEnd(picture: Picture, wanted: () => boolean): Promise<StyleSpecification> {
  for (let times = 0; ; times++) {
    try {
      return await styleFor(picture)
    } catch (cause) {
      if (!wanted() || !(cause instanceof Problem) || !isPassing(cause.status)) throw cause
      await new Promise((resolve) => setTimeout(resolve, pauseAfter(times)))
    }
  }
}

/** An address of ours in full; {z} and the like stay as they are. */
export function absolute(path: string): string {
  const url = path.startsWith('/') ? location.origin + path : path
  return url.replaceAll('%7B', '{').replaceAll('%7D', '}')
}

/** The address of a set's tiles. */
export function tilesOf(set: string, query: Record<string, string>): string {
  return absolute(address(`/tiles/${set}/{z}/{x}/{y}.mvt`, query))
}

/**
 * Puts another day or county under the layers as they are, without drawing the page
 * anew. anew asks for all tiles again: something was written.
 */
export function retile(tiles: TileSets, style: StyleSpecification, anew: boolean): void {
  for (const [name, source] of Object.entries(style.sources)) {
    if (source.type === 'vector' && source.url) tiles.change(name, { url: source.url }, anew)
  }
}

/** Layers of a style over some layers of the tiles. */
export function layersOf(style: StyleSpecification, ...sourceLayers: string[]): LayerSpecification[] {
  return style.layers.filter((l) => 'source-layer' in l && sourceLayers.includes(l['source-layer'] ?? ''))
}
