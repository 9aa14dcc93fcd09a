// The tiles under the layers of a map: another set of them, and those that did not come.
import type { Map as MapLibreMap, VectorTileSource } from 'maplibre-gl'

/** Where a source has its tiles from: the address of a TileJSON, or addresses of tiles. */
export type Origin = { url: string } | { tiles: string[] }

/** What MapLibre says of a source; tile: where it is about one tile. */
interface Told {
  sourceId?: string
  sourceDataType?: string
  tile?: { tileID: { canonical: Tile } }
  error?: { status?: number }
}

type Tile = { x: number; y: number; z: number }

/** Tiles of a source that failed. */
interface Failed {
  tiles: Tile[]
  /** The TileJSON itself failed. */
  whole: boolean
  timer: number
  /** How often in a row. */
  times: number
}

const firstPause = 1000 // milliseconds, what the server's Retry-After says
const longestPause = 30_000
const lookEvery = 100

/** Reports whether what a request failed with may pass: a lost connection (0), a server that is busy or away. */
export function isPassing(status: number): boolean {
  return status < 400 || status === 429 || status >= 500
}

/** How long to wait before asking again what has failed a number of times before, in milliseconds. */
export function pauseAfter(times: number): number {
  return Math.min(longestPause, firstPause * 2 ** times)
}

/**
 * Changes where sources have their tiles from, one change at a time: MapLibre takes an
 * answer to the former question that comes late for one to the new, and waits for ever
 * for a tile that failed before the change. Asks again for what failed.
 */
export class TileSets {
  readonly #map: MapLibreMap
  readonly #waiting = new Map<string, Origin>()
  readonly #failed = new Map<string, Failed>()
  readonly #gone = new AbortController()
  #watching = 0

  constructor(map: MapLibreMap) {
    this.#map = map
    map.on('sourcedata', (e) => this.#came(e as Told))
    map.on('error', (e) => this.#missed(e as Told))
    addEventListener('online', () => this.#again(), { signal: this.#gone.signal })
  }

  /** Has a source's tiles asked for elsewhere, once those under way have come; anew: even where it is the same address. */
  change(name: string, origin: Origin, anew = false): void {
    if (!anew && same(this.#waiting.get(name) ?? this.#present(name), origin)) return
    this.#waiting.set(name, origin)
    this.#look()
    this.#watch()
  }

  /** Forgets what was to be done: the sources are about to be others. */
  clear(): void {
    clearInterval(this.#watching)
    this.#watching = 0
    for (const { timer } of this.#failed.values()) clearTimeout(timer)
    this.#failed.clear()
    this.#waiting.clear()
  }

  remove(): void {
    this.#gone.abort()
    this.clear()
  }

  /** Changes the sources whose former tiles have come. Not at once: MapLibre may be in the midst of telling. */
  #look(): void {
    if (this.#waiting.size === 0) return
    queueMicrotask(() => {
      for (const [name, origin] of this.#waiting) {
        const source = this.#source(name)
        if (source && !this.#map.isSourceLoaded(name)) continue
        this.#waiting.delete(name)
        if (!source) continue
        if ('url' in origin) source.setUrl(origin.url)
        else source.setTiles(origin.tiles)
      }
    })
  }

  /**
   * Looks until all tiles have come, and then has the map drawn: MapLibre is silent about
   * a tile that was asked for again and had not changed, and would not come to rest.
   */
  #watch(): void {
    if (this.#watching) return
    this.#watching = window.setInterval(() => {
      this.#look()
      if (this.#waiting.size > 0 || !this.#map.isStyleLoaded()) return
      clearInterval(this.#watching)
      this.#watching = 0
      this.#map.triggerRepaint()
    }, lookEvery)
  }

  #came({ sourceId = '', sourceDataType, tile }: Told): void {
    const failed = this.#failed.get(sourceId)
    // MapLibre is about to load all tiles of a changed source: those that failed would stay as they are.
    if (failed && sourceDataType === 'metadata') this.#retry(sourceId, failed)
    else if (failed && tile) failed.times = 0
    this.#look()
  }

  /** Keeps what failed, and asks for it again after a while; what was refused stays refused. */
  #missed({ sourceId, tile, error }: Told): void {
    this.#look()
    if (!sourceId || !this.#source(sourceId)) return
    const failed = this.#failed.get(sourceId) ?? { tiles: [], whole: false, timer: 0, times: 0 }
    this.#failed.set(sourceId, failed)
    if (tile) failed.tiles.push(tile.tileID.canonical)
    else failed.whole = true
    this.#map.triggerRepaint() // a map whose last tile failed is at rest
    if (failed.timer || !isPassing(error?.status ?? 0)) return
    failed.timer = window.setTimeout(() => this.#retry(sourceId, failed), pauseAfter(failed.times++))
  }

  #again(): void {
    for (const [name, failed] of this.#failed) this.#retry(name, failed)
  }

  #retry(name: string, failed: Failed): void {
    clearTimeout(failed.timer)
    failed.timer = 0
    const source = this.#source(name)
    const { tiles, whole } = failed
    failed.tiles = []
    failed.whole = false
    if (source?.url && whole && !this.#waiting.has(name)) this.#waiting.set(name, { url: source.url })
    if (source && tiles.length > 0) this.#map.refreshTiles(name, tiles)
    this.#look()
    this.#watch()
  }

  #present(name: string): Origin | undefined {
    const source = this.#source(name)
    if (!source) return undefined
    return source.url ? { url: source.url } : { tiles: source.tiles }
  }

  #source(name: string): VectorTileSource | undefined {
    const source = this.#map.getSource(name)
    return source?.type === 'vector' ? (source as VectorTileSource) : undefined
  }
}

function same(a: Origin | undefined, b: Origin): boolean {
  return JSON.stringify(a) === JSON.stringify(b)
}
