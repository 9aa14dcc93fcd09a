// Redistricting by hand on the map: units chosen by click, box, lasso and list, a village cut
// by a line, a piece given to a neighbour, a border moved. In a plan that is deleted at the
// end; nothing is added to it.
import { expect, settled } from './page.mjs'

export const toolSteps = {
  'a plan is begun': async ({ page, base, figures, mapRests }) => {
    await page.goto(`${base}/#mode=redistrict`)
    await page.getByLabel('方案名称').fill('画图测试方案')
    await page.getByRole('button', { name: '新建方案' }).click()
    await page.getByText('还没有调整').waitFor()
    figures.plan = /plan=(\d+)/.exec(page.url())[1]
    await page.getByRole('toolbar', { name: '调整工具' }).waitFor()
    await mapRests()
    const villages = await listed(page, figures.plan)
    page.units = villages
    page.on('request', (r) => {
      if (r.method() === 'POST' && /plans\/\d+\/preview/.test(r.url())) {
        const asked = r.postDataJSON()
        if (asked?.orders?.length > 0) page.tried = asked
      }
    })
    figures.villages = villages.length
  },

  'a click chooses what lies there, and another click puts it back': async ({ page, mapRests, accessible, shoot }) => {
    const [a, b] = [page.units[3], page.units[8]]
    for (const u of [a, b]) await press(page, await seen(page, inside(u)))
    await said(page, [a, b])
    await mapRests()
    await accessible('chosen units')
    await shoot('tools-chosen')
    await press(page, await seen(page, inside(a)))
    await said(page, [b])
    await page.getByRole('button', { name: '清除选择' }).click()
    await page.getByText('在地图上点选单位，或从列表勾选。').waitFor()
  },

  'a box chooses what stands in it, and with Alt puts it back': async ({ page, shoot }) => {
    await page.keyboard.press('b')
    const box = await page.locator('.map').boundingBox()
    const [from, to] = [share(box, 0.35, 0.3), share(box, 0.65, 0.6)]
    await drag(page, [from, to], () => shoot('tools-box'))
    const taken = await within(page, [from, { x: to.x, y: from.y }, to, { x: from.x, y: to.y }])
    expect(taken.length > 2, 'the box is too small to say anything')
    await said(page, taken)
    await page.keyboard.down('Alt')
    await drag(page, [from, { x: (from.x + to.x) / 2, y: to.y }])
    await page.keyboard.up('Alt')
    const half = await within(page, [from, { x: (from.x + to.x) / 2, y: from.y }, { x: (from.x + to.x) / 2, y: to.y }, { x: from.x, y: to.y }])
    await said(page, taken.filter((u) => !half.includes(u)))
    await page.getByRole('button', { name: '清除选择' }).click()
  },

  'a lasso chooses what it goes around': async ({ page, shoot }) => {
    await page.keyboard.press('l')
    const box = await page.locator('.map').boundingBox()
    const way = Array.from({ length: 7 }, (_, i) => share(box, 0.5 + 0.14 * Math.cos((i * Math.PI) / 3.3), 0.5 + 0.22 * Math.sin((i * Math.PI) / 3.3)))
    await drag(page, way, () => shoot('tools-lasso'))
    const taken = await within(page, way)
    expect(taken.length > 2, 'the lasso is too small to say anything')
    await said(page, taken)
    await page.getByRole('button', { name: '清除选择' }).click()
    await page.keyboard.press('Escape')
    expect((await tool(page, '点选单位').getAttribute('aria-pressed')) === 'true', 'Esc does not lead back to choosing')
  },

  'units are chosen from the list by key, and from one that is pasted': async ({ page, accessible, shoot }) => {
    const all = page.units
    await page.getByText('从列表选择或粘贴名单').click()
    const first = page.getByRole('group', { name: '可选单位' }).getByRole('checkbox').first()
    await first.focus()
    await page.keyboard.press('Space')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Space')
    await said(page, all.slice(0, 2))
    await page.getByLabel('粘贴名称或代码').fill(`${all[4].code}\n${all[5].code}、没有这个村`)
    await page.getByRole('button', { name: '加入选择' }).click()
    await said(page, [0, 1, 4, 5].map((i) => all[i]))
    await page.getByText('没有找到：没有这个村').waitFor()
    await accessible('a list of units')
    await shoot('tools-list')
    await page.getByText('从列表选择或粘贴名单').click()
    await page.getByRole('button', { name: '清除选择' }).click()
  },

  'a line cuts a village, and both sides are as the server says': async ({ page, mapRests, accessible, shoot }) => {
    const unit = page.units[3]
    await near(page, unit)
    await press(page, await seen(page, inside(unit)))
    await said(page, [unit])
    await page.keyboard.press('c')
    const [west, south, east, north] = boundsOf(unit)
    const x = (west + east) / 2
    const line = [[x, north + (north - south) / 8], [x + (east - west) / 20, (north + south) / 2], [x, south - (north - south) / 8]]
    for (const place of line) await press(page, await seen(page, place))
    await page.keyboard.press('Enter')
    const first = await tellsTheSame(page)
    await page.getByRole('button', { name: '拆分', exact: true }).click()
    await page.getByRole('form', { name: '拆分' }).waitFor()
    await accessible('a cut')
    await shoot('tools-cut')
    await page.getByRole('form', { name: '拆分' }).getByLabel(/名称/).first().fill('试分村')
    await drag(page, [await seen(page, line[1]), await seen(page, [x - (east - west) / 6, (north + south) / 2])])
    const second = await tellsTheSame(page, first)
    const typed = page.getByRole('form', { name: '拆分' }).getByLabel(/名称/).first()
    expect((await typed.inputValue()) === '试分村', 'moving a vertex loses what is typed in the form')
    await theme(page, 'dark')
    await mapRests()
    await shoot('tools-cut-dark')
    await drag(page, [await seen(page, [x - (east - west) / 6, (north + south) / 2]), await seen(page, line[1])])
    await tellsTheSame(page, second)
    await theme(page, 'light')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: '清除选择' }).click()
  },

  'a piece of a village goes to its neighbour, along their border': async ({ page, accessible, shoot }) => {
    const unit = page.units[3]
    await near(page, unit)
    await page.keyboard.press('p')
    const ring = unit.shape.coordinates.flat(unit.shape.type === 'Polygon' ? 0 : 1)[0]
    const north = ring.reduce((best, p, i) => (p[1] > ring[best][1] ? i : best), 0)
    const [a, b] = [ring.at(north - 12), ring[(north + 12) % (ring.length - 1)]]
    const [x, y] = inside(unit)
    for (const place of [a, [(a[0] + x) / 2, (a[1] + y) / 2], [(b[0] + x) / 2, (b[1] + y) / 2], b]) await press(page, await seen(page, place))
    await page.keyboard.press('Enter')
    await tellsTheSame(page)
    await accessible('a piece')
    await shoot('tools-piece')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  },

  'a border is moved by a vertex, and the move is taken back': async ({ page, mapRests, accessible, shoot }) => {
    const unit = page.units[3]
    await near(page, unit)
    await page.keyboard.press('m')
    const ring = unit.shape.coordinates.flat(unit.shape.type === 'Polygon' ? 0 : 1)[0]
    const west = ring.reduce((best, p, i) => (p[0] < ring[best][0] ? i : best), 0)
    const place = await seen(page, ring[west])
    await press(page, place)
    await page.getByText('拖动顶点移动界线').first().waitFor()
    await mapRests()
    await drag(page, [place, { x: place.x - 40, y: place.y + 8 }])
    await tellsTheSame(page)
    await accessible('a border')
    await shoot('tools-border')
    await page.keyboard.press('Backspace')
    await settled(() => page.locator('[data-area]').count(), (n) => n === 0)
    expect((await page.locator('[data-area]').count()) === 0, 'the move was not taken back')
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
  },

  'the plan is deleted': async ({ page, base, figures }) => {
    await page.evaluate((id) => fetch(`/v1/plans/${id}`, { method: 'DELETE' }), figures.plan)
    await page.goto(`${base}/#mode=redistrict`)
  },
}

const tool = (page, name) => page.getByRole('toolbar', { name: '调整工具' }).getByRole('button', { name })
const ask = (page, path) => page.evaluate((p) => fetch(p).then((r) => r.json()), path)
const share = (box, x, y) => ({ x: box.x + box.width * x, y: box.y + box.height * y })

async function listed(page, plan) {
  const { features } = await ask(page, `/v1/units?level=village&plan=${plan}`)
  return features.map((f) => ({ ...f.properties, shape: f.geometry })).sort((a, b) => (a.code < b.code ? -1 : 1))
}

/** Where a place of the map is on the screen. */
const seen = (page, place) =>
  page.evaluate((at) => {
    const { map } = window.xiantu
    const { x, y } = map.project(at)
    const box = map.getCanvas().getBoundingClientRect()
    return { x: x + box.left, y: y + box.top }
  }, place)

async function press(page, { x, y }) {
  await page.mouse.move(x - 3, y - 3)
  await page.mouse.move(x, y)
  await page.mouse.click(x, y)
}

async function drag(page, [from, ...way], atEnd) {
  await page.mouse.move(from.x, from.y)
  await page.mouse.down()
  for (const { x, y } of way) await page.mouse.move(x, y, { steps: 2 })
  await atEnd?.()
  await page.mouse.up()
}

/** Waits until the panel tells of these units and no others, with the sums of what the server says of them. */
async function said(page, units) {
  const status = page.getByRole('status', { name: '已选单位' })
  const people = units.reduce((sum, u) => sum + u.people.all, 0)
  const area = units.reduce((sum, u) => sum + u.area_m2, 0)
  const wanted = [`已选单位${units.length}个`, squareKilometres(area), `${people.toLocaleString('zh-CN')}人`]
  const good = (text) => wanted.every((w) => text.includes(w))
  const text = await settled(async () => (await status.innerText()).replace(/\s+/g, ''), good)
  expect(good(text), `the panel says ${text}, not ${wanted}`)
}

/** Looks at a unit from near. */
async function near(page, unit) {
  const [west, south, east, north] = boundsOf(unit)
  await page.evaluate((box) => window.xiantu.map.fitBounds(box, { padding: 160, animate: false }), [[west, south], [east, north]])
}

const theme = (page, name) => page.getByLabel('外观').selectOption(name)

/** Waits for a table of parts that differs from the last, and fails unless POST /v1/changes says the same of them. */
async function tellsTheSame(page, last = '') {
  const cells = page.locator('[data-area]')
  const read = () => cells.evaluateAll((all) => all.map((c) => [Number(c.dataset.area), Number(c.nextElementSibling.textContent.replace(/\D/g, ''))]))
  const both = async () => {
    const [told, asked] = [await read(), page.tried?.orders.at(-1)]
    if (!asked || told.length !== 2 || JSON.stringify(told) === last) return { told, wanted: null }
    const { opened } = await page.evaluate(
      (body) => fetch('/v1/changes?preview=true', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then((r) => r.json()),
      JSON.stringify({ ...asked, changes: asked.changes.slice(-1) }),
    )
    return { told, wanted: opened.map((o) => [o.area_m2, o.people]) }
  }
  const same = ({ told, wanted }) => wanted !== null && told.every((row) => wanted.some((w) => String(w) === String(row)))
  const { told, wanted } = await settled(both, same) // what was tried last may not be shown yet
  expect(same({ told, wanted }), `the panel says ${JSON.stringify(told)}, the server ${JSON.stringify(wanted)}`)
  return JSON.stringify(told)
}

function boundsOf({ shape }) {
  const all = shape.coordinates.flat(shape.type === 'Polygon' ? 1 : 2)
  const [xs, ys] = [all.map((p) => p[0]), all.map((p) => p[1])]
  return [Math.min(...xs), Math.min(...ys), Math.max(...xs), Math.max(...ys)]
}

function squareKilometres(area) {
  const digits = area >= 1e8 ? 1 : area >= 1e6 ? 2 : 4
  return `${new Intl.NumberFormat('zh-CN', { maximumFractionDigits: digits }).format(area / 1e6)}km²`
}

/** Units whose number stands in a polygon of the screen. */
async function within(page, polygon) {
  const marks = await Promise.all(page.units.map((u) => seen(page, inside(u))))
  const holds = ({ x, y }) => crossings([...polygon, polygon[0]].map((p) => [p.x, p.y]), y).filter((at) => at > x).length % 2 === 1
  return page.units.filter((_, i) => holds(marks[i]))
}

/** Where a unit's number stands: in the middle of its widest stretch of land. */
function inside({ shape }) {
  const rings = (shape.type === 'Polygon' ? [shape.coordinates] : shape.coordinates).flat()
  const lats = rings.flat().map((p) => p[1])
  const [south, north] = [Math.min(...lats), Math.max(...lats)]
  let best = { room: -1 }
  for (let i = 1; i < 16; i++) {
    const lat = south + ((north - south) * (i + 0.0137)) / 16
    const crossed = rings.flatMap((ring) => crossings(ring, lat)).sort((a, b) => a - b)
    for (let j = 1; j < crossed.length; j += 2) {
      const room = (crossed[j] - crossed[j - 1]) * (1 - Math.abs(i - 8) / 16)
      if (room > best.room) best = { room, place: [(crossed[j] + crossed[j - 1]) / 2, lat] }
    }
  }
  return best.place
}

/** Where a ring crosses a level line. */
function crossings(ring, y) {
  return ring.slice(1).flatMap(([x2, y2], i) => {
    const [x1, y1] = ring[i]
    return y1 > y !== y2 > y ? [x1 + ((y - y1) * (x2 - x1)) / (y2 - y1)] : []
  })
}
