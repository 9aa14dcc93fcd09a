// Colours of the map's own layers, read from the page's token table.
export interface Palette {
  ground: string
  reach: string
  choice: string
  halo: string
  gap: string
  road: string
  classes: string[]
}

export function palette(): Palette {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(`--${name}`).trim()
  return {
    ground: token('map-ground'),
    reach: token('map-reach'),
    choice: token('map-choice'),
    halo: token('map-halo'),
    gap: token('map-gap'),
    road: token('map-soft'),
    classes: [0, 1, 2, 3, 4].map((i) => token(`class-${i}`)),
  }
}
