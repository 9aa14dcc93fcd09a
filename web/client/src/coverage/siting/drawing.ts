// Sites, candidates and places that were checked, on the map.
import type { Feature, FeatureCollection } from 'geojson'
import type { ExpressionSpecification } from 'maplibre-gl'
import type { Judged } from '../../api/sitecheck'
import type { LeftOut, Site } from '../../api/siting'
import { belowBorders, layer, put } from '../../map/drawing'
import type { Place } from '../../map/find'
import type { Draw } from '../../map/stage.svelte'

const point = (coordinates: Place, properties: Record<string, unknown>): Feature => ({
  type: 'Feature',
  geometry: { type: 'Point', coordinates },
  properties,
})

const collection = (features: Feature[]): FeatureCollection => ({ type: 'FeatureCollection', features })

const no = (name: string, value: unknown): ExpressionSpecification => ['==', ['get', name], value] as ExpressionSpecification

/** New sites with their numbers; one of them may be pointed at. */
export function sitesOf(sites: readonly Site[], pointed: number): Draw {
  return (map, colours) => {
    put(map, 'sites-places', collection(sites.map((s) => point([s.lon, s.lat], { rank: s.rank, number: String(s.rank), pointed: s.rank === pointed }))))
    layer(map, undefined, {
      id: 'sites-disc',
      type: 'circle',
      source: 'sites-places',
      paint: {
        'circle-radius': ['case', no('pointed', true), 16, 12],
        'circle-color': ['case', no('pointed', true), colours.choice, colours.reach],
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 2.5,
      },
    })
    layer(map, undefined, {
      id: 'sites-number',
      type: 'symbol',
      source: 'sites-places',
      layout: { 'text-field': ['get', 'number'], 'text-size': 13, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': colours.halo },
    })
  }
}

/** Candidates given by click as rings, those left out as crosses. */
export function candidatesOf(points: readonly Place[], out: readonly LeftOut[]): Draw {
  return (map, colours) => {
    const given = points.map((p) => point(p, { out: false }))
    const left = out.map((o) => point([o.lon, o.lat], { out: true }))
    put(map, 'candidates-places', collection([...given, ...left]))
    layer(map, undefined, {
      id: 'candidates-ring',
      type: 'circle',
      source: 'candidates-places',
      filter: no('out', false),
      paint: { 'circle-radius': 6, 'circle-color': colours.halo, 'circle-stroke-color': colours.reach, 'circle-stroke-width': 2.5 },
    })
    layer(map, undefined, {
      id: 'candidates-out',
      type: 'symbol',
      source: 'candidates-places',
      filter: no('out', true),
      layout: { 'text-field': '×', 'text-size': 17, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': colours.choice, 'text-halo-color': colours.halo, 'text-halo-width': 1.5 },
    })
  }
}

/** Places that were checked: ✓ allowed, ✕ not. */
export function judgedOf(sites: readonly Judged[]): Draw {
  return (map, colours) => {
    put(map, 'judged-places', collection(sites.map((s) => point([s.lon, s.lat], { forbidden: s.forbidden, mark: s.forbidden ? '✕' : '✓' }))))
    layer(map, undefined, {
      id: 'judged-disc',
      type: 'circle',
      source: 'judged-places',
      paint: {
        'circle-radius': 12,
        'circle-color': ['case', no('forbidden', true), colours.choice, colours.reach],
        'circle-stroke-color': colours.halo,
        'circle-stroke-width': 2.5,
      },
    })
    layer(map, undefined, {
      id: 'judged-mark',
      type: 'symbol',
      source: 'judged-places',
      layout: { 'text-field': ['get', 'mark'], 'text-size': 14, 'text-allow-overlap': true, 'text-ignore-placement': true },
      paint: { 'text-color': colours.halo },
    })
  }
}

/** Land on which no zone forbids a cemetery. */
export function freeOf(land: FeatureCollection): Draw {
  return (map, colours) => {
    put(map, 'free-land', land)
    layer(map, belowBorders, { id: 'free-fill', type: 'fill', source: 'free-land', paint: { 'fill-color': colours.reach, 'fill-opacity': 0.28 } })
    layer(map, belowBorders, { id: 'free-line', type: 'line', source: 'free-land', paint: { 'line-color': colours.reach, 'line-width': 1 } })
  }
}
