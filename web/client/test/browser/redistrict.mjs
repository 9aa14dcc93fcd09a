// A plan from nothing to published, taken back again at the end: the units are then as they
// were found, and the list of changes is longer by the publication, another's change and their reversals.
import { expect, settled } from './page.mjs'

const form = (page, name) => page.getByRole('form', { name, exact: true })

export const redistrictSteps = {
  'a plan is begun': async ({ page, base, figures, accessible, shoot }) => {
    await page.goto(`${base}/#mode=redistrict`)
    await page.getByLabel('方案名称').waitFor()
    await accessible('plans')
    figures.start = { units: await list(page), changes: (await ask(page, '/v1/changes')).changes.length }
    await page.getByLabel('方案名称').fill('浏览器测试方案')
    await page.getByRole('button', { name: '新建方案' }).click()
    await page.getByRole('heading', { name: '浏览器测试方案' }).waitFor()
    await page.getByText('还没有调整').waitFor()
    figures.plan = /plan=(\d+)/.exec(page.url())[1]
    await accessible('an empty plan')
    await shoot('redistrict-empty')
  },

  'two townships are merged, tried first and saved at once': async ({ page, figures, mapRests, accessible, shoot }) => {
    const [a, b] = await neighbours(page, figures.start.units)
    figures.merged = [a, b]
    await choose(page, a)
    await choose(page, b)
    await page.getByRole('button', { name: '合并新设', exact: true }).click()
    await form(page, '合并新设').getByLabel('新名称').fill('试验镇')
    const code = form(page, '合并新设').getByLabel('代码')
    await settled(() => code.inputValue(), (v) => v.length === 9)
    figures.code = await code.inputValue()
    const add = page.getByRole('button', { name: '加入方案' })
    await settled(() => add.isEnabled(), (on) => on)
    await mapRests()
    await accessible('an edit that is tried')
    await shoot('redistrict-try')
    expect(!(await list(page, figures.plan)).some((u) => u.name === '试验镇'), 'it was written before anybody said so')
    await add.click()
    await page.locator('.told.saved').waitFor()
    const made = (await settled(() => list(page, figures.plan), (all) => all.some((u) => u.name === '试验镇'))).find((u) => u.name === '试验镇')
    expect(made?.code === figures.code, 'the plan on the server does not hold the new township')
    const people = a.people.all + b.people.all
    expect(made.people.all === people, `it has ${made.people.all} people, its parts ${people}`)
    await page.locator('details', { hasText: '变动的单位' }).first().locator('summary').click()
    const told = await page.locator('#panel').textContent()
    expect(told.includes(people.toLocaleString('zh-CN')), 'the panel does not say how many people it has')
  },

  'a sheet is printed of the plan and says so, beside the county as it is': async ({ page, base, figures, shoot }) => {
    const back = page.url()
    const ordered = async (of, step) => {
      const asked = page.waitForRequest((r) => r.url().endsWith('/v1/maps') && of(r.postDataJSON()), { timeout: 60_000 })
      await step()
      const body = (await asked).postData()
      await page.locator('.preview[aria-busy=false] img').waitFor()
      return page.evaluate((body) => fetch('/v1/maps', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body }).then((r) => r.text()), body)
    }
    const ofPlan = (order) => order.plan === Number(figures.plan)
    const drawing = await ordered(ofPlan, () => page.goto(`${base}/#mode=maps&plan=${figures.plan}`))
    for (const text of ['试验镇', '规划方案，未公布']) expect(drawing.includes(text), `${text} is not on the sheet`)
    const both = await ordered((order) => ofPlan(order) && order.compare !== undefined, () => page.getByLabel('图种').selectOption('comparison'))
    for (const text of ['试验镇', ...figures.merged.map((u) => u.name), '现：规划方案，未公布']) expect(both.includes(text), `${text} is not on the comparison`)
    await shoot('redistrict-sheet')
    await page.getByLabel('图种').selectOption('townships')
    await page.goto(back)
    await page.getByRole('heading', { name: '浏览器测试方案' }).waitFor()
  },

  'a village is absorbed, another renamed; undone and done again by key': async ({ page, figures }) => {
    const villages = (await list(page, figures.plan)).filter((u) => u.level === 'village')
    const [a, b] = await neighbours(page, villages)
    await choose(page, a)
    await choose(page, b)
    await page.getByRole('button', { name: '并入其一', exact: true }).click()
    await add(page)
    const other = villages.find((u) => u.code !== a.code && u.code !== b.code)
    await choose(page, other)
    await page.getByRole('button', { name: '更名', exact: true }).click()
    await form(page, '更名').getByLabel('新名称').fill('试验新村')
    await add(page)
    const named = async (wanted) => {
      const found = await settled(() => list(page, figures.plan), (all) => all.some((u) => u.name === '试验新村') === wanted)
      expect(found.some((u) => u.name === '试验新村') === wanted, `the renaming is ${wanted ? 'not ' : 'still '}in the plan`)
    }
    await named(true)
    await page.locator('h2').click()
    await page.keyboard.press('Control+z')
    await named(false)
    await page.keyboard.press('Control+Shift+z')
    await named(true)
    expect((await page.getByRole('list').filter({ hasText: '试验新村' }).count()) > 0, 'the list does not tell of it')
  },

  'the server is away for a while and nothing is lost': async ({ page, figures, troubles }) => {
    await page.route('**/v1/plans/**', (route) => route.abort())
    await page.getByRole('button', { name: '撤销', exact: true }).click()
    await page.locator('.told.waiting').waitFor()
    await page.unroute('**/v1/plans/**')
    await page.locator('.told.saved').waitFor({ timeout: 15_000 })
    expect(!(await list(page, figures.plan)).some((u) => u.name === '试验新村'), 'what was done meanwhile did not arrive')
    troubles.splice(0, troubles.length, ...troubles.filter((t) => !/ERR_FAILED/.test(t)))
  },

  'the plan is compared with the county as it is': async ({ page, figures, mapRests, accessible, shoot }) => {
    await page.getByText('对比', { exact: true }).click()
    const { here, there, differs } = await ask(page, `/v1/plans/${figures.plan}/compare`)
    await page.getByRole('heading', { name: `不同的单位（${differs.length}）` }).waitFor()
    const towns = (side) => side.figures.find((f) => f.level === 'township' && !f.type).units
    const row = await page.locator('table tr.level').first().locator('td').allTextContents()
    expect(row[0] === String(towns(there)) && row[1] === String(towns(here)), `the table says ${row}`)
    await page.getByRole('heading', { name: /何处成为何处/ }).waitFor()
    await mapRests()
    await accessible('a comparison')
    await shoot('redistrict-compare')
  },

  'coverage is asked with the plan': async ({ page, figures }) => {
    const question = page.waitForRequest((r) => r.url().endsWith('/v1/coverage'))
    await page.evaluate(() => (location.hash = `${location.hash.replace('mode=redistrict', 'mode=coverage')}&kinds=HEALTH&radius=1000`))
    const asked = (await question).postDataJSON()
    expect(asked.plan === Number(figures.plan), `coverage is asked with plan ${asked.plan}`)
    await page.getByRole('cell', { name: '试验镇' }).or(page.getByRole('rowheader', { name: '试验镇' })).first().waitFor()
    await page.evaluate(() => (location.hash = location.hash.replace('mode=coverage', 'mode=redistrict')))
    await page.getByText('编制', { exact: true }).waitFor()
  },

  'another person edits the plan, and both edits stand': async ({ page, figures, troubles, shoot }) => {
    await page.getByText('编制', { exact: true }).click()
    const plan = await ask(page, `/v1/plans/${figures.plan}`)
    const used = new Set(JSON.stringify(plan.orders).match(/\d{12}/g))
    const free = (await list(page, figures.plan)).filter((u) => u.level === 'village' && !used.has(u.code))
    plan.orders[0].changes.push({ kind: 'rename', unit: free[0].code, name: '他人改名村' })
    await send(page, 'PATCH', `/v1/plans/${figures.plan}`, { orders: plan.orders })
    await choose(page, free[1])
    await page.getByRole('button', { name: '更名', exact: true }).click()
    await form(page, '更名').getByLabel('新名称').fill('我改名村')
    await page.getByRole('button', { name: '加入方案' }).click()
    await page.getByText('方案在别处被改过').waitFor()
    await shoot('redistrict-conflict')
    await page.getByRole('button', { name: '把我的改动接到最新方案上' }).click()
    const names = (await settled(() => list(page, figures.plan), (all) => all.some((u) => u.name === '我改名村'))).map((u) => u.name)
    expect(names.includes('我改名村') && names.includes('他人改名村'), 'one of the two edits is lost')
    troubles.splice(0, troubles.length, ...troubles.filter((t) => !/409/.test(t)))
  },

  'what another person does to the county is explained, and what no longer fits set aside': async ({ page, base, figures, shoot }) => {
    const plan = await ask(page, `/v1/plans/${figures.plan}`)
    const absorbed = plan.orders[0].changes.find((c) => c.kind === 'absorb')
    const moved = { county: plan.county, title: '他人的变更', effective: today(), changes: [{ kind: 'absorb', from: absorbed.from, into: absorbed.into }] }
    const done = await send(page, 'POST', '/v1/changes', moved)
    figures.other = done.change
    await page.goto('about:blank')
    await page.goto(`${base}/#mode=redistrict&plan=${figures.plan}`)
    await page.getByRole('button', { name: '在新的现状上重新套用' }).click()
    await page.getByText('已移出的调整').waitFor()
    await shoot('redistrict-aside')
    await page.getByRole('button', { name: '知道了' }).click()
    await page.locator('.told.saved').waitFor()
    const { orders } = await settled(() => ask(page, `/v1/plans/${figures.plan}`), (p) => !p.orders[0].changes.some((c) => c.kind === 'absorb'))
    expect(!orders[0].changes.some((c) => c.kind === 'absorb') && orders[0].changes.length === 3, 'not just what no longer fits was set aside')
  },

  'it is published under a document, and taken back by another plan': async ({ page, base, figures, accessible, shoot }) => {
    await page.getByText('公布', { exact: true }).click()
    await page.getByLabel('批准文号').fill('测府函〔2026〕1号')
    await accessible('a publication')
    await shoot('redistrict-publish')
    await page.getByRole('button', { name: '公布实施' }).click()
    await page.getByText('“浏览器测试方案”已公布').waitFor({ timeout: 20_000 })
    expect(!page.url().includes('plan='), 'the page still shows the plan')
    await accessible('a plan that is published')
    await shoot('redistrict-published')
    const now = await list(page)
    expect(now.some((u) => u.name === '试验镇'), 'the new township is not in force')
    const { changes } = await ask(page, '/v1/changes')
    expect(changes.some((c) => c.document === '测府函〔2026〕1号'), 'the change does not bear its document')
    await page.goto('about:blank')
    await page.goto(`${base}/#mode=redistrict&plan=${figures.plan}`) // a link to it leads to the list
    await page.getByText('“浏览器测试方案”已公布').waitFor()
    await page.getByRole('button', { name: '拟撤销 浏览器测试方案' }).first().click()
    await page.getByRole('heading', { name: '撤销“浏览器测试方案”' }).waitFor()
    await page.locator('#panel table').waitFor()
    await page.getByText('公布', { exact: true }).click()
    await page.getByLabel('批准文号').fill('测府函〔2026〕2号')
    await page.getByRole('button', { name: '公布实施' }).click()
    await page.getByText('“撤销“浏览器测试方案””已公布').waitFor({ timeout: 20_000 })
    await send(page, 'POST', '/v1/changes', { county: figures.start.units[0].code.slice(0, 6), title: '撤销他人的变更', effective: today(), changes: [{ kind: 'revert', change: figures.other }] })
    const key = (all) => JSON.stringify(all.map((u) => [u.id, u.code, u.name, u.parent, u.people.all]))
    expect(key(await list(page)) === key(figures.start.units), 'the county is not as it was found')
    figures.start = figures.start.units.length
  },
}

async function add(page) {
  const button = page.getByRole('button', { name: '加入方案' })
  await settled(() => button.isEnabled(), (on) => on)
  await button.click()
  await page.locator('.told.saved').waitFor()
}

async function choose(page, unit) {
  const box = page.getByLabel('按名称或代码添加单位')
  await box.fill(`${unit.name} ${unit.code}`)
  await box.press('Enter')
}

const ask = (page, path) => page.evaluate((p) => fetch(p).then((r) => r.json()), path)

function send(page, method, path, body) {
  return page.evaluate(
    ([m, p, b]) => fetch(p, { method: m, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(b) }).then((r) => (r.ok ? r.json() : r.text().then((text) => { throw new Error(text) }))),
    [method, path, body],
  )
}

/** Townships, then villages, of the county or of a plan, in order of code. */
async function list(page, plan = '') {
  const levels = await Promise.all(['township', 'village'].map((level) => ask(page, `/v1/units?level=${level}${plan ? `&plan=${plan}` : ''}`)))
  return levels.flatMap((l) => l.features.map((f) => ({ ...f.properties, shape: f.geometry })))
}

/** Two units of the first's level and parent that have vertices in common. */
async function neighbours(page, units) {
  const vertices = (u) => new Set(u.shape.coordinates.flat(u.shape.type === 'Polygon' ? 1 : 2).map(String))
  const same = units.filter((u) => u.level === units[0].level)
  for (const a of same) {
    const own = vertices(a)
    for (const b of same) if (a !== b && a.parent === b.parent && a.type === b.type && [...vertices(b)].filter((v) => own.has(v)).length > 3) return [a, b]
  }
  throw new Error('no two units are neighbours')
}

const today = () => new Date().toLocaleDateString('sv')
