// The mark of a place that is being chosen: it can be dragged.
import { Marker, type Map as MapLibreMap } from 'maplibre-gl'
import type { Place } from '../map/find'

/** Sets a mark; the answer takes it off. moved is told where it was dropped. */
export function pinOf(map: MapLibreMap, place: Place, label: string, moved: (to: Place) => void): () => void {
  const element = document.createElement('div')
  element.className = 'xiantu-pin'
  element.title = label
  const marker = new Marker({ element, draggable: true }).setLngLat(place).addTo(map)
  element.setAttribute('role', 'img')
  element.setAttribute('aria-label', label)
  marker.on('dragend', () => {
    const { lng, lat } = marker.getLngLat()
    moved([lng, lat])
  })
  return () => marker.remove()
}
