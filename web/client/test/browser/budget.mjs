// What the first visit costs: the JavaScript sent before the first map, and the time until it is painted.
import { get } from 'node:http'
import { expect } from './page.mjs'

/** Bytes of JavaScript, packed as the server sends it, that may come before the first map. */
const mostScript = 520_000

export const budgetSteps = {
  'little JavaScript comes before the first map': async ({ page, base, figures, watch }) => {
    const context = await page.context().browser().newContext({ viewport: page.viewportSize(), locale: 'zh-CN' }) // its cache is empty
    try {
      const first = await context.newPage()
      watch(first)
      const scripts = new Set()
      first.on('request', (r) => /\.m?js$/.test(new URL(r.url()).pathname) && scripts.add(r.url()))
      await first.goto(base)
      figures.firstMapSeconds = Number(((await first.evaluate(firstPainted)) / 1000).toFixed(2))
      console.log(`      the first map is painted after ${figures.firstMapSeconds} s`)
      for (const { name } of await first.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => ({ name })))) if (/\.m?js$/.test(name)) scripts.add(name)
      const built = [...scripts].filter((url) => new URL(url).pathname.startsWith('/assets/'))
      if (built.length < scripts.size) return // the development server's sources, which nobody is sent
      const sizes = await Promise.all(built.map(async (url) => [url.split('/').pop(), await sent(url)]))
      figures.firstScript = sizes.reduce((sum, [, size]) => sum + size, 0)
      console.log(`      ${figures.firstScript} bytes of JavaScript come before it: ${sizes.map(([name, size]) => `${name} ${size}`).join(', ')}`)
      expect(sizes.some(([name]) => name.includes('worker')), 'the map\'s worker is not among the scripts')
      expect(figures.firstScript <= mostScript, `${figures.firstScript} bytes of JavaScript come before the first map, ${mostScript} may`)
    } finally {
      await context.close()
    }
  },
}

/** In the page: milliseconds from the visit until a frame with the county's tiles is painted. */
function firstPainted() {
  return new Promise((resolve) => {
    const look = () => {
      const map = window.xiantu?.map
      if (!map?.isStyleLoaded() || map.getStyle().layers.length < 4 || !map.areTilesLoaded()) return requestAnimationFrame(look)
      map.once('render', () => resolve(performance.now()))
      map.triggerRepaint()
    }
    look()
  })
}

/** Bytes of a file as the server sends it to a browser that takes gzip. */
function sent(url) {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'Accept-Encoding': 'gzip' } }, (response) => {
      let size = 0
      response.on('data', (part) => (size += part.length))
      response.on('end', () => resolve(size))
    }).on('error', reject)
  })
}
