// A question's answer on the map: its reach and gaps as tiles, units coloured by share, or
// how many facilities reach a place.
import type { FeatureCollection, Polygon } from 'geojson'
import type { Answer, Standpoint } from '../api/coverage'
import { belowBorders, layer, put } from '../map/drawing'
import type { Draw } from '../map/stage.svelte'
import { layersOf, tilesOf } from '../map/style'

/** The reach and the gaps of an answer; null hides them. The style brings their layers, hidden. */
export function reachOf(answer: Answer | null): Draw {
  return (map, _, tiles) => {
    if (!map.getSource('coverage')) return
    if (answer) tiles.change('coverage', { tiles: [tilesOf('coverage', asked(answer))] })
    for (const { id } of layersOf(map.getStyle(), 'reach', 'gap')) {
      map.setLayoutProperty(id, 'visibility', answer ? 'visible' : 'none')
    }
  }
}

function asked({ edition, question_id }: Answer): Record<string, string> {
  const { county, at, plan, version } = edition
  return { county, at, ...(plan && { plan: String(plan) }), question: question_id, v: String(version) }
}

/** Areas with a property class, 0..4. */
export function sharesOf(shares: FeatureCollection): Draw {
  return (map, colours) => {
    put(map, 'shares-units', shares)
    const colour = ['match', ['get', 'class'], ...colours.classes.flatMap((c, i) => [i, c]), colours.ground]
    layer(map, belowBorders, {
      id: 'shares-units',
      type: 'fill',
      source: 'shares-units',
      paint: { 'fill-color': colour as never, 'fill-antialias': false },
    })
  }
}

/** What all that counts reaches, one shape each: where they overlap the colour is deeper. */
export function depthOf(places: readonly Standpoint[]): Draw {
  return (map, colours) => {
    put(map, 'depth-discs', { type: 'FeatureCollection', features: places.filter((p) => p.reach_m).map(disc) })
    layer(map, belowBorders, {
      id: 'depth-discs',
      type: 'fill',
      source: 'depth-discs',
      paint: { 'fill-color': colours.reach, 'fill-opacity': 0.24 },
    })
    layer(map, belowBorders, {
      id: 'depth-edges',
      type: 'line',
      source: 'depth-discs',
      paint: { 'line-color': colours.reach, 'line-width': 0.8, 'line-opacity': 0.7 },
    })
  }
}

const corners = 72

/** A disc to be looked at: who is covered is the server's to say. */
function disc({ lon, lat, reach_m = 0 }: Standpoint): FeatureCollection<Polygon>['features'][number] {
  const high = reach_m / 111_195
  const wide = high / Math.cos((lat * Math.PI) / 180)
  const ring = Array.from({ length: corners + 1 }, (_, i) => {
    const turn = ((i % corners) / corners) * 2 * Math.PI
    return [lon + wide * Math.cos(turn), lat + high * Math.sin(turn)]
  })
  return { type: 'Feature', properties: {}, geometry: { type: 'Polygon', coordinates: [ring] } }
}
