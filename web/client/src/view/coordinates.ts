// Coordinates as they are typed.
import type { Place } from '../map/find'

/**
 * Reads "103.84, 29.83": longitude, latitude in degrees. The two may be the other way
 * round where only one of them can be a latitude. null of what it does not understand.
 */
export function readPlace(text: string): Place | null {
  const [first = '', second = '', ...more] = text.trim().split(/[\s,，;；/]+/)
  if (more.length > 0 || first === '' || second === '') return null
  const [x, y] = [Number(first.replace(/[°度E东经]/g, '')), Number(second.replace(/[°度N北纬]/g, ''))]
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return [x, y]
  return Math.abs(y) <= 180 && Math.abs(x) <= 90 ? [y, x] : null
}

/** A place with seven decimals, a centimetre. */
export function writePlace([lng, lat]: Place): string {
  return `${Number(lng.toFixed(7))}, ${Number(lat.toFixed(7))}`
}
