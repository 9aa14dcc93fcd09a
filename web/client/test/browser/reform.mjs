// The reform of a county, in two plans, each from nothing to published: that of its townships
// by hand, that of its villages from a changes file. XIANTU_TOWNSHIPS and XIANTU_VILLAGES are
// the changes files that say what is to be done.
import { readFile } from 'node:fs/promises'
import { expect, settled } from './page.mjs'

const form = (page, name) => page.getByRole('form', { name, exact: true })
const saved = (page) => page.locator('.told.saved').waitFor({ timeout: 30_000 })

export const reformSteps = {
  'townships are merged and villages transferred by hand': async ({ page, base, mapSettles, accessible, shoot }) => {
    const order = await file('XIANTU_TOWNSHIPS')
    await page.goto(`${base}/#mode=redistrict`)
    await begin(page, '乡镇改革', order.effective)
    for (const change of await oneByOne(page, order.changes)) await byHand[change.kind](page, change)
    const head = page.getByRole('group', { name: '批准文号 1' })
    await head.getByLabel('批准文号').fill(order.document)
    await head.getByLabel('批准日期').fill(order.approved)
    await page.locator('h2').click()
    await saved(page)
    await mapSettles()
    await accessible('a plan of townships')
    await shoot('reform-townships')
    await page.getByText('对比', { exact: true }).click()
    await page.getByRole('heading', { name: /何处成为何处/ }).waitFor()
    await shoot('reform-townships-compared')
    await publish(page, '乡镇改革', order)
    const towns = await page.evaluate(() => fetch('/v1/units?level=township').then((r) => r.json()))
    for (const { kind, into } of order.changes) {
      if (kind === 'merge') expect(towns.features.some((f) => f.properties.code === into.code && f.properties.name === into.name), `${into.name} is not in force`)
    }
  },

  'the villages follow from a changes file': async ({ page, mapSettles, accessible, shoot }) => {
    const order = await file('XIANTU_VILLAGES')
    await begin(page, '村级改革', order.effective)
    await page.getByLabel('载入变更文件').setInputFiles(process.env.XIANTU_VILLAGES)
    await page.getByRole('listitem').filter({ hasText: /^73/ }).waitFor()
    await saved(page)
    await mapSettles()
    await accessible('a plan of villages')
    await shoot('reform-villages')
    await publish(page, '村级改革', order, shoot)
    await mapSettles()
    await shoot('reform-published')
  },
}

/** How a change of a file is made by the page's forms. */
const byHand = {
  async merge(page, { from, into }) {
    for (const code of from) await choose(page, code)
    await page.getByRole('button', { name: '合并新设', exact: true }).click()
    const fields = form(page, '合并新设')
    await fields.getByLabel('新名称').fill(into.name)
    await fields.getByLabel('类型').selectOption({ label: into.type })
    await settled(() => fields.getByLabel('代码').inputValue(), (code) => code.length === into.code.length)
    await fields.getByLabel('代码').fill(into.code)
    await add(page)
  },
  async transfer(page, { units, to }) {
    for (const code of units) await choose(page, code)
    await page.getByRole('button', { name: '划转', exact: true }).click()
    await form(page, '划转').getByLabel('划入').selectOption(to)
    await add(page)
  },
}

/**
 * The changes in an order in which each fits by itself. The villages between towns that merge
 * go first, to the one of them that they touch: without them the merged town would be in pieces.
 */
async function oneByOne(page, changes) {
  const units = await page.evaluate(() => Promise.all(['township', 'village'].map((level) => fetch(`/v1/units?level=${level}`).then((r) => r.json()))))
  const vertices = new Map(units.flatMap((u) => u.features).map(({ properties, geometry: g }) => [properties.code, new Set(g.coordinates.flat(g.type === 'Polygon' ? 1 : 2).map(String))]))
  const touch = (a, b) => [...vertices.get(a)].filter((v) => vertices.get(b).has(v)).length
  const nearest = (village, towns) => towns.toSorted((a, b) => touch(village, b) - touch(village, a))[0]
  const merged = new Map(changes.filter((c) => c.kind === 'merge').map((c) => [c.into.code, c.from]))
  const first = changes.filter((c) => c.kind === 'transfer' && merged.has(c.to))
  const moved = first.flatMap((c) => c.units.map((unit) => ({ kind: 'transfer', units: [unit], to: nearest(unit, merged.get(c.to)) })))
  return [...moved, ...changes.filter((c) => !first.includes(c))]
}

async function begin(page, name, day) {
  await page.getByLabel('方案名称').fill(name)
  await page.getByLabel('实施日期').fill(day)
  await page.getByRole('button', { name: '新建方案' }).click()
  await page.getByRole('heading', { name }).waitFor()
}

async function choose(page, code) {
  const box = page.getByLabel('按名称或代码添加单位')
  await box.fill(code)
  await box.press('Enter')
}

async function add(page) {
  const button = page.getByRole('button', { name: '加入方案' })
  await settled(() => button.isEnabled(), (on) => on)
  await button.click()
  await button.waitFor({ state: 'detached' })
  await saved(page)
}

/** Publishes the plan as it says itself: number and days are those of its document. */
async function publish(page, name, order, shoot) {
  await page.getByText('公布', { exact: true }).click()
  const fields = form(page, '公布实施')
  for (const [label, value] of [['批准文号', order.document], ['批准日期', order.approved], ['实施日期', order.effective]]) {
    const shown = await fields.getByLabel(label).inputValue()
    expect(shown === value, `${label} is ${shown}, not ${value}`)
  }
  await shoot?.('reform-publish')
  await page.getByRole('button', { name: '公布实施' }).click()
  await page.getByText(`“${name}”已公布`).waitFor({ timeout: 60_000 })
}

const file = async (variable) => JSON.parse(await readFile(process.env[variable], 'utf8'))
