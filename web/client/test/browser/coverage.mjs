// What a planner asks of coverage: every cell as the interface says it, facilities dragged,
// added, closed and kept, two questions side by side, what is behind a number.
import { readFile } from 'node:fs/promises'
import { expect, settled } from './page.mjs'

const county = () => new URLSearchParams(location.hash.slice(1)).get('county')

export const coverageSteps = {
  'every cell of the table is the interface\'s': async ({ page, base, mapRests, accessible, shoot, figures }) => {
    const counties = await fetch(`${base}/v1/counties`).then((r) => r.json())
    figures.county = process.env.XIANTU_COUNTY ?? counties.counties[0].code
    figures.kinds = await placedKinds(base, figures.county)
    await page.goto(`${base}/#county=${figures.county}&mode=coverage&kinds=${figures.kinds.join(',')}&radius=1000`)
    await page.locator('.share').waitFor()
    await page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)
    await mapRests()
    const answer = await ask(page, base, { kinds: figures.kinds, radius_m: 1000 })
    await sameCells(page, answer)
    await page.getByRole('button', { name: /^未覆盖/ }).first().click()
    const told = page.getByRole('region', { name: '数字背后' })
    await told.getByText('合计').waitFor()
    const { covered, of } = answer.total.people.all
    expect((await told.textContent()).includes(`合计 ${(of - covered).toLocaleString('zh-CN')} 人`), 'the groups behind the number do not add up to it')
    await told.getByRole('button', { name: '收起' }).click()
    for (const part of ['重复覆盖', '到最近设施', '覆盖率随半径变化', '关闭影响']) await page.locator('summary', { hasText: part }).click()
    await accessible('coverage with all its parts')
    await shoot('coverage-parts')
  },

  'a facility is dragged and every number moves at once': async ({ page, base, figures, mapSettles, shoot }) => {
    await page.getByRole('button', { name: '移动', exact: true }).click()
    const at = await facilityInView(page, figures)
    const shareBefore = await page.locator('#panel').textContent()
    await page.mouse.move(at.x, at.y)
    await page.mouse.down()
    const began = performance.now()
    for (let i = 1; performance.now() - began < 2000; i++) {
      await page.mouse.move(at.x + 90 * Math.sin(i / 9), at.y - 60 * Math.sin(i / 14))
      await new Promise((resolve) => setTimeout(resolve, 16))
    }
    await page.mouse.move(at.x + 60, at.y - 40)
    await page.mouse.up()
    const times = (await page.evaluate(() => performance.getEntriesByName('what-if').map((e) => e.duration))).sort((a, b) => a - b)
    const least = (share) => Number((times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? Infinity).toFixed(1))
    figures.dragged = { answers: times.length, p50: least(0.5), p95: least(0.95) }
    expect(times.length > 3, `only ${times.length} answers came while dragging`)
    await page.waitForURL(/[#&]if=m\./)
    const moved = await assumed(page)
    const answer = await ask(page, base, { kinds: figures.kinds, radius_m: 1000, ...moved })
    await sameCells(page, answer)
    expect((await page.locator('#panel').textContent()) !== shareBefore, 'no number moved')
    await mapSettles()
    await shoot('coverage-dragged')
  },

  'a pin is moved by the keyboard, a facility is closed and one added, and a link restores all': async ({ page, base, figures, accessible, shoot }) => {
    const before = await assumed(page)
    await page.locator('.what-if button').first().focus()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    const after = await settled(() => assumed(page), (now) => now.move[0].lon > before.move[0].lon)
    const metres = (after.move[0].lon - before.move[0].lon) * 111_195 * Math.cos((before.move[0].lat * Math.PI) / 180)
    const step = Number(/每次移动 (\d+)/.exec(await page.getByRole('status').filter({ hasText: '方向键' }).textContent())[1])
    expect(Math.abs(metres - 2 * step) < 3, `two arrow keys moved the pin by ${metres} m, not twice ${step} m`)
    await page.getByRole('button', { name: /^试关/ }).last().click()
    await page.getByRole('button', { name: '新增', exact: true }).click()
    await page.getByText('按坐标新增').click()
    const { lon, lat } = before.move[0]
    await page.getByLabel('经度').fill((lon + 0.01).toFixed(5))
    await page.getByLabel('纬度').fill((lat + 0.01).toFixed(5))
    await page.getByRole('button', { name: '就放这里' }).click()
    await settled(() => assumed(page), (now) => now.add)
    const all = await assumed(page)
    expect(all.add?.length === 1 && all.close?.length === 1 && all.move?.length === 1, `assumed is ${JSON.stringify(all)}`)
    const answer = await ask(page, base, { kinds: figures.kinds, radius_m: 1000, ...all })
    await sameCells(page, answer)
    const link = page.url()
    await page.goto('about:blank')
    await page.goto(link)
    await page.locator('.what-if button').nth(2).waitFor()
    await sameCells(page, answer)
    await accessible('what if')
    await shoot('coverage-what-if')
  },

  'what was added is kept as a real facility': async ({ page, base, figures, accessible }) => {
    await page.getByRole('button', { name: /^转正式：新增/ }).click()
    await page.getByLabel('设施名称').fill('浏览器测试的设施')
    await page.getByLabel('生效日期').fill('2020-06-30')
    await accessible('keeping')
    await page.getByRole('button', { name: '确认写入' }).click()
    const kept = await settled(() => named(base, figures.county, '浏览器测试的设施'), (f) => f !== undefined)
    expect(kept?.geometry, 'it is not among the facilities')
    await settled(() => assumed(page), (now) => !now.add)
    expect(!(await assumed(page)).add, 'it is still assumed')
    await fetch(`${base}/v1/facilities/${kept.properties.id}?county=${figures.county}&from=2020-06-30`, { method: 'DELETE' })
    await page.getByRole('button', { name: '全部撤销' }).click()
    await page.locator('.what-if button').first().waitFor({ state: 'detached' })
  },

  'two questions stand side by side': async ({ page, base, figures, shoot }) => {
    await page.goto('about:blank')
    await page.goto(`${base}/#county=${figures.county}&mode=coverage&kinds=${figures.kinds.join(',')}&radius=1000`)
    await page.locator('.share').waitFor()
    await page.getByRole('button', { name: /^记为 A/ }).click()
    await page.getByLabel('服务半径（米）').fill('2000')
    await page.keyboard.press('Enter')
    await page.locator('.one.a').waitFor()
    const [a, b] = await Promise.all([1000, 2000].map((radius_m) => ask(page, base, { kinds: figures.kinds, radius_m })))
    const wanted = [b, a].map((x) => percent(x.total.people.all.share))
    const shown = () => page.locator('tfoot tr').first().locator('td').allTextContents()
    const total = await settled(shown, (cells) => cells[0].trim() === wanted[0] && cells[1].trim() === wanted[1])
    expect(total[0].trim() === wanted[0] && total[1].trim() === wanted[1], `the totals are ${total.slice(0, 3)}, not ${wanted}`)
    await shoot('coverage-compared')
    await page.getByRole('button', { name: '结束对比' }).click()
  },

  'sites can be had as a file, and the question is printed': async ({ page }) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '设施点 GeoJSON' }).click()])
    const { features } = JSON.parse(await readFile(await file.path(), 'utf8'))
    expect(features.length > 0 && features.every((f) => f.properties.reach_m === 2000), `the file has ${features.length} sites`)
    await page.getByRole('button', { name: '印成图' }).click()
    await page.waitForURL(/mode=maps/)
  },
}

/** What the address assumes, as the interface wants it. */
export function assumed(page) {
  return page.evaluate(() => {
    const list = (new URLSearchParams(location.hash.slice(1)).get('if') ?? '').split(',').map((one) => one.split('.'))
    const degrees = (text) => Number.parseInt(text, 36) / 1e5
    const place = (x, y) => ({ lon: degrees(x), lat: degrees(y) })
    const add = list.filter(([does]) => does === 'a').map(([, kind, x, y]) => ({ kind, ...place(x, y) }))
    const move = list.filter(([does]) => does === 'm').map(([, id, x, y]) => ({ id: Number(id), ...place(x, y) }))
    const close = list.filter(([does]) => does === 'c').map(([, id]) => Number(id))
    return { ...(add.length && { add }), ...(move.length && { move }), ...(close.length && { close }) }
  })
}

export async function ask(page, base, question) {
  const code = await page.evaluate(county)
  const response = await fetch(`${base}/v1/coverage`, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ county: code, by: 'township', ...question }) })
  return response.json()
}

/** Compares each cell of the table with an answer, once it has settled. */
export async function sameCells(page, answer, { title = '各单位覆盖情况', total = '总数', sign = '%' } = {}) {
  const percent = (share) => tenths(share) + sign
  const cells = ({ people: { all }, units, area }) => [
    all.of > 0 ? percent(all.share) : '–', all.covered.toLocaleString('zh-CN'), (all.of - all.covered).toLocaleString('zh-CN'), all.of.toLocaleString('zh-CN'), `${units.having}/${units.of}`, percent(area.share),
  ]
  const wanted = [...answer.by.map((line) => [line.name, ...cells(line)]), [total, ...cells(answer.total)]].map((row) => row.join(' '))
  const shown = async () => {
    const table = page.getByRole('region', { name: title })
    const rows = await table.locator('tbody tr, tfoot tr').evaluateAll((all) => all.map((row) => [...row.children].map((cell) => cell.textContent.trim()).join(' ')))
    return rows
  }
  const rows = await settled(shown, (now) => now.join() === wanted.join(), 10)
  const wrong = wanted.findIndex((row, i) => rows[i] !== row)
  expect(wrong < 0 && rows.length === wanted.length, `the table says “${rows[wrong]}”, the interface “${wanted[wrong]}”`)
}

/** As the page writes a share in Chinese. */
const percent = (share) => `${tenths(share)}%`

/** A share in hundredths, as the page rounds it. */
function tenths(share) {
  let found = Math.round(share * 1000)
  if (found === 1000 && share < 1) found = 999
  if (found === 0 && share > 0) found = 1
  return (found / 10).toFixed(1)
}

/** Where a facility that counts is on the screen: the one nearest to the middle of the map. */
async function facilityInView(page, { county: code, kinds }) {
  const all = await page.evaluate((c) => fetch(`/v1/facilities?county=${c}`).then((r) => r.json()), code)
  const places = all.features.filter((f) => f.geometry && f.properties.in_operation && kinds.includes(f.properties.kind)).map((f) => f.geometry.coordinates)
  return page.evaluate((list) => {
    const { map } = window.xiantu
    const box = map.getCanvas().getBoundingClientRect()
    const away = ({ x, y }) => Math.hypot(x - box.width / 2, y - box.height / 2)
    const nearest = list.map((p) => map.project(p)).sort((p, q) => away(p) - away(q))[0]
    return { x: nearest.x + box.left, y: nearest.y + box.top }
  }, places)
}

async function named(base, code, name) {
  const { features } = await fetch(`${base}/v1/facilities?county=${code}`).then((r) => r.json())
  return features.find((f) => f.properties.name === name)
}

/** The two kinds of facility that most places are known of. */
async function placedKinds(base, code) {
  const { features } = await fetch(`${base}/v1/facilities?county=${code}`).then((r) => r.json())
  const counts = new Map()
  for (const f of features) if (f.geometry && f.properties.in_operation) counts.set(f.properties.kind, (counts.get(f.properties.kind) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([kind]) => kind).sort()
}
