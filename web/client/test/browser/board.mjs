// Where new facilities should stand, the plan's indicators, and whether a cemetery may be at a
// place: the page says what the interface says.
import { expect, settled } from './page.mjs'

const sitingQuestion = { kinds: ['ELD_COMMUNITY'], objective: 'cover', count: 7, radius_m: 1000, curve: true }

export const boardSteps = {
  'seven sites are those the interface suggests, with the proof and the curve': async ({ page, base, figures, mapRests, accessible, shoot }) => {
    await page.goto(`${base}/#mode=coverage&tab=sites&kinds=ELD_COMMUNITY&radius=1000`)
    await page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)
    await page.getByLabel('新建几处').fill('7')
    await page.getByRole('button', { name: '计算选址' }).click()
    await page.getByText('新增 7 处').waitFor()
    const answer = await posted(page, '/v1/siting', sitingQuestion)
    figures.sites = { covered: answer.after.covered, gap: answer.gap, proven: answer.proven }
    const rows = await page.locator('#panel tr:has(.rank)').allTextContents()
    expect(rows.length === answer.sites.length, `${rows.length} sites are listed, the interface has ${answer.sites.length}`)
    for (const [i, site] of answer.sites.entries()) {
      expect(rows[i].includes(site.name) && rows[i].includes(`+${site.gained.toLocaleString('zh-CN')}`), `site ${i + 1} is ${rows[i]}, not ${site.name}`)
    }
    const panel = await page.locator('#panel').textContent()
    expect(panel.includes(`${answer.after.covered.toLocaleString('zh-CN')} / ${answer.after.of.toLocaleString('zh-CN')}`), 'the people covered are not said')
    expect(panel.includes(answer.proven ? '已证明是最优' : '离最优至多'), 'the proof is not said')
    expect((await page.locator('figure svg circle').count()) === answer.curve.length, 'the curve has not a point for each number of sites')
    await mapRests()
    const numbers = () => page.evaluate(() => new Set(window.xiantu.map.queryRenderedFeatures({ layers: ['sites-disc'] }).map((f) => f.properties.rank)).size)
    expect((await settled(numbers, (n) => n === 7)) === 7, 'not every site is on the map')
    await accessible('suggested sites')
    await shoot('sites')
  },

  'the curve is walked by keyboard, and the sites are a file': async ({ page }) => {
    await page.getByRole('slider', { name: '建几处，覆盖多少' }).focus()
    await page.keyboard.press('ArrowLeft')
    await page.getByRole('button', { name: '改为 6 处' }).waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '选址 XLSX' }).click()])
    expect(file.suggestedFilename().endsWith('_sites.xlsx') && (await file.failure()) === null, `the file is called ${file.suggestedFilename()}`)
  },

  'a search is given up, and one whose connection ends is searched again': async ({ page }) => {
    let begin
    const begun = new Promise((resolve) => (begin = resolve))
    await page.route('**/v1/siting', () => begin()) // no answer comes
    await page.getByRole('button', { name: '重新计算' }).click()
    await begun
    await page.getByRole('button', { name: '取消', exact: true }).click()
    await page.getByText('已取消').waitFor()
    await page.unroute('**/v1/siting')
    const progress = 'event: progress\ndata: {"sites": 3, "objective": 10, "bound": 20, "seconds": 2}\n\n'
    await page.route('**/v1/siting', (route) => route.fulfill({ contentType: 'text/event-stream', body: progress }), { times: 1 })
    await page.getByRole('button', { name: '重新计算' }).click()
    const told = page.getByRole('alert').filter({ hasText: '连接' })
    await told.waitFor()
    await told.getByRole('button', { name: '重试' }).click()
    await told.waitFor({ state: 'detached' })
    await page.getByText('新增 7 处').waitFor()
  },

  'a place is judged as the interface judges it, beside the free land': async ({ page, mapRests, accessible, shoot }) => {
    const [west, south, east, north] = await page.evaluate(() => fetch('/v1/counties').then((r) => r.json()).then((all) => all.counties[0].bbox))
    const place = [Number(((west + east) / 2).toFixed(5)), Number(((south + north) / 2).toFixed(5))]
    const [judged] = await posted(page, '/v1/sitecheck', { points: [place], nearest: 3 })
    await page.getByLabel('坐标（经度, 纬度）').last().fill(place.join(', '))
    await page.getByRole('button', { name: '查', exact: true }).click()
    const verdict = page.locator('#panel .place')
    await verdict.waitFor()
    const said = await verdict.textContent()
    expect(said.includes(judged.outside ? '在县域以外' : judged.forbidden ? '不得建' : '可以建'), `the verdict is ${said}`)
    for (const zone of judged.zones) expect(said.includes(zone.name) && said.includes(zone.article), `${zone.name} and its article are not said`)
    await page.getByText('显示可用地').click()
    await page.getByText(/可用地 \d/).waitFor()
    await mapRests()
    expect((await page.evaluate(() => window.xiantu.map.queryRenderedFeatures({ layers: ['free-fill'] }).length)) > 0, 'the free land is not drawn')
    await accessible('a site checked')
    await shoot('sitecheck')
    await page.getByRole('button', { name: '移除第 1 处' }).click()
  },

  'every indicator says what the interface says': async ({ page, figures, mapRests, accessible, shoot }) => {
    await page.getByRole('tab', { name: '指标' }).click()
    const all = await page.evaluate(() => fetch('/v1/indicators').then((r) => r.json()))
    await page.locator('[data-code]').first().waitFor()
    expect((await page.locator('[data-code]').count()) === all.length, 'not every indicator is on the board')
    const texts = new Map(await page.locator('[data-code]').evaluateAll((rows) => rows.map((r) => [r.dataset.code, r.textContent])))
    for (const i of all) {
      const value = i.form === 'percent' ? (i.pct === null ? '—' : `${i.pct.toLocaleString('zh-CN')}%`) : i.form === 'count' ? i.numerator.toLocaleString('zh-CN') : ''
      const met = i.met === null ? '' : i.met ? '✓ 达标' : '✕ 未达标'
      const short = i.missing ? `还差 ${i.missing.toLocaleString('zh-CN')}` : ''
      const text = texts.get(i.code) ?? ''
      expect([value, met, short].every((part) => text.includes(part)), `${i.code} says ${text}, not ${value} ${met} ${short}`)
    }
    figures.indicators = all.length
    await accessible('the board')
    const open = all.find((i) => i.gap.length > 0 && i.units.length > i.gap.length)
    await page.locator(`[data-code=${open.code}]`).click()
    await page.getByRole('heading', { name: open.name }).waitFor()
    await page.getByText(`未计入 ${open.gap.length} 个`).waitFor()
    await mapRests()
    await accessible('an indicator')
    await shoot('indicator')
  },

  'an indicator without data says what is missing': async ({ page, accessible }) => {
    await page.getByRole('button', { name: '全部指标' }).click()
    await page.locator('[data-code=CREMATION]').click()
    await page.getByLabel('火化人数').waitFor()
    await accessible('an indicator without data')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '全部指标' }).click().then(() => page.getByRole('button', { name: '指标表 XLSX' }).click())])
    expect(file.suggestedFilename().endsWith('_indicators.xlsx'), `the file is called ${file.suggestedFilename()}`)
  },
}

function posted(page, path, question) {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json', 'Accept-Language': 'zh-CN' }, body: JSON.stringify(question) }
  return page.evaluate(([to, how]) => fetch(to, how).then((r) => r.json()), [path, init])
}
