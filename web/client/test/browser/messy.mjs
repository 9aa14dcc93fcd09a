// A bureau's untidy workbook, imported into a county that has its divisions: XIANTU_FILE is
// the workbook, XIANTU_EXPECTED the list of what is known to be wrong with each row.
import { readFile } from 'node:fs/promises'
import { expect, settled } from './page.mjs'

const words = (page) => page.locator('.words')
const report = (page) => page.getByRole('region', { name: '检查报告' })

export const messySteps = {
  'a workbook that does not say in which system it is, is not taken on trust': async ({ page, base }) => {
    await page.goto(`${base}/#mode=import`)
    await page.getByText('设施', { exact: true }).first().click()
    await page.getByLabel('数据日期').fill('2020-06-30')
    await page.locator('input[type=file]').setInputFiles(process.env.XIANTU_FILE)
    await page.getByRole('button', { name: '检查文件' }).click()
    await words(page).filter({ hasText: '没有写入' }).waitFor({ timeout: 60_000 })
    await page.getByText('请用“坐标系”（crs）指定').first().waitFor()
  },

  'read as Amap has it, every defect is listed as it is known': async ({ page, accessible, shoot }) => {
    await page.getByLabel('坐标系').first().selectOption('GCJ-02')
    await page.getByRole('button', { name: '重新检查' }).click()
    await report(page).waitFor({ timeout: 60_000 })
    const expected = await known()
    const refused = expected.filter((e) => e.action === 'reject').length
    await page.getByRole('button', { name: `拒绝 ${refused}`, exact: true }).waitFor()
    await accessible('a report with refused rows')
    await shoot('messy-refused')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '下载被拒绝的行（CSV）' }).click()])
    const lines = (await readFile(await file.path(), 'utf8')).trim().split('\r\n') // trim takes the byte order mark too
    expect(lines.length === refused + 1 && lines[0] === '文件,工作表,行,标识,原因', `the refused rows are ${lines.length} lines, ${lines[0]}`)
    await page.getByLabel('能收的先收，其余列出').check()
    const again = page.waitForResponse((r) => r.request().method() === 'PATCH' && r.url().includes('/v1/imports/'))
    await page.getByRole('button', { name: '重新检查' }).click()
    const address = (await again).url()
    await words(page).filter({ hasText: '检查完毕' }).waitFor({ timeout: 60_000 })
    await compare(page, address, expected)
  },

  'a problem filters the rows, a row is found on the map, and a place in the list': async ({ page, mapRests, accessible, shoot }) => {
    await page.getByRole('group', { name: '按问题筛选' }).getByRole('button', { name: /经纬度填反/ }).click()
    const row = report(page).locator('tbody tr').first().getByRole('button')
    await row.click()
    expect((await row.getAttribute('aria-pressed')) === 'true', 'the row is not chosen')
    await mapRests()
    const at = await page.evaluate(() => window.xiantu.map.queryRenderedFeatures({ layers: ['preview-ring'] }).length)
    expect(at > 0, 'the map did not go to the row')
    await accessible('a chosen row')
    await shoot('messy-row')
    const other = await another(page)
    await page.mouse.click(other.x, other.y)
    const chosen = report(page).locator('tr.chosen')
    await chosen.filter({ hasText: `${other.sheet} 第 ${other.row} 行` }).waitFor()
    await page.getByRole('group', { name: '按问题筛选' }).getByRole('button', { name: '全部问题' }).click()
  },

  'how it was read can be put right and read again': async ({ page }) => {
    const section = page.getByRole('region', { name: '文件是这样读的' })
    await section.locator('summary', { hasText: '各列的含义' }).first().click()
    const opened = section.getByRole('combobox', { name: '床位数' }).first()
    const before = await opened.inputValue()
    expect(before !== '', 'the column of beds was not found')
    await section.getByRole('combobox', { name: '备注' }).first().waitFor()
    await section.getByRole('button', { name: '按以上设定重新读取' }).click()
    await words(page).filter({ hasText: '检查完毕' }).waitFor({ timeout: 60_000 })
  },

  'what can be taken is written': async ({ page }) => {
    const taken = (await known()).filter((e) => e.action !== 'reject').length
    await page.getByRole('button', { name: `写入 ${taken} 行` }).click()
    await words(page).filter({ hasText: '已写入' }).waitFor({ timeout: 60_000 })
    const held = await page.evaluate(() => fetch('/v1/facilities').then((r) => r.json()))
    expect(held.features.length === taken, `${held.features.length} facilities are there, want ${taken}`)
  },
}

/** Compares the report of the import at address with the truth, row by row, and what the page counts with it. */
async function compare(page, address, expected) {
  const { report: told } = await page.evaluate((address) => fetch(address).then((r) => r.json()), address)
  const rows = new Map(told.rows.map((r) => [`${r.sheet} ${r.row}`, r]))
  const wrong = expected.filter((e) => rows.get(`${e.sheet} ${e.row}`)?.action !== e.action).map((e) => e.id)
  expect(rows.size === expected.length && wrong.length === 0, `${rows.size} rows, otherwise than known: ${wrong}`)
  const counts = new Map()
  for (const e of expected) for (const code of codesOf(e)) counts.set(code, (counts.get(code) ?? 0) + 1)
  for (const [code, n] of counts) expect(told.counts.problems[code] === n, `${code}: ${told.counts.problems[code]}, want ${n}`)
  const shown = () => report(page).getByRole('group', { name: '按问题筛选' }).getByRole('button').count()
  expect((await settled(shown, (n) => n === counts.size + 1)) === counts.size + 1, 'not every problem is a filter')
  for (const n of counts.values()) await report(page).getByRole('button', { name: new RegExp(` ${n}$`) }).first().waitFor()
}

/** A place on the map that is drawn, is of another row than the one chosen, and stands alone. */
function another(page) {
  return page.evaluate(() => {
    const { map } = window.xiantu
    const box = map.getCanvas().getBoundingClientRect()
    const chosen = map.queryRenderedFeatures({ layers: ['preview-ring'] })[0].properties
    const at = map.queryRenderedFeatures({ layers: ['preview-point'] }).map((f) => ({ ...f.properties, ...map.project(f.geometry.coordinates) }))
    const far = (a, b) => Math.hypot(a.x - b.x, a.y - b.y) > 25
    const inside = (p) => p.x > 30 && p.y > 80 && p.x < box.width - 90 && p.y < box.height - 60
    const found = at.find((p) => (p.row !== chosen.row || p.sheet !== chosen.sheet) && inside(p) && at.every((o) => (o.row === p.row && o.sheet === p.sheet) || far(o, p)))
    if (!found) throw new Error(`none of ${at.length} places stands alone`)
    return { x: box.x + found.x, y: box.y + found.y, sheet: found.sheet, row: found.row }
  })
}

/** The truth: a line for each row of the workbook. */
async function known() {
  const [head, ...lines] = (await readFile(process.env.XIANTU_EXPECTED, 'utf8')).replace('\uFEFF', '').trim().split(/\r?\n/).map(cells)
  return lines.map((line) => Object.fromEntries(head.map((name, i) => [name, line[i]])))
}

function cells(line) {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map((m) => m[1].replace(/^"|"$/g, '').replaceAll('""', '"'))
}

/** The codes of what is wrong with a row: action:code with details behind. */
function codesOf({ issues }) {
  return issues.split(';').filter((s) => s !== '').map((s) => {
    const code = s.split('(')[0].split(':')[1]
    if (code.startsWith('blank_for_no')) return 'blank_for_no'
    return code.startsWith('duplicate_of') ? 'duplicate_of' : code
  })
}
