// Assumed facilities as pins on the map, and taking hold of one.
import { Marker, type MapLibreMap } from 'maplibre-gl'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'
import { facilityAt, type Place } from '../map/find'
import { coverage } from './coverage.svelte'
import { nudge } from './nudge.svelte'
import { onGrid, replaced, stepAt, withOne, type WhatIf } from './whatif'

/** What a click on the map does. */
export type Tool = '' | 'move' | 'add' | 'close'

const rim = 60 // pixels from the map's edge within which a pin that has focus is brought in

interface Pin {
  marker: Marker
  ring: SVGCircleElement
  handle: HTMLButtonElement
}

const svg = 'http://www.w3.org/2000/svg'

/** Keeps a pin on the map for each assumption, and moves those that are dragged. */
export class Pins {
  readonly #map: MapLibreMap
  readonly #label: (w: WhatIf, index: number) => string
  readonly #gone = new AbortController()
  #pins: Pin[] = []

  constructor(map: MapLibreMap, label: (w: WhatIf, index: number) => string) {
    this.#map = map
    this.#label = label
    const { signal } = this.#gone
    map.getCanvasContainer().addEventListener('pointerdown', (e) => this.#pressed(e), { capture: true, signal })
    const sized = () => this.#size()
    map.on('zoom', sized)
    signal.addEventListener('abort', () => map.off('zoom', sized))
  }

  /** Shows a list: what it has more or less than before, and where each stands. */
  show(list: readonly WhatIf[]): void {
    while (this.#pins.length > list.length) this.#pins.pop()?.marker.remove()
    list.forEach((w, i) => {
      const place = w.does === 'close' ? placeOf(w.id) : w.place
      const pin = (this.#pins[i] ??= this.#make(i, place ?? [0, 0]))
      if (place) pin.marker.setLngLat(place)
      const { handle, ring } = pin
      handle.dataset['does'] = place ? w.does : 'nowhere'
      handle.textContent = w.does === 'close' ? '×' : String(i + 1)
      handle.setAttribute('aria-label', this.#label(w, i))
      ring.dataset['metres'] = String(w.does === 'close' ? 0 : reachOf(w))
    })
    this.#size()
  }

  remove(): void {
    nudge.keep()
    this.#gone.abort()
    for (const { marker } of this.#pins) marker.remove()
  }

  #make(index: number, place: Place): Pin {
    const element = document.createElement('div')
    element.className = 'what-if'
    const drawing = document.createElementNS(svg, 'svg')
    drawing.setAttribute('aria-hidden', 'true')
    const ring = document.createElementNS(svg, 'circle')
    drawing.append(ring)
    const handle = document.createElement('button')
    handle.type = 'button'
    handle.addEventListener('keydown', (e) => this.#keyed(e, index))
    handle.addEventListener('focus', () => this.#bringIn(index))
    handle.addEventListener('blur', () => nudge.keep())
    element.append(drawing, handle)
    const marker = new Marker({ element }).setLngLat(place).addTo(this.#map)
    return { marker, ring, handle }
  }

  /** Draws reaches as large as they are at the map's zoom. */
  #size(): void {
    for (const { marker, ring } of this.#pins) {
      ring.setAttribute('r', String(Number(ring.dataset['metres']) / this.#metresAPixel(marker.getLngLat().lat)))
    }
  }

  #metresAPixel(lat: number): number {
    return (40_075_016.7 * Math.cos((lat * Math.PI) / 180)) / (512 * 2 ** this.#map.getZoom())
  }

  /** Metres that an arrow key moves a pin by. */
  #step(index: number): number {
    return stepAt(this.#metresAPixel(this.#pins[index]?.marker.getLngLat().lat ?? 0))
  }

  /** Gives a pin to the arrow keys; before: what was assumed until now; home: what has focus when it ends. */
  hold(index: number, before: readonly WhatIf[], home: HTMLElement): void {
    nudge.begin(before, this.#step(index), home)
    this.#pins[index]?.handle.focus({ preventScroll: true })
  }

  /** Moves the map where a pin that has focus is out of sight, or nearly. */
  #bringIn(index: number): void {
    const center = this.#pins[index]?.marker.getLngLat()
    if (!center) return
    for (let at: HTMLElement | null = this.#map.getCanvasContainer(); at; at = at.parentElement) at.scrollTo(0, 0) // the map moves, not its box
    const { x, y } = this.#map.project(center)
    const { clientWidth, clientHeight } = this.#map.getContainer()
    if (x < rim || y < rim || x > clientWidth - rim || y > clientHeight - rim) this.#map.easeTo({ center, duration: 200 })
  }

  #pressed(event: PointerEvent): void {
    if (event.button !== 0 || !event.isPrimary) return
    const own = this.#pins.findIndex(({ handle }) => handle === event.target)
    const list = page.address.whatIf
    if (own >= 0 && list[own]?.does !== 'close') return this.#follow(event, (place) => replaced(list, own, place))
    if (own >= 0 || tool.is !== 'move') return
    const box = this.#map.getCanvas().getBoundingClientRect()
    const point = { x: event.clientX - box.left, y: event.clientY - box.top }
    const found = facilityAt(movable(), point, (place) => this.#map.project(place), event.pointerType === 'touch' ? 24 : 14)
    if (!found) return
    const { id } = found.properties
    this.#follow(event, (place) => withOne(list, { does: 'move', id, place: onGrid(place) }))
  }

  /** Follows the pointer until it is let go; Esc gives up. */
  #follow(first: PointerEvent, at: (place: Place) => WhatIf[]): void {
    const over = new AbortController()
    const { signal } = over
    const box = this.#map.getCanvas().getBoundingClientRect()
    const place = (e: PointerEvent): Place => {
      const { lng, lat } = this.#map.unproject([e.clientX - box.left, e.clientY - box.top])
      return [lng, lat]
    }
    this.#map.dragPan.disable()
    let moved = false
    const end = (keep: boolean) => {
      over.abort()
      this.#map.dragPan.enable()
      if (!moved) return
      if (keep) coverage.drop()
      else coverage.release()
    }
    const move = (e: PointerEvent) => {
      if (e.pointerId !== first.pointerId) return
      if (!moved && Math.hypot(e.clientX - first.clientX, e.clientY - first.clientY) < 3) return
      moved = true
      coverage.drag(at(place(e)), e.timeStamp)
    }
    addEventListener('pointermove', move, { signal })
    addEventListener('pointerup', (e) => e.pointerId === first.pointerId && end(true), { signal })
    addEventListener('pointercancel', () => end(false), { signal })
    addEventListener('keydown', (e) => e.key === 'Escape' && (e.stopPropagation(), end(false)), { signal, capture: true })
  }

  /** Arrows move a pin, Enter keeps its place, Escape gives it up, Delete takes the assumption back. */
  #keyed(event: KeyboardEvent, index: number): void {
    if (event.key === 'Delete' || event.key === 'Backspace') {
      nudge.keep()
      this.#map.getCanvas().focus()
      coverage.undo(index)
    } else if (!nudge.key(event, index, this.#step(index))) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key.startsWith('Arrow')) queueMicrotask(() => this.#bringIn(index))
  }
}

class ToolChoice {
  is = $state<Tool>('')
}

/** The tool in hand. */
export const tool = new ToolChoice()

/** The facilities that a question counts, and that have a place. */
export function movable() {
  const closed = new Set(page.address.whatIf.flatMap((w) => (w.does === 'close' ? [w.id] : [])))
  return held.facilities.filter((f) => f.geometry && page.address.kinds.includes(f.properties.kind) && !closed.has(f.properties.id))
}

/** Where a facility stands without assumptions. */
export function placeOf(id: number): Place | undefined {
  const [lng, lat] = held.facility(String(id))?.geometry?.coordinates ?? []
  return lng === undefined || lat === undefined ? undefined : [lng, lat]
}

/** How far an assumed facility reaches in a straight line; 0 by road. */
function reachOf(w: WhatIf): number {
  const { reach } = page.address
  const kind = w.does === 'add' ? w.kind : w.does === 'move' ? held.facility(String(w.id))?.properties.kind : undefined
  if (reach === 'standards') return held.kindOf.get(kind ?? '')?.radius_m ?? 0
  return reach === 'radius' ? coverage.radius : 0
}
