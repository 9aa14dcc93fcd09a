// The map as the rest of the page knows it: show this picture, this overlay, look there.
import './worker'
import { MapLibreMap, NavigationControl, ScaleControl, type StyleSpecification } from 'maplibre-gl'
import type { Look } from '../state/address'
import type { Place } from './find'
import type { LayerName, Opacities } from '../view/fields'
import { erase } from './drawing'
import { faded, layersNamed } from './opacity'
import { palette } from './palette'
import { showing } from './shown'
import type { Draw } from './stage.svelte'
import { layersOf, retile, styleInTheEnd, type Picture } from './style'
import { TileSets } from './tiles'

export type Bounds = [west: number, south: number, east: number, north: number]

/** What the map tells the page. */
export interface Heard {
  clicked(place: Place, point: { x: number; y: number }): void
  pointed(place: Place | null, point: { x: number; y: number }): void
  moved(look: Look): void
  /** The map is at rest; cut: a tile on it could not hold everything. */
  rested(cut: boolean): void
  failed(cause: unknown): void
  /** A style has come; credits: what the provider of its base map wants said, null where there is none. */
  dressed?(credits: string | null): void
}

/** The style's layer of what stands for several facilities. */
const clusters = 'facility-cluster'

const margin = { top: 40, bottom: 48, left: 40, right: 40 }

export class Atlas {
  readonly map: MapLibreMap
  readonly #drawings = new Map<string, Draw>()
  #dressed = false
  /** Something was written since the tiles were last asked for. */
  #anew = false
  #hidden: string[] = []
  #opacities: Opacities = {}
  #shown: Picture | null = null
  #style: StyleSpecification | null = null
  #asked = 0
  readonly #heard: Heard
  readonly #tiles: TileSets

  constructor(container: HTMLElement, look: Look | null, heard: Heard, bare = false) {
    this.map = new MapLibreMap({
      container,
      style: { version: 8, sources: {}, layers: [] },
      center: look ? [look.lng, look.lat] : [104, 35],
      zoom: look?.zoom ?? 3.4,
      maxPitch: 0,
      dragRotate: false,
      pitchWithRotate: false,
      attributionControl: false,
      fadeDuration: 120,
    })
    this.map.touchZoomRotate.disableRotation()
    this.#heard = heard
    this.#tiles = new TileSets(this.map)
    this.#listen(heard)
    if (bare) return // it follows another map
    this.map.addControl(new NavigationControl({ showCompass: false }), 'top-right')
    this.map.addControl(new ScaleControl({ maxWidth: 120 }), 'bottom-right')
  }

  /** Shows a county on a day. The layers stay while only the day changes. */
  async show(picture: Picture): Promise<void> {
    const turn = ++this.#asked
    const style = await styleInTheEnd(picture, () => turn === this.#asked)
    if (turn !== this.#asked) return
    const sameLook = this.#shown?.theme === picture.theme && sameLayers(this.#style, style)
    const anew = this.#shown?.version !== picture.version
    this.#shown = picture
    this.#style = style
    this.#heard.dressed?.(creditsOf(style))
    if (sameLook) {
      this.#anew ||= anew
      if (this.#dressed) this.#retile()
      return
    }
    this.#dressed = false
    this.#anew = false
    this.#tiles.clear()
    this.map.setStyle(style, { diff: false })
    this.map.once('styledata', () => this.#dress())
  }

  /** Keeps a drawing on the map, in place of the one of that name. */
  draw(name: string, draw: Draw): void {
    this.#drawings.set(name, draw)
    if (this.#dressed) draw(this.map, palette(), this.#tiles)
  }

  /** Takes a drawing off, unless another of its name follows at once. */
  erase(name: string): void {
    this.#drawings.delete(name)
    queueMicrotask(() => {
      if (this.#dressed && !this.#drawings.has(name)) erase(this.map, name)
    })
  }

  /** How many facilities the cluster at a point of the screen stands for; 0 where there is none. */
  clusterAt(point: { x: number; y: number }): number {
    if (!this.map.getLayer(clusters)) return 0
    const [found] = this.map.queryRenderedFeatures([point.x, point.y], { layers: [clusters] })
    if (!found) return 0
    const hidden = this.#hidden.map((kind) => Number(found.properties[`count_${kind}`] ?? 0))
    return hidden.reduce((left, n) => left - n, Number(found.properties['count'] ?? 0))
  }

  /** Looks closer at a place. */
  approach([lng, lat]: Place): void {
    this.map.easeTo({ center: [lng, lat], zoom: this.map.getZoom() + 1.5 })
  }

  /** Hides facilities of some kinds. */
  hide(kinds: string[]): void {
    this.#hidden = kinds
    if (this.#dressed) this.#filter()
  }

  /** Fades layers of the list; what is not named is as the style says. */
  fade(opacities: Opacities): void {
    this.#opacities = opacities
    if (this.#dressed) this.#faded()
  }

  fit(bounds: Bounds, animate = true): void {
    this.map.fitBounds(bounds, { padding: margin, maxZoom: 14, animate })
  }

  look({ lng, lat, zoom }: Look): void {
    this.map.jumpTo({ center: [lng, lat], zoom })
  }

  remove(): void {
    this.#asked++
    this.#dressed = false
    this.#tiles.remove()
    this.map.remove()
  }

  /** Puts all drawings on a new style. */
  #dress(): void {
    this.#dressed = true
    const colours = palette()
    for (const draw of this.#drawings.values()) draw(this.map, colours, this.#tiles)
    this.#filter()
    this.#faded()
    this.#retile() // the day may have changed while the style came
  }

  #retile(): void {
    if (this.#style) retile(this.#tiles, this.#style, this.#anew)
    this.#anew = false
  }

  #faded(): void {
    for (const layer of this.#style?.layers ?? []) {
      const name = listed(layer.id)
      if (!name) continue
      const percent = this.#opacities[name] ?? 100
      this.map.setLayoutProperty(layer.id, 'visibility', percent > 0 ? 'visible' : 'none')
      for (const [property, value] of Object.entries(faded(layer, percent / 100))) this.map.setPaintProperty(layer.id, property as never, value as never)
    }
  }

  #filter(): void {
    if (!this.#style) return
    for (const layer of layersOf(this.#style, 'facility')) {
      const { filter, layout, paint } = showing(layer, this.#hidden)
      this.map.setFilter(layer.id, filter)
      for (const [name, value] of Object.entries(layout)) this.map.setLayoutProperty(layer.id, name as never, value as never)
      for (const [name, value] of Object.entries(paint)) this.map.setPaintProperty(layer.id, name as never, value as never)
    }
  }

  /** Reports whether a tile on the map says that it was cut short. */
  #isCut(): boolean {
    return Object.entries(this.map.getStyle().sources).some(
      ([id, { type }]) => type === 'vector' && this.map.querySourceFeatures(id, { sourceLayer: 'truncated' }).length > 0,
    )
  }

  #listen(heard: Heard): void {
    this.map.on('click', (e) => heard.clicked([e.lngLat.lng, e.lngLat.lat], e.point))
    this.map.on('mousemove', (e) => heard.pointed([e.lngLat.lng, e.lngLat.lat], e.point))
    this.map.on('mouseout', (e) => heard.pointed(null, e.point))
    this.map.on('idle', () => heard.rested(this.#isCut()))
    this.map.on('error', (e) => heard.failed(e.error))
    this.map.on('moveend', () => {
      const { lng, lat } = this.map.getCenter()
      heard.moved({ lng, lat, zoom: this.map.getZoom() })
    })
  }
}

/** What the list of layers calls a layer of the style. */
function listed(id: string): LayerName | undefined {
  return (Object.keys(layersNamed) as LayerName[]).find((name) => layersNamed[name]?.includes(id))
}

function creditsOf(style: StyleSpecification): string | null {
  const under = style.sources['basemap']
  return under?.type === 'raster' ? (under.attribution ?? '') : null
}

function sameLayers(a: StyleSpecification | null, b: StyleSpecification): boolean {
  return a !== null && JSON.stringify(a.layers) === JSON.stringify(b.layers)
}
