// A question's answer on the map: its reach and gaps as tiles, or units coloured by share.
import type { FeatureCollection } from 'geojson'
import type { VectorTileSource } from 'maplibre-gl'
import type { Answer } from '../api/coverage'
import { belowBorders, layer, put } from '../map/drawing'
import type { Draw } from '../map/stage.svelte'
import { layersOf, tilesOf } from '../map/style'

/** The reach and the gaps of an answer; null hides them. The style brings their layers, hidden. */
export function reachOf(answer: Answer | null): Draw {
  return (map) => {
    const source = map.getSource<VectorTileSource>('coverage')
    if (!source) return
    const tiles = answer && [tilesOf('coverage', asked(answer))]
    if (tiles && String(source.tiles) !== String(tiles)) source.setTiles(tiles)
    for (const { id } of layersOf(map.getStyle(), 'reach', 'gap')) {
      map.setLayoutProperty(id, 'visibility', tiles ? 'visible' : 'none')
    }
  }
}

function asked({ edition, question_id }: Answer): Record<string, string> {
  return { county: edition.county, at: edition.at, question: question_id, v: String(edition.version) }
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
