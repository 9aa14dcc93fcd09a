// Moving, adding and taking away the vertices of a line on the map, by terra-draw, which
// is loaded when it is first wanted.
import type { LineString } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { TerraDraw as Editor } from 'terra-draw'
import type { Place } from '../../map/find'
import { layer, nothing, put } from '../../map/drawing'
import type { Palette } from '../../map/palette'
import { at } from '../geometry'
import { onGrid } from '../geometry_borders'
import { snapped } from './snap'

const prefix = 'vertices'
const load = () => Promise.all([import('terra-draw'), import('terra-draw-maplibre-gl-adapter')])
type Libraries = Awaited<ReturnType<typeof load>>

/** A line whose vertices can be moved. It is drawn as `vertices` on the stage, anew on every style. */
export class Vertices {
  #line: Place[]
  readonly #changed: (line: Place[]) => void
  #editor: Editor | null = null
  #map: MapLibreMap | null = null
  #over = false

  /** changed hears of each move when it is done. */
  constructor(line: readonly Place[], changed: (line: Place[]) => void) {
    this.#line = [...line]
    this.#changed = changed
  }

  /** Puts the line on a map, unless it is there; a style that was loaded has taken it off. */
  readonly on = (map: MapLibreMap, colours: Palette): void => {
    if (this.#editor && map.getLayer(`${prefix}-point`)) return
    this.#stop()
    this.#map = map
    void load().then((libraries) => {
      if (!this.#over && !this.#editor && hasStyle(map)) this.#start(libraries, map, colours) // or else once it has
    }, () => undefined)
  }

  /** Takes the line off the map, for good. */
  end(): void {
    this.#over = true
    this.#stop()
  }

  #start(libraries: Libraries, map: MapLibreMap, colours: Palette): void {
    const editor = (this.#editor = editorOn(libraries, map, colours))
    editor.start()
    const shape: LineString = { type: 'LineString', coordinates: this.#line.map((p) => [...p]) }
    const id = editor.addFeatures([{ type: 'Feature', geometry: shape, properties: { mode: 'linestring' } }])[0]?.id
    editor.setMode('select')
    if (id === undefined) return
    editor.selectFeature(id)
    editor.on('finish', () => { // a vertex was dragged, put in or taken away
      const held = editor.getSnapshotFeature(id)
      if (held?.geometry.type !== 'LineString') return
      this.#line = held.geometry.coordinates.map((p) => onGrid(at(p)))
      this.#changed(this.#line)
    })
  }

  #stop(): void {
    const [editor, map] = [this.#editor, this.#map]
    this.#editor = null
    if (!editor || !map) return
    if (hasStyle(map)) release(editor, map)
    else map.once('styledata', () => release(editor, map))
  }
}

/** Whether the map has a style; it has none while another one loads. */
function hasStyle(map: MapLibreMap): boolean {
  return (map.getStyle() as unknown) !== undefined
}

/** Ends an editor. It takes its layers off the map, and fails where another style has done so. */
function release(editor: Editor, map: MapLibreMap): void {
  for (const kind of ['point', 'linestring', 'polygon']) put(map, `${prefix}-${kind}`, nothing)
  for (const kind of ['point', 'point-marker', 'linestring', 'polygon', 'polygon-outline']) {
    layer(map, undefined, { id: `${prefix}-${kind}`, type: 'line', source: `${prefix}-${kind.split('-')[0] ?? ''}` })
  }
  editor.stop()
}

function editorOn([{ TerraDraw, TerraDrawLineStringMode, TerraDrawSelectMode }, { TerraDrawMapLibreGLAdapter }]: Libraries, map: MapLibreMap, colours: Palette): Editor {
  const [stroke, halo] = [colours.choice as `#${string}`, colours.halo as `#${string}`]
  return new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9, prefixId: prefix }),
    modes: [
      new TerraDrawLineStringMode({ styles: { lineStringColor: stroke, lineStringWidth: 3 } }),
      new TerraDrawSelectMode({
        keyEvents: null, // Esc and Delete mean something else to the tool
        allowManualDeselection: false,
        styles: {
          selectedLineStringColor: stroke, selectedLineStringWidth: 3,
          selectionPointColor: halo, selectionPointOutlineColor: stroke, selectionPointOutlineWidth: 2, selectionPointWidth: 4,
          midPointColor: stroke, midPointOutlineColor: halo, midPointWidth: 2.5, midPointOutlineWidth: 1,
        },
        flags: {
          linestring: {
            feature: {
              draggable: false,
              coordinates: {
                draggable: true, midpoints: { draggable: true }, deletable: true,
                snappable: { toCustom: (event) => snapped(map, [event.lng, event.lat]).place },
              },
            },
          },
        },
      }),
    ],
  })
}
