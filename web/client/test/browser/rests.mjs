// The map comes to rest, and shows what the address says, whatever became of its tiles on the way.
import { expect, settled } from './page.mjs'

const tiles = '**/tiles/divisions/*/*/*.mvt*'

export const restSteps = {
  'tiles that failed before the day is changed come for the new day': async ({ page, base, figures, troubles, mapRests }) => {
    figures.county = process.env.XIANTU_COUNTY ?? (await fetch(`${base}/v1/counties`).then((r) => r.json())).counties[0].code
    figures.days = await daysOf(base, figures.county)
    await page.goto(`${base}/#county=${figures.county}`)
    await page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)
    await mapRests()
    await page.route(tiles, (route) => route.fulfill({ status: 503, headers: { 'Retry-After': '1' } }))
    const refused = page.waitForResponse((r) => r.status() === 503)
    await closer(page)
    await refused
    await mapRests()
    await page.unroute(tiles)
    await goTo(page, figures, figures.days.first)
    await mapRests()
    await shows(page, base, figures, figures.days.first)
    forgive(troubles, /503/)
  },

  'tiles under way when the day is changed do not come back with the former day': async ({ page, base, figures, mapRests }) => {
    let release
    const held = new Promise((resolve) => (release = resolve))
    await page.route(tiles, async (route) => {
      if (route.request().url().includes('at=')) await held
      await route.continue()
    })
    const asked = page.waitForRequest((r) => r.url().includes('/tiles/divisions/') && r.url().includes('.mvt'))
    await closer(page)
    await asked
    // What changes the source at once asks for this; what waits for the tiles under way does not yet.
    const other = page.waitForResponse((r) => r.url().includes('/tiles/divisions/tilejson.json') && !r.url().includes('at=')).catch(() => undefined)
    await goTo(page, figures, '')
    await Promise.race([other, page.waitForTimeout(1500)])
    release()
    await mapRests()
    await shows(page, base, figures, '')
    await page.unroute(tiles)
  },

  'a day on which the tiles are the same is a day on which the map rests': async ({ page, figures, mapRests }) => {
    await page.route(tiles, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1000)) // so that nothing else has the map drawn later
      await route.continue()
    })
    const asked = page.waitForRequest((r) => r.url().includes('/tiles/divisions/') && r.url().includes('.mvt'))
    await goTo(page, figures, figures.days.last)
    await asked
    await mapRests()
    await page.unroute(tiles)
  },

  'a lost connection leaves no holes once it is back': async ({ page, base, figures, troubles, mapRests }) => {
    const all = /\/(tiles|style\.json)/
    await page.route(all, (route) => route.abort())
    const lost = page.waitForEvent('requestfailed', (r) => r.url().includes('.mvt'))
    await closer(page)
    await lost
    const style = page.waitForEvent('requestfailed', (r) => r.url().includes('/style.json'))
    await goTo(page, figures, figures.days.first)
    await style
    await page.unroute(all)
    await settled(() => drawn(page), (names) => names.length > 0 && !names.some((n) => !figures.days.names.includes(n)))
    await mapRests()
    await shows(page, base, figures, figures.days.first)
    forgive(troubles, /ERR_FAILED/)
  },
}

/** The first day of the county, whose townships differ from those of today. */
async function daysOf(base, county) {
  const { days } = await fetch(`${base}/v1/days?county=${county}`).then((r) => r.json())
  const [first, ...rest] = days.map((d) => d.day).sort()
  const names = await townships(base, county, first)
  const now = await townships(base, county, '')
  expect(names.join() !== now.join(), `the townships of ${county} are the same today as on ${first}`)
  return { first, last: rest.at(-1), names }
}

async function townships(base, county, at) {
  const { features } = await fetch(`${base}/v1/units?county=${county}&level=township&at=${at}`).then((r) => r.json())
  return features.map((f) => f.properties.name).sort()
}

/** Zooms in to tiles that the page has not yet asked for. */
async function closer(page) {
  await page.evaluate(() => {
    const { map } = window.xiantu
    map.jumpTo({ zoom: Math.floor(map.getZoom()) + 1.2 })
  })
}

async function goTo(page, { county }, at) {
  const look = await page.evaluate(() => new URLSearchParams(location.hash.slice(1)).get('map'))
  await page.evaluate((hash) => (location.hash = hash), `county=${county}${at && `&at=${at}`}${look ? `&map=${look}` : ''}`)
}

/** Names of the townships that the map draws in its window. */
function drawn(page) {
  return page.evaluate(() => {
    const found = window.xiantu.map.queryRenderedFeatures({ layers: ['township-fill'] })
    return [...new Set(found.map((f) => f.properties.name))].sort()
  })
}

/** Fails unless the map shows townships, all of one day. */
async function shows(page, base, { county }, at) {
  const known = await townships(base, county, at)
  const names = await settled(() => drawn(page), (all) => all.length > 0 && all.every((n) => known.includes(n)), 10)
  const wrong = names.filter((n) => !known.includes(n))
  expect(names.length > 0 && wrong.length === 0, `the map shows ${names.length} townships, ${wrong.length} of them not of ${at || 'today'}: ${wrong}`)
}

function forgive(troubles, what) {
  troubles.splice(0, troubles.length, ...troubles.filter((t) => !what.test(t)))
}
