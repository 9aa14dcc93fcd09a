// The pattern of gaps: thin diagonal lines, drawn pixel by pixel so that no picture
// has to be loaded.
export interface Pattern {
  width: number
  height: number
  data: Uint8ClampedArray
}

/** Diagonal lines of a colour (#rrggbb) on nothing, in a square tile of size pixels. */
export function hatch(colour: string, size = 16, width = 2.2): Pattern {
  const [red, green, blue] = [1, 3, 5].map((i) => Number.parseInt(colour.slice(i, i + 2), 16))
  const data = new Uint8ClampedArray(size * size * 4)
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const across = ((x + y) % size) * Math.SQRT1_2
      const near = Math.min(across, size * Math.SQRT1_2 - across)
      const opacity = Math.max(0, Math.min(1, width / 2 + 0.5 - near))
      data.set([red ?? 0, green ?? 0, blue ?? 0, Math.round(opacity * 230)], (y * size + x) * 4)
    }
  }
  return { width: size, height: size, data }
}
