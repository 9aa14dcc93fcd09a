// Moving, adding and taking away the vertices of a line on the map, by terra-draw, which
// is loaded when it is first wanted.
import type { LineString } from 'geojson'
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Place } from '../../map/find'
import type { Palette } from '../../map/palette'
import { at } from '../geometry'
import { onGrid } from '../geometry_borders'
import { snapped } from './snap'

/** Lets a line be changed until the answer is called. changed hears of each move when it is done. */
export async function editLine(map: MapLibreMap, line: readonly Place[], colours: Palette, changed: (line: Place[]) => void): Promise<() => void> {
  const [{ TerraDraw, TerraDrawLineStringMode, TerraDrawSelectMode }, { TerraDrawMapLibreGLAdapter }] = await Promise.all([
    import('terra-draw'),
    import('terra-draw-maplibre-gl-adapter'),
  ])
  const [stroke, halo] = [colours.choice as `#${string}`, colours.halo as `#${string}`]
  const draw = new TerraDraw({
    adapter: new TerraDrawMapLibreGLAdapter({ map, coordinatePrecision: 9, prefixId: 'vertices' }),
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
  draw.start()
  const shape: LineString = { type: 'LineString', coordinates: line.map((p) => [...p]) }
  const [added] = draw.addFeatures([{ type: 'Feature', geometry: shape, properties: { mode: 'linestring' } }])
  draw.setMode('select')
  if (added?.id !== undefined) draw.selectFeature(added.id)
  const now = () => {
    const held = added?.id === undefined ? undefined : draw.getSnapshotFeature(added.id)
    if (held?.geometry.type === 'LineString') changed(held.geometry.coordinates.map((p) => onGrid(at(p))))
  }
  draw.on('finish', now) // a vertex was dragged, put in or taken away
  return () => {
    if (draw.enabled) draw.stop()
  }
}
