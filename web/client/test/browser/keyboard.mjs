// A planner's first jobs by keyboard alone, in Chinese and in English: nothing is clicked, and
// nothing gets focus but by Tab or a key.
import { readFile } from 'node:fs/promises'
import { inflateRawSync } from 'node:zlib'
import { ask, assumed, sameCells } from './coverage.mjs'
import { expect, settled } from './page.mjs'
import { chineseLeft, clipped, tabTo } from './tabbing.mjs'

const chinese = {
  search: /^搜索$/, map: /地图$/, day: /^图上日期$/, keys: /^快捷键$/, mode: /^覆盖$/, kinds: /^设施种类/, radius: /^服务半径/, scope: /^全县$/,
  workbook: /^覆盖表 XLSX$/, move: /^移动$/, find: /^按名称查找设施$/, undo: /^撤销：/, kind: 'zh', table: { title: '各单位覆盖情况', total: '总数' },
}
const english = {
  search: /^Search$/, map: /^Map of ./, day: /^Day on the map$/, keys: /^Keys$/, mode: /^Coverage$/, kinds: /^Kinds of facility/, radius: /^Radius in metres$/, scope: /^All$/,
  workbook: /^Coverage XLSX$/, move: /^Move$/, find: /^Find a facility by name$/, undo: /^Undo: /, kind: 'en', table: { title: 'Coverage by unit', total: 'Total', sign: ' %' },
}
const wanted = 'ELD_RURAL_CENTRE'

export const keyboardSteps = {
  'a unit is found by its former name, with its lineage': async (visit) => {
    await begin(visit)
    await findFormer(visit, chinese)
  },
  'the map moves, another day is chosen, and all keys are told': (visit) => lookAround(visit, chinese),
  'rural centres at 1 km by township are the interface\'s, and a workbook': (visit) => askCoverage(visit, chinese),
  'a facility is moved by arrow keys and every number follows': (visit) => moveFacility(visit, chinese),

  'English is chosen': async (visit) => {
    await begin(visit)
    await tabTo(visit.page, /^English$/)
    await visit.page.keyboard.press('Enter')
    await visit.page.locator('html[lang=en]').waitFor()
  },
  'in English: a unit is found by its former name, with its lineage': async (visit) => {
    await findFormer(visit, english)
    await speaks(visit, 'a unit')
  },
  'in English: the map moves, another day is chosen, and all keys are told': async (visit) => {
    await lookAround(visit, english)
    await speaks(visit, 'the map')
  },
  'in English: rural centres at 1 km by township are the interface\'s, and a workbook': async (visit) => {
    await askCoverage(visit, english)
    await speaks(visit, 'coverage')
  },
  'in English: a facility is moved by arrow keys and every number follows': async (visit) => {
    await moveFacility(visit, english)
    await speaks(visit, 'what if')
  },
}

async function begin({ page, base, mapSettles, figures }) {
  await page.goto('about:blank')
  await page.goto(base)
  await page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)
  await page.locator('#panel tbody tr').first().waitFor()
  await mapSettles()
  figures.known ??= await dataNames(page)
}

async function findFormer({ page, shoot }, words) {
  const { was, hit, strands } = await formerUnit(page)
  await tabTo(page, words.search)
  await page.keyboard.type(was)
  await page.locator('#search-hits:not(.shut) li').first().waitFor()
  const at = await settled(() => page.locator('#search-hits li').allTextContents(), (all) => all.some((one) => one.includes(was)))
  for (let i = 0; i < at.findIndex((one) => one.includes(was)); i++) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Escape')
  expect((await page.locator('#search').inputValue()) === '', 'Escape does not leave the search')
  await page.keyboard.press('/')
  await page.keyboard.type(was)
  await page.locator('#search-hits:not(.shut) li[aria-selected=true]', { hasText: was }).waitFor()
  await page.keyboard.press('Enter')
  await page.locator('#unit-name', { hasText: hit.name }).waitFor()
  expect(await page.evaluate(() => document.activeElement?.id === 'panel'), 'after the search focus is not with what was found')
  expect(await page.locator('#unit-name').evaluate((name) => name.getBoundingClientRect().top > 52), 'the panel does not begin with what was found')
  const other = strands.map((s) => (s.from === hit.code ? s.to_name : s.from_name)).find((name) => name !== hit.name) ?? strands[0].to_name
  await page.locator('section[aria-labelledby=lineage-title] button', { hasText: other }).first().waitFor()
  await shoot(`keyboard-${words.kind}-lineage`)
  await tabTo(page, new RegExp(`^${other}`))
  await page.keyboard.press('Enter')
  await page.locator('#unit-name', { hasText: other }).waitFor()
  expect(await settled(() => page.evaluate(() => document.getElementById('panel').contains(document.activeElement)), (held) => held), 'focus was lost on the way along the lineage')
}

async function lookAround({ page }, words) {
  await tabTo(page, words.map, { back: true })
  const look = () => page.evaluate(() => ({ ...window.xiantu.map.getCenter(), zoom: window.xiantu.map.getZoom() }))
  const before = await look()
  await page.keyboard.press('ArrowRight')
  expect((await settled(look, (now) => now.lng > before.lng)).lng > before.lng, 'the arrow key does not move the map')
  await page.keyboard.press('Equal')
  expect((await settled(look, (now) => now.zoom > before.zoom + 0.5)).zoom > before.zoom, 'plus does not zoom')
  await tabTo(page, words.day)
  await page.keyboard.press('End')
  const newest = await page.locator('header .day').inputValue()
  await page.keyboard.press('ArrowLeft')
  await page.waitForURL(/[#&]at=\d{4}-/)
  expect((await page.locator('header .day').inputValue()) !== newest, 'the day above the map did not change')
  await page.keyboard.press('End')
  await page.waitForURL((url) => !/[#&]at=/.test(url.hash))
  await tabTo(page, words.keys)
  await page.keyboard.press('Enter')
  await page.locator('.help[role=dialog] button:focus').waitFor()
  await page.keyboard.press('Escape')
  await page.locator('[role=dialog]').waitFor({ state: 'detached' })
  expect(await page.evaluate(() => document.activeElement?.matches('button.help')), 'focus does not return when the keys are closed')
}

async function askCoverage(visit, words) {
  const { page, base, shoot, accessible, figures } = visit
  await tabTo(page, words.mode)
  await page.keyboard.press('Enter')
  await page.locator('#tab-panel summary').first().waitFor()
  const kind = (await page.evaluate(() => fetch('/v1/kinds').then((r) => r.json()))).kinds.find((k) => k.code === wanted)
  await tabTo(page, words.kinds)
  if (!(await page.evaluate(() => document.activeElement.parentElement.open))) await page.keyboard.press('Enter')
  await tabTo(page, new RegExp(`^${kind[words.kind]} `, 'i'))
  await page.keyboard.press('Space')
  await page.locator('.share').waitFor()
  await tabTo(page, words.radius)
  await page.keyboard.press('Control+A')
  await page.keyboard.type('1000')
  await page.keyboard.press('Enter')
  await tabTo(page, words.scope)
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  await page.waitForURL(/[#&]scope=rural/)
  figures.question = { kinds: [wanted], radius_m: 1000, scope: 'rural' }
  const answer = await ask(page, base, figures.question)
  expect(answer.total.people.all.of > 0, 'the interface counts nobody')
  await sameCells(page, answer, words.table)
  await accessible('coverage by keyboard')
  await tabTo(page, words.workbook)
  const [file] = await Promise.all([page.waitForEvent('download'), page.keyboard.press('Enter')])
  const sheets = unzipped(await readFile(await file.path())).filter(({ name }) => /worksheets|sharedStrings/.test(name)).map(({ text }) => text).join('\n')
  for (const line of answer.by) {
    expect(sheets.includes(line.name), `${line.name} is not in the workbook`)
    expect(sheets.includes(`<v>${line.people.all.covered}</v>`), `${line.people.all.covered} people of ${line.name} are not in the workbook`)
  }
  expect(await page.evaluate(() => document.activeElement?.matches('.exports button')), 'focus did not stay with the button of the workbook')
  await shoot(`keyboard-${words.kind}-coverage`)
}

async function moveFacility({ page, base, figures, shoot }, words) {
  const name = await page.evaluate((code) => fetch('/v1/facilities').then((r) => r.json()).then((all) => all.features.find((f) => f.geometry && f.properties.in_operation && f.properties.kind === code).properties.name), wanted)
  const asked = async () => ask(page, base, { ...figures.question, ...(await assumed(page)) })
  const before = await asked()
  await tabTo(page, words.move, { back: true })
  await page.keyboard.press('Enter')
  await tabTo(page, words.find)
  await page.keyboard.type(name)
  const hold = async () => {
    await page.keyboard.press('Enter')
    await page.locator('.what-if button:focus').waitFor()
  }
  await hold()
  await page.evaluate(() => performance.clearMeasures('what-if'))
  for (const key of ['ArrowRight', 'ArrowRight', 'ArrowUp']) await page.keyboard.press(key)
  const live = () => page.evaluate(() => performance.getEntriesByName('what-if').length)
  expect((await settled(live, (n) => n > 0)) > 0, 'no number followed the arrow keys')
  await settled(() => assumed(page), (now) => now.move)
  await page.keyboard.press('Escape')
  await page.locator('.what-if').waitFor({ state: 'detached' })
  expect(!(await assumed(page)).move, 'Escape did not give the place up')
  await sameCells(page, before, words.table)
  expect(await page.evaluate(() => document.activeElement?.matches('.pick input')), 'focus did not return to the list')
  await hold()
  for (let i = 0; i < 9; i++) await page.keyboard.press(i % 3 ? 'ArrowRight' : 'ArrowUp')
  await shoot(`keyboard-${words.kind}-move`)
  await page.keyboard.press('Enter')
  const moved = await settled(() => assumed(page), (now) => now.move)
  expect(moved.move?.length === 1, 'Enter did not keep the place')
  const after = await asked()
  expect(after.total.people.all.covered !== before.total.people.all.covered || after.total.area.share !== before.total.area.share, 'no number moved')
  await sameCells(page, after, words.table)
  await shoot(`keyboard-${words.kind}-moved`)
  await tabTo(page, words.undo)
  await page.keyboard.press('Enter')
  await page.locator('.what-if').waitFor({ state: 'detached' })
  expect(await settled(() => page.evaluate(() => document.getElementById('panel').contains(document.activeElement)), (held) => held), 'focus was lost when the move was taken back')
}

/** The page says nothing in Chinese but names, and nothing of it is cut off. */
async function speaks({ page, figures }, where) {
  const left = await chineseLeft(page, figures.known)
  expect(left.length === 0, `in English ${where} says ${left.join(' | ')}`)
  for (const width of [1280, 1440]) {
    await page.setViewportSize({ width, height: width === 1280 ? 720 : 900 })
    const cut = await settled(() => clipped(page), (all) => all.length === 0, 2)
    expect(cut.length === 0, `${where} at ${width}: ${cut.slice(0, 6).join(' | ')}`)
  }
}

/** A township that is no more, as the search finds it, and what became of it. */
async function formerUnit(page) {
  return page.evaluate(async () => {
    const read = (path) => fetch(path).then((r) => r.json())
    const { days } = await read('/v1/days')
    const [then, now] = await Promise.all([read(`/v1/units?level=township&at=${days[0].day}`), read('/v1/units?level=township')])
    const names = new Set(now.features.map((f) => f.properties.name))
    for (const { properties: was } of then.features) {
      if (names.has(was.name)) continue
      const { hits } = await read(`/v1/search?q=${encodeURIComponent(was.name)}`)
      const hit = hits.find((one) => one.kind === 'unit' && (one.matched ?? one.name) === was.name)
      const strands = hit ? await read(`/v1/units/${hit.id}/lineage`) : []
      if (strands.length > 0) return { was: was.name, hit, strands }
    }
    throw new Error('no township of the first day has gone')
  })
}

/** Names that are data: units of every day, facilities and what is known of them, the county. */
async function dataNames(page) {
  const all = await page.evaluate(async () => {
    const read = (path) => fetch(path).then((r) => r.json())
    const { counties } = await read('/v1/counties')
    const { days } = await read('/v1/days')
    const lists = await Promise.all([...new Set(days.map((d) => d.day))].flatMap((day) => ['township', 'village'].map((level) => read(`/v1/units?level=${level}&at=${day}`))))
    const facilities = await read('/v1/facilities')
    const strings = (o) => Object.values(o).flatMap((v) => (typeof v === 'string' ? [v] : []))
    return [
      ...counties.map((c) => c.name),
      ...[...lists.flatMap((l) => l.features)].flatMap(({ properties }) => [properties.name, properties.name_full]),
      ...facilities.features.flatMap(({ properties }) => [properties.name, properties.ref, ...strings(properties.facts ?? {})]),
      '虚构演示数据',
    ]
  })
  return [...new Set(all.filter(Boolean))]
}

/** The files of a zip archive, as text. */
function unzipped(zip) {
  const files = []
  for (let at = zip.readUInt32LE(zip.length - 22 + 16); zip.readUInt32LE(at) === 0x02014b50; ) {
    const [how, size, name, extra, comment, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32), zip.readUInt32LE(at + 42)]
    const begins = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28)
    const body = zip.subarray(begins, begins + size)
    files.push({ name: zip.toString('utf8', at + 46, at + 46 + name), text: (how === 8 ? inflateRawSync(body) : body).toString('utf8') })
    at += 46 + name + extra + comment
  }
  return files
}
