// A bureau's layer with gaps and overlaps, repaired on the page before it is written: XIANTU_FILE
// is the layer, which also has shapes that cannot be taken.
import { readFile } from 'node:fs/promises'
import { expect, settled } from './page.mjs'

const words = (page) => page.locator('.words')
const section = (page) => page.getByRole('region', { name: '缝隙与重叠' })
const goes = (page, n) => section(page).getByLabel(`第 ${n} 处归属`, { exact: true })
const row = (page, n) => section(page).getByRole('list', { name: '逐处选择' }).getByRole('listitem').nth(n - 1)
const narrow = 2

/** Where the import is asked for: known from the first answer on. */
let address = ''
const told = (page) => page.evaluate((at) => fetch(at).then((r) => r.json()), address)

/** Does what has the files read, and waits until they are: the import as it then is. */
async function read(page, method, step) {
  const asked = page.waitForResponse((r) => r.request().method() === method && r.url().includes('/v1/imports/'))
  await step()
  address = `${new URL((await asked).url()).origin}/v1/imports/${(await (await asked).json()).id}`
  const rests = await settled(() => told(page), (u) => ['staged', 'failed'].includes(u.state), 60)
  await words(page).filter({ hasText: rests.state === 'staged' ? '检查完毕' : '没有写入' }).waitFor({ timeout: 60_000 })
  return rests
}

export const repairSteps = {
  'gaps and overlaps are listed with their size and those who may have them': async ({ page, base, accessible, shoot, mapSettles }) => {
    await page.goto(`${base}/#mode=import`)
    await page.getByLabel('数据日期').fill('2019-10-31')
    await page.getByLabel('能收的先收，其余列出').check()
    await page.locator('input[type=file]').setInputFiles(process.env.XIANTU_FILE)
    const { state, report } = await read(page, 'POST', () => page.getByRole('button', { name: '检查文件' }).click())
    expect(state === 'staged', `the layer is ${state}`)
    const { gaps, overlaps, left, pieces } = report.repairs
    expect(gaps > 5 && overlaps > 5 && left === gaps + overlaps, `${gaps} gaps, ${overlaps} overlaps, ${left} left`)
    await section(page).getByText(`${gaps} 处缝隙，${overlaps} 处重叠；0 处已归属，${left} 处保持原样。`).waitFor()
    expect((await section(page).getByRole('list', { name: '逐处选择' }).getByRole('listitem').count()) === Math.min(pieces.length, 30), 'not every piece is listed')
    const first = new Intl.NumberFormat('zh-CN', { maximumFractionDigits: 1 }).format(pieces[0].area_m2)
    await row(page, 1).getByText(`${first} m²`).waitFor()
    const offered = await goes(page, 1).locator('option').evaluateAll((all) => all.map((o) => o.value))
    expect(offered.join() === ['', 'longest', ...pieces[0].units.map((u) => u.code), 'leave'].join(), `on offer is ${offered}`)
    await mapSettles()
    await accessible('gaps and overlaps')
    await shoot('repair-found')
  },

  'one that is chosen in the list is shown on the map': async ({ page, mapRests, shoot }) => {
    await row(page, 1).getByRole('button').click()
    expect((await row(page, 1).getByRole('button').getAttribute('aria-pressed')) === 'true', 'it is not chosen')
    await mapRests()
    const drawn = await settled(() => page.evaluate(() => window.xiantu.map.queryRenderedFeatures({ layers: ['pieces-chosen-line'] }).length), (n) => n > 0)
    expect(drawn > 0, 'the map does not show it')
    await shoot('repair-chosen')
  },

  'choices are applied, and the page tells who got what': async ({ page, accessible, shoot, mapSettles }) => {
    const before = (await told(page)).report.repairs
    const wide = before.pieces.findIndex((p) => p.kind === 'big_overlap')
    const taker = before.pieces[wide].units[1]
    await goes(page, wide + 1).selectOption(taker.code)
    await section(page).getByLabel('宽度不超过（米）的').fill(String(narrow))
    expect(await page.getByRole('button', { name: /^写入/ }).isDisabled(), 'what was chosen could be forgotten in writing')
    const { state, report } = await read(page, 'PATCH', () => section(page).getByRole('button', { name: '按以上选择处理' }).click())
    expect(state === 'staged', `the layer is ${state}`)
    const { given, left, pieces, units } = report.repairs
    const thin = before.pieces.filter((p) => p.width_m <= narrow).length
    expect(given === thin + 1, `${given} were given, want ${thin} narrow ones and one by name`)
    await section(page).getByText(`${given} 处已归属，${left} 处保持原样。`).waitFor()
    const at = pieces.findIndex((p) => p.piece === before.pieces[wide].piece)
    await row(page, at + 1).getByText(`已归 ${taker.name}`, { exact: true }).waitFor()
    const listed = section(page).getByRole('table', { name: '各单位面积变化' }).locator('tbody tr')
    expect((await listed.count()) === units.length && units.length > 1, `${await listed.count()} of ${units.length} units are listed`)
    await mapSettles()
    await accessible('repaired gaps and overlaps')
    await shoot('repair-applied')
  },

  'a choice that does not fit is said, and the page goes on with its own': async ({ page }) => {
    const bad = await page.evaluate(async (at) => {
      const { options } = await fetch(at).then((r) => r.json())
      options.repairs.pieces['gap-0000000000'] = 'longest'
      return fetch(at, { method: 'PATCH', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(options) }).then((r) => r.status)
    }, address)
    expect(bad === 202, `the choice is answered ${bad}`)
    const failed = await settled(() => told(page), (u) => ['staged', 'failed'].includes(u.state), 60)
    expect(failed.state === 'failed' && failed.failure.includes('gap-0000000000'), `${failed.state}: ${failed.failure}`)
    const { state, report } = await read(page, 'PATCH', () => page.getByRole('button', { name: '按以上设定重新读取' }).click())
    expect(state === 'staged' && report.repairs.given > 0, `with the page's own choices it is ${state}`)
  },

  'what was shown is written': async ({ page }) => {
    const { report } = await told(page)
    const { accept, fix, warn } = report.counts
    await page.getByRole('button', { name: `写入 ${accept + fix + warn} 行` }).click()
    await words(page).filter({ hasText: '已写入' }).waitFor({ timeout: 60_000 })
    const layer = JSON.parse(await readFile(process.env.XIANTU_FILE, 'utf8'))
    const held = await page.evaluate(() => fetch('/v1/units?level=village').then((r) => r.json()))
    expect(held.features.length > 0 && held.features.length <= layer.features.length, `${held.features.length} of ${layer.features.length} villages are there`)
    for (const unit of report.repairs.units) expect(held.features.some((f) => f.properties.code === unit.code), `${unit.name} is not there`)
  },
}
