// A page under watch: what it logs, asks elsewhere for, or has refused is a trouble.
import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { chromium } from 'playwright-core'

const axe = await readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

const flags = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update',
  '--disable-sync', '--use-angle=swiftshader', '--enable-unsafe-swiftshader',
]

/** Opens a browser on base. */
export async function open(base, out) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium', headless: true, args: flags })
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: 'zh-CN', colorScheme: 'light', acceptDownloads: true })
  const page = await context.newPage()
  const visit = { base, page, troubles: [], figures: {}, close: () => browser.close() }
  visit.watch = (watched) => watch(watched, visit)
  visit.watch(page)
  visit.shoot = (name) => page.screenshot({ path: join(out, `${name}.png`) })
  visit.mapRests = () => page.evaluate(restOfMap)
  /** Before a picture on which nothing depends: waits for the map, but not for long. */
  visit.mapSettles = () => Promise.race([page.evaluate(restOfMap).catch(() => undefined), page.waitForTimeout(5000)])
  visit.accessible = (where) => accessible(page, where)
  return visit
}

/** Puts what goes wrong on a page among the troubles of a visit. */
function watch(page, { base, troubles }) {
  const origin = new URL(base).origin
  page.on('console', (m) => m.type() === 'error' && troubles.push(`console: ${m.text()} ${m.location().url}`))
  page.on('pageerror', (e) => troubles.push(`error on the page: ${e.stack ?? e.message}`))
  page.on('request', (r) => {
    const url = new URL(r.url())
    if (!['data:', 'blob:'].includes(url.protocol) && url.origin !== origin) troubles.push(`request to another host: ${url}`)
  })
  page.on('response', (r) => r.status() >= 400 && troubles.push(`${r.status()} for ${r.request().method()} ${r.url()}`))
}

/** In the page: resolves when everything asked for is drawn. */
function restOfMap() {
  return new Promise((resolve, reject) => {
    const map = window.xiantu?.map
    if (!map) return reject(new Error('there is no map'))
    const late = setTimeout(() => {
      const state = { style: map.isStyleLoaded(), tiles: map.areTilesLoaded(), moving: map.isMoving() }
      reject(new Error(`the map did not come to rest in a minute: ${JSON.stringify(state)}`))
    }, 60_000)
    map.once('idle', () => {
      clearTimeout(late)
      resolve()
    })
    map.triggerRepaint() // a map at rest says so again
  })
}

/** Fails on anything that axe finds. */
async function accessible(page, where) {
  await page.evaluate(axe)
  const found = await page.evaluate(async () => {
    const { violations } = await window.axe.run(document)
    return violations.map((v) => `${v.id}: ${v.nodes.map((n) => `${n.target.join(' ')} (${n.failureSummary?.split('\n')[1]?.trim()})`).slice(0, 3).join(', ')}`)
  })
  if (found.length > 0) throw new Error(`accessibility of ${where}:\n  ${found.join('\n  ')}`)
}

/** Waits until a question put to the page again and again has a good answer, and returns it. */
export async function settled(ask, good, seconds = 20) {
  const end = performance.now() + seconds * 1000
  for (;;) {
    const answer = await ask()
    if (good(answer) || performance.now() > end) return answer
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Fails with a sentence unless it holds. */
export function expect(holds, sentence) {
  if (!holds) throw new Error(sentence)
}
