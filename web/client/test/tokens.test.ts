import { describe, expect, it } from 'vitest'
import css from '../src/tokens.css?raw'
import mapCss from '../src/map/colours.css?raw'

/** The value of a colour in a theme, of the page or of the map. */
function token(theme: 'light' | 'dark', name: string): string {
  const of = (text: string) => text.split(`[data-theme='${theme}']`)[1]?.split('}')[0] ?? ''
  const value = new RegExp(`--${name}: ([^;]+);`).exec(of(css) + of(mapCss))?.[1] ?? ''
  const other = /^var\(--([a-z-]+)\)$/.exec(value)?.[1]
  return other ? token(theme, other) : value || `no --${name}`
}

it('draws nothing in a colour that there is not', () => {
  const files = import.meta.glob<string>(['../src/**/*.svelte', '../src/**/*.css', '../src/**/*.ts'], { query: '?raw', import: 'default', eager: true })
  const used = Object.values(files).flatMap((text) => [...text.matchAll(/var\(--([a-z0-9-]+)\)/g)].map((m) => m[1] ?? ''))
  const known = new Set([...(css + mapCss).matchAll(/--([a-z0-9-]+):/g)].map((m) => m[1]))
  expect(used.filter((name) => !known.has(name))).toEqual([])
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
