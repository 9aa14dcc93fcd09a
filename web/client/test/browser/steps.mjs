// What a planner does in the first hour, step by step. Each step leaves the page where
// the next one begins.
import { budgetSteps } from './budget.mjs'
import { expect, settled } from './page.mjs'
import { sheetSteps } from './sheets.mjs'

/** A layer called truncated with one point in the middle, as the server appends it to a tile. */
const truncated = Buffer.concat([
  Buffer.from([0x1a, 27, 0x78, 2, 0x0a, 9]),
  Buffer.from('truncated'),
  Buffer.from([0x12, 9, 0x18, 1, 0x22, 5, 0x09, 0x80, 0x20, 0x80, 0x20]),
  Buffer.from([0x28, 0x80, 0x20]),
])

const chinese = /[\u4e00-\u9fff]/

export const steps = {
  ...budgetSteps,

  'the county is drawn with the names of its townships': async ({ page, base, figures, mapRests, shoot }) => {
    await page.goto(base)
    await page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)
    await mapRests()
    await page.locator('#panel table:has(thead) tbody tr').first().waitFor()
    const wanted = await page.locator('#panel table:has(thead) tbody tr').count()
    const names = await settled(() => labels(page, 'township'), (all) => all.length >= Math.ceil(wanted * 0.7))
    figures.townshipNamesDrawn = names.length
    expect(wanted > 0, 'no township is listed in the panel')
    expect(names.length >= Math.ceil(wanted * 0.7), `${names.length} of ${wanted} township names are drawn: ${names}`)
    expect(names.every((n) => chinese.test(n)), `a name is not Chinese: ${names}`)
    expect((await drawn(page, 'facility')) > 0, 'no facility is drawn')
    await shoot('view')
  },

  'no name covers an icon or a cluster': async ({ page }) => {
    const covered = await page.evaluate(() => {
      const { map } = window.xiantu
      const names = map.getStyle().layers.filter((l) => l.id.endsWith('-label')).map((l) => l.id)
      const signs = map.queryRenderedFeatures({ layers: ['facility', 'facility-cluster'] })
      return signs.flatMap((f) => {
        const { x, y } = map.project(f.geometry.coordinates)
        return map.queryRenderedFeatures([[x - 4, y - 4], [x + 4, y + 4]], { layers: names }).map((n) => n.properties.name)
      })
    })
    expect(covered.length === 0, `names lie over facilities: ${covered}`)
  },

  'the list shows the icons of the map, and kinds that are hidden are not counted': async ({ page, mapRests, shoot }) => {
    const legend = page.locator('section[aria-labelledby=legend-title]')
    await legend.locator('label svg image').first().waitFor()
    const [icons, kinds] = [await legend.locator('label svg image').count(), await legend.locator('label input[type=checkbox]').count()]
    expect(icons === kinds, `${icons} of ${kinds} kinds have an icon`)
    const all = (await facilities(page)).filter((f) => f.geometry).length
    expect((await counted(page)) === all, `${await counted(page)} facilities are counted on the map, there are ${all}`)
    const line = legend.locator('label', { hasText: '志愿服务站' })
    const less = Number(await line.locator('.note').textContent())
    await line.click()
    await mapRests()
    const left = await settled(() => counted(page), (n) => n === all - less)
    expect(left === all - less, `${left} facilities are counted without the ${less} that are hidden`)
    await shoot('hidden')
    await page.getByRole('button', { name: '全部显示' }).click()
    await page.getByRole('button', { name: '全部隐藏' }).click()
    await mapRests()
    expect((await settled(() => counted(page), (n) => n === 0)) === 0, 'clusters are left where all kinds are hidden')
    await page.getByRole('button', { name: '全部显示' }).click()
    await mapRests()
  },

  'a tile that was cut short is told of': async ({ page, mapRests }) => {
    expect((await page.locator('.cut').textContent()) === '', 'the page says that a tile was cut, and none was')
    await page.route('**/tiles/facilities/*/*/*.mvt*', async (route) => {
      const response = await route.fetch()
      await route.fulfill({ response, body: Buffer.concat([await response.body(), truncated]) })
    })
    await page.locator('.maplibregl-ctrl-zoom-in').click()
    await mapRests()
    await page.locator('.cut', { hasText: '放大' }).waitFor()
    await page.unroute('**/tiles/facilities/*/*/*.mvt*')
    await page.locator('.maplibregl-ctrl-zoom-out').click()
    await page.getByRole('button', { name: '全县' }).click()
    await mapRests()
  },

  'the page is accessible, and says what is fiction': async ({ page, accessible }) => {
    const { counties } = await page.evaluate(() => fetch('/v1/counties').then((r) => r.json()))
    const banner = await page.getByText('虚构演示数据').count()
    expect(banner === (counties[0].fiction ? 1 : 0), `the banner stands ${banner} times, fiction is ${counties[0].fiction}`)
    await accessible('the first page')
  },

  'a township chosen from the list shows its facts and its villages': async ({ page, accessible, mapRests, shoot }) => {
    const row = page.locator('#panel tbody tr td button').first()
    const name = await row.textContent()
    await row.click()
    await page.locator('#unit-name', { hasText: name.trim() }).waitFor()
    expect((await page.locator('#panel').textContent()).includes('亩'), 'its area is not given in mu')
    expect(page.url().includes('unit='), 'the address does not say which unit')
    await mapRests()
    await accessible('a unit')
    await shoot('unit')
    await page.keyboard.press('Escape')
  },

  'a click on the map finds what lies there': async ({ page }) => {
    const box = await page.locator('.map').boundingBox()
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2)
    await page.waitForURL(/unit=|facility=/)
    await page.keyboard.press('Escape')
  },

  'a coverage question is answered as the interface answers it': async ({ page, figures, mapRests, accessible, shoot }) => {
    await page.keyboard.press('2')
    await page.mouse.move(2, 400) // nothing under the pointer gets a name in the picture
    const codes = await placedKinds(page)
    await page.evaluate((kinds) => (location.hash = `${location.hash.slice(1)}&kinds=${kinds.join(',')}&radius=1000`), codes)
    await page.locator('.share').waitFor()
    const answer = await page.evaluate(
      (kinds) => fetch('/v1/coverage', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ kinds, radius_m: 1000, by: 'township' }) }).then((r) => r.json()),
      codes,
    )
    const { covered, of, share } = answer.total.people.all
    figures.coverage = { kinds: codes, covered, of, share }
    const panel = await page.locator('#panel').textContent()
    expect(panel.includes(covered.toLocaleString('zh-CN')) && panel.includes(of.toLocaleString('zh-CN')), `the panel does not say ${covered} of ${of}`)
    expect((await page.locator('.share').textContent()).trim() === `${(Math.round(share * 1000) / 10).toFixed(1)}%`, `the share is not ${share}`)
    expect((await page.locator('figure svg g').count()) === answer.by.length, 'there is not one bar for each township')
    await mapRests()
    for (const layer of ['reach', 'gap']) {
      expect((await settled(() => drawn(page, layer), (n) => n > 0)) > 0, `the ${layer} is not drawn`)
    }
    await mapRests()
    await accessible('coverage')
    await shoot('coverage')
  },

  'shares colour the townships': async ({ page, mapRests, shoot }) => {
    await page.getByText('覆盖率分级', { exact: true }).click()
    await mapRests()
    const shaded = () => page.evaluate(() => window.xiantu.map.queryRenderedFeatures({ layers: ['shares-units'] }).length)
    expect((await settled(shaded, (n) => n > 0)) > 0, 'no unit is coloured')
    await shoot('shares')
  },

  'the table of coverage can be had as a workbook': async ({ page, figures }) => {
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '覆盖表 XLSX' }).click()])
    figures.workbook = file.suggestedFilename()
    expect(figures.workbook.endsWith('.xlsx'), `the file is called ${figures.workbook}`)
    expect((await file.failure()) === null, 'the download failed')
  },

  'an address restores the whole page': async ({ page, base }) => {
    const hash = new URL(page.url()).hash
    await page.goto('about:blank')
    await page.goto(base + hash)
    await page.locator('.share').waitFor()
    expect(new URL(page.url()).hash === hash, `the address became ${page.url()}, it was ${hash}`)
  },

  'the sheet shown is the sheet printed': async ({ page, accessible, shoot }) => {
    await page.keyboard.press('4')
    const sheet = page.locator('.preview img')
    await sheet.waitFor({ timeout: 60_000 })
    await page.waitForFunction(() => document.querySelector('.preview img')?.naturalWidth > 0)
    await accessible('sheets')
    await shoot('sheet')
  },

  ...sheetSteps,

  'a file that cannot be taken is refused with its reasons, and nothing is written': async ({ page, accessible, shoot }) => {
    await page.keyboard.press('5')
    await page.getByText('设施', { exact: true }).first().click()
    await accessible('import')
    await give(page, '没有坐标.csv', '设施名称,设施类型,经度,纬度\n没有坐标的地方,敬老院,,\n某某,不知何物,104,31\n')
    await page.locator('.words', { hasText: '没有写入' }).waitFor({ timeout: 60_000 })
    expect((await page.locator('.mark.reject').count()) > 0, 'the report marks no row as refused')
    await accessible('a report')
    await shoot('report')
    await page.getByRole('button', { name: '再导入一份' }).click()
  },

  'a good file is looked at on the map, and then written': async ({ page, base, mapRests, shoot }) => {
    const before = await facilities(page)
    const [lng, lat] = before.find((f) => f.geometry).geometry.coordinates
    const name = `浏览器测试敬老院${before.length}`
    await give(page, '设施.csv', `设施名称,设施类型,经度,纬度,状态\n${name},敬老院,${lng + 0.002},${lat + 0.001},运营\n`)
    await page.locator('.words', { hasText: '检查完毕' }).waitFor({ timeout: 60_000 })
    await mapRests()
    const previewed = () => page.evaluate(() => window.xiantu.map.queryRenderedFeatures({ layers: ['preview-point'] }).length)
    expect((await settled(previewed, (n) => n === 1)) === 1, 'the preview is not on the map')
    expect((await facilities(page)).length === before.length, 'it was written before anybody said so')
    await shoot('import')
    await page.getByRole('button', { name: /^写入 1 行/ }).click()
    await page.locator('.words', { hasText: '已写入' }).waitFor({ timeout: 60_000 })
    const added = (await facilities(page)).find((f) => f.properties.name === name)
    expect(added, 'it is not among the facilities')
    await page.getByRole('button', { name: '查看地图' }).click()
    await mapRests()
    await page.evaluate((id) => fetch(`/v1/facilities/${id}`, { method: 'DELETE' }), added.id)
    await page.goto('about:blank')
    await page.goto(base)
    await mapRests()
  },

  'search is reached and used by keyboard alone': async ({ page, mapRests }) => {
    await page.keyboard.press('1')
    const name = await page.locator('#panel tbody tr td button').nth(1).textContent()
    await page.keyboard.press('/')
    await page.keyboard.type(name.trim())
    await page.locator('#search-hits li').first().waitFor()
    await page.keyboard.press('Enter')
    await page.locator('#unit-name', { hasText: name.trim() }).waitFor()
    await mapRests()
  },

  'English and dark are whole pages too': async ({ page, base, figures, mapRests, accessible, shoot }) => {
    await page.getByRole('button', { name: 'English', exact: true }).click()
    await page.getByLabel('Appearance').selectOption('dark')
    await page.keyboard.press('Escape')
    for (const key of ['1', '2', '3', '4', '5']) {
      await page.locator('body').press(key)
      if (key === '1' || key === '2') await mapRests()
      await accessible(`mode ${key} in English, dark`)
    }
    await page.goto('about:blank') // language and appearance are kept, the rest is in the address
    await page.goto(`${base}/#mode=coverage&kinds=${figures.coverage.kinds.join(',')}&radius=1000`)
    await page.locator('.share').waitFor()
    await mapRests()
    expect((await page.evaluate(() => document.documentElement.dataset.theme)) === 'dark', 'the page forgot that it was dark')
    await shoot('dark')
  },

  'an archive of tiles is drawn in place of the server\'s': async ({ page, base, mapRests, shoot }) => {
    const path = await page.evaluate(async () => {
      const order = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ what: 'tiles', format: 'pmtiles' }) }
      let job = await fetch('/v1/exports', order).then((r) => r.json())
      for (let i = 0; !job.file && i < 200; i++) {
        await new Promise((resolve) => setTimeout(resolve, 100))
        job = await fetch(`/v1/jobs/${job.id}`).then((r) => r.json())
      }
      return job.file
    })
    const asked = []
    page.on('request', (r) => asked.push(new URL(r.url()).pathname))
    await page.goto('about:blank')
    await page.goto(`${base}/?archive=${path}`)
    await page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)
    await mapRests()
    expect((await settled(() => drawn(page, 'township'), (n) => n > 0)) > 0, 'the archive is not drawn')
    expect(asked.includes(path), `the archive ${path} was not asked for`)
    expect(!asked.some((p) => /^\/tiles\/(divisions|facilities)\//.test(p)), 'the server was asked for tiles all the same')
    await shoot('archive')
  },
}

/** How many facilities the icons and the numbers on the map stand for. */
function counted(page) {
  return page.evaluate(() => {
    const { map } = window.xiantu
    const once = (id) => [...new Map(map.queryRenderedFeatures({ layers: [id] }).map((f) => [f.id, f])).values()]
    const hidden = decodeURIComponent(/[#&]hidden=([^&]*)/.exec(location.hash)?.[1] ?? '').split(',').filter(Boolean)
    const several = once('facility-count').map((f) => f.properties.count - hidden.reduce((sum, k) => sum + (f.properties[`count_${k}`] ?? 0), 0))
    return once('facility').length + several.reduce((a, b) => a + b, 0)
  })
}

/** The names of a level that are drawn on the map now. */
function labels(page, level) {
  return page.evaluate((wanted) => {
    const { map } = window.xiantu
    const layers = map.getStyle().layers.filter((l) => l['source-layer'] === 'label').map((l) => l.id)
    const names = map.queryRenderedFeatures({ layers }).filter((f) => f.properties.level === wanted).map((f) => f.properties.name)
    return [...new Set(names)]
  }, level)
}

/** How many features of a tile layer are drawn. */
function drawn(page, sourceLayer) {
  return page.evaluate((name) => window.xiantu.map.queryRenderedFeatures().filter((f) => f.sourceLayer === name).length, sourceLayer)
}

/** The two kinds of facility that most places are known of. */
async function placedKinds(page) {
  const counts = new Map()
  for (const f of await facilities(page)) if (f.geometry && f.properties.in_operation) counts.set(f.properties.kind, (counts.get(f.properties.kind) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1]).slice(0, 2).map(([kind]) => kind).sort()
}

async function facilities(page) {
  return (await page.evaluate(() => fetch('/v1/facilities').then((r) => r.json()))).features
}

/** Chooses a file for import and has it checked. */
async function give(page, name, text) {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) })
  await page.getByRole('button', { name: '检查文件' }).click()
}
