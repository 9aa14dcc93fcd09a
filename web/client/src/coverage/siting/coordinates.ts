// Coordinates as people type them. Pure.
import type { Place } from '../../map/find'

/**
 * Reads "103.84, 29.83", with any separator, either order where only one can be meant in
 * China (longitude 73 to 136, latitude 3 to 54), with or without °, E, N; null of what it
 * does not understand.
 */
export function placeIn(text: string): Place | null {
  const figures = text.match(/-?\d+(?:\.\d+)?/g)?.map(Number) ?? []
  const rest = text.replace(/-?\d+(?:\.\d+)?/g, '').replace(/[\s,，、;；°度:：]|[EeNn东北]|经|纬|lon|lat/g, '')
  const [a, b] = figures
  if (figures.length !== 2 || a === undefined || b === undefined || rest !== '') return null
  const [lng, lat] = Math.abs(a) <= 60 && Math.abs(b) >= 70 ? [b, a] : [a, b]
  return Math.abs(lng) <= 180 && Math.abs(lat) <= 90 ? [lng, lat] : null
}
