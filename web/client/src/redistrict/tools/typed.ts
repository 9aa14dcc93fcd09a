// A line that was typed or pasted: coordinates, or GeoJSON.
import type { Place } from '../../map/find'
import { at } from '../geometry'
import { onGrid } from '../geometry_borders'

/** The places of a typed line, in degrees, longitude first; null where it can't be read. */
export function lineIn(text: string): Place[] | null {
  const places = text.trim().startsWith('{') ? fromGeoJson(text) : fromNumbers(text)
  const good = places?.every(([lng, lat]) => Number.isFinite(lng) && Number.isFinite(lat) && Math.abs(lng) <= 180 && Math.abs(lat) <= 90)
  return places && good && places.length > 0 ? places.map(onGrid) : null
}

/** "104.75 31.1, 104.8 31.12": pairs, however parted. */
function fromNumbers(text: string): Place[] | null {
  const numbers = text.trim().split(/[\s,，;；]+/).map(Number)
  if (numbers.length % 2 !== 0) return null
  return Array.from({ length: numbers.length / 2 }, (_, i) => at([numbers[2 * i] ?? NaN, numbers[2 * i + 1] ?? NaN]))
}

interface Json {
  type?: string
  coordinates?: unknown
  geometry?: Json | null
  features?: Json[]
}

/** The first line, or the first polygon's shell, of a GeoJSON text. */
function fromGeoJson(text: string): Place[] | null {
  let read: Json
  try {
    read = JSON.parse(text) as Json
  } catch {
    return null
  }
  const shape = read.type === 'FeatureCollection' ? read.features?.[0]?.geometry : read.type === 'Feature' ? read.geometry : read
  let line = shape?.coordinates
  for (let depth = 0; depth < 3 && Array.isArray(line) && Array.isArray(line[0]) && Array.isArray(line[0][0]); depth++) line = line[0]
  if (!Array.isArray(line)) return null
  return line.map((p: unknown) => (Array.isArray(p) && typeof p[0] === 'number' && typeof p[1] === 'number' ? [p[0], p[1]] : [NaN, NaN]))
}
