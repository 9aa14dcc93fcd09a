// The map as the modes work on it: what they draw over it, and who takes its clicks.
import type { Map as MapLibreMap } from 'maplibre-gl'
import type { Component } from 'svelte'
import type { Atlas } from './atlas'
import type { Place } from './find'
import type { Palette } from './palette'
import type { TileSets } from './tiles'

/**
 * Draws on a map whose style has loaded, and again whenever the style or the page's state
 * changes: every call changes what differs. Sources and layers of the page's own are
 * named after the drawing, NAME-... tiles changes what a source of the style shows.
 */
export type Draw = (map: MapLibreMap, colours: Palette, tiles: TileSets) => void

export interface ScreenPoint {
  x: number
  y: number
}

/** What takes the map's clicks in place of the inspector, while something is measured, drawn or chosen. */
export interface Tool {
  /** CSS cursor over the map. */
  cursor: string
  clicked?(place: Place, point: ScreenPoint): void
  pointed?(place: Place | null, point: ScreenPoint): void
  /** Words at the pointer; '' shows none. */
  hint?(place: Place): string
}

class Stage {
  /** null until the map is there, and where it cannot be. */
  atlas = $state.raw<Atlas | null>(null)
  /** What the provider of the base map wants said; null where there is no base map. */
  credits = $state.raw<string | null>(null)
  tool = $state.raw<Tool | null>(null)
  /** What lies over the map, such as a sheet's preview. */
  cover = $state.raw<Component | null>(null)

  /** Keeps a drawing on the map; the answer takes it off: return it from an effect. */
  draw(name: string, draw: Draw): () => void {
    const { atlas } = this
    atlas?.draw(name, draw)
    return () => atlas?.erase(name)
  }

  /** Lays a component over the map; the answer takes it off. */
  layOver(cover: Component): () => void {
    this.cover = cover
    return () => {
      if (this.cover === cover) this.cover = null
    }
  }

  /** Gives the clicks to a tool; the answer gives them back. */
  take(tool: Tool): () => void {
    this.tool = tool
    return () => {
      if (this.tool === tool) this.tool = null
    }
  }
}

export const stage = new Stage()
