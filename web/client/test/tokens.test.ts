import { describe, expect, it } from 'vitest'
import css from '../src/tokens.css?raw'
import go from '../../../tiles/tokens.go?raw'

/** The value of a token in a theme's block of tokens.css. */
function token(theme: 'light' | 'dark', name: string): string {
  const block = css.split(`[data-theme='${theme}']`)[1]?.split('}')[0] ?? ''
  return new RegExp(`--${name}: (#[0-9a-f]{6});`).exec(block)?.[1] ?? `no --${name}`
}

/** The value of a colour in a theme's table of tiles/tokens.go, which style.json is made from. */
function drawn(theme: 'light' | 'dark', name: string): string {
  const [light = '', dark = ''] = go.split('case Dark:')
  return new RegExp(`\\b${name}: "(#[0-9a-f]{6})"`).exec(theme === 'light' ? light : dark)?.[1] ?? `no ${name}`
}

const names = { 'map-ground': 'Ground', 'map-reach': 'Reach', 'map-gap': 'Gap', 'map-choice': 'Choice', 'map-halo': 'Halo', ink: 'Ink', 'ink-soft': 'Soft' }

describe.each(['light', 'dark'] as const)('in %s', (theme) => {
  it.each(Object.entries(names))('--%s is what the map draws as %s', (name, field) => {
    expect(token(theme, name)).toBe(drawn(theme, field))
  })
})

/** Contrast of two colours, WCAG 2. */
function contrast(a: string, b: string): number {
  const light = (hex: string) => {
    const [r = 0, g = 0, bl = 0] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255).map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * bl
  }
  const [x, y] = [light(a), light(b)]
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05)
}

describe.each(['light', 'dark'] as const)('%s text can be read', (theme) => {
  it.each([
    ['ink', 'surface', 7],
    ['ink-soft', 'surface', 4.5],
    ['ink-soft', 'raised', 4.5],
    ['ink-soft', 'hover', 4.5],
    ['accent', 'surface', 4.5],
    ['accent-strong', 'accent-soft', 4.5],
    ['on-accent', 'accent', 4.5],
    ['banner-ink', 'banner', 4.5],
    ['bad', 'bad-soft', 4.5],
    ['warn', 'warn-soft', 4.5],
    ['good', 'surface', 4.5],
    ['line-strong', 'surface', 3],
  ] as const)('--%s on --%s is at least %f', (ink, ground, least) => {
    expect(contrast(token(theme, ink), token(theme, ground))).toBeGreaterThanOrEqual(least)
  })
})
