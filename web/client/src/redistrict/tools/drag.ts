// Dragging over the map with a tool in the hand, by mouse, pen or finger: the map stays.
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Place } from '../../map/find'

export interface Dragged {
  began(at: Place, event: PointerEvent): void
  went(at: Place): void
  ended(at: Place, event: PointerEvent): void
  /** A second finger, or Esc: as if nothing had been begun. */
  gaveUp(): void
}

/** Takes drags from the map; the answer gives them back. A press without a move stays a click. */
export function drag(map: MapLibreMap, heard: Dragged): () => void {
  const surface = map.getCanvas()
  let down: number | null = null
  const place = (e: PointerEvent): Place => {
    const box = surface.getBoundingClientRect()
    const { lng, lat } = map.unproject([e.clientX - box.left, e.clientY - box.top])
    return [lng, lat]
  }
  const begin = (e: PointerEvent) => {
    if (e.button !== 0) return
    if (down !== null) return giveUp()
    down = e.pointerId
    surface.setPointerCapture(e.pointerId)
    heard.began(place(e), e)
  }
  const go = (e: PointerEvent) => e.pointerId === down && heard.went(place(e))
  const end = (e: PointerEvent) => {
    if (e.pointerId !== down) return
    down = null
    heard.ended(place(e), e)
  }
  const giveUp = () => {
    down = null
    heard.gaveUp()
  }
  surface.addEventListener('pointerdown', begin)
  surface.addEventListener('pointermove', go)
  surface.addEventListener('pointerup', end)
  surface.addEventListener('pointercancel', giveUp)
  map.dragPan.disable()
  map.boxZoom.disable()
  return () => {
    surface.removeEventListener('pointerdown', begin)
    surface.removeEventListener('pointermove', go)
    surface.removeEventListener('pointerup', end)
    surface.removeEventListener('pointercancel', giveUp)
    map.dragPan.enable()
    map.boxZoom.enable()
  }
}
