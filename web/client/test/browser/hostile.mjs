// A county whose townships, villages and facilities bear names that would be tags, scripts,
// formulas or templates anywhere but in a text. XIANTU_FILE holds them by code,
// a facility's by its village's.
import { readFile } from 'node:fs/promises'
import { expect, settled } from './page.mjs'

const title = `<b class=hostile onclick=alert(1)>"方案"</b> {{x}}`

export const hostileSteps = {
  'an element or a script made of a name would be seen': async (visit) => {
    const { page, base, troubles } = visit
    await guard(visit)
    await page.goto(base)
    await page.locator('#panel table:has(thead) tbody tr').first().waitFor()
    await page.evaluate(() => {
      const script = document.createElement('script')
      script.className = 'hostile'
      script.textContent = 'alert(1)'
      document.body.append(script)
      script.remove()
      const link = document.createElement('a')
      link.href = 'javascript:alert(1)'
      document.body.append(link)
      link.click()
      link.remove()
    })
    const kinds = [/^element of a name: <script/, /^element of a name: <a /, /^refused by the page's policy: script-src-elem/, /^console: .*Content Security Policy/]
    const seen = await settled(() => kinds.filter((kind) => troubles.some((t) => kind.test(t))).length, (n) => n === kinds.length)
    expect(seen === kinds.length, `of ${kinds.length} kinds of trouble made on purpose ${seen} are seen: ${troubles}`)
    await page.goto('about:blank')
    troubles.length = 0
  },

  'every name is in the data as it was written': async ({ page, base, figures }) => {
    const written = JSON.parse(await readFile(process.env.XIANTU_FILE, 'utf8'))
    await page.goto(base)
    await page.locator('#panel table:has(thead) tbody tr').first().waitFor()
    const [towns, villages, places] = await Promise.all(['units?level=township', 'units?level=village', 'facilities'].map((what) => ask(page, `/v1/${what}`)))
    const held = Object.fromEntries([...towns, ...villages, ...places].map((p) => [p.code ?? `in ${p.unit}`, p.name]))
    expect(towns.length >= 3 && villages.length > 20 && places.length === villages.length, `${towns.length} townships, ${villages.length} villages, ${places.length} facilities`)
    const wrong = Object.keys(written).filter((key) => held[key] !== written[key]).map((key) => `${key} is called ${JSON.stringify(held[key])}, not ${JSON.stringify(written[key])}`)
    expect(wrong.length === 0, wrong.join('; '))
    Object.assign(figures, { names: Object.keys(written).length })
    Object.assign(page, { towns, villages, places })
  },

  'facts list units and facilities by their names': async ({ page, shoot }) => {
    const panel = page.locator('#panel')
    await sameTexts(panel.locator('table:has(thead) tbody td:first-child'), page.towns.map((u) => u.name), 'the townships')
    for (const town of page.towns) {
      await go(page, `unit=${town.code}`)
      await sameText(page.locator('#unit-name'), town.name)
      await sameTexts(panel.locator('table:has(thead) tbody td:first-child'), page.villages.filter((v) => v.parent === town.code).map((v) => v.name), `the villages of ${town.code}`)
    }
    for (const village of page.villages) {
      await go(page, `unit=${village.code}`)
      await sameText(page.locator('#unit-name'), village.name)
      await sameTexts(panel.locator('li > button'), page.places.filter((f) => f.unit === village.code).map((f) => f.name), `the facilities of ${village.code}`)
    }
    for (const place of page.places) {
      await go(page, `facility=${place.id}`)
      await sameText(page.locator('#facility-name'), place.name)
    }
    await shoot('hostile')
  },

  'a click on the map and a search find them': async ({ page, mapRests }) => {
    await go(page, '')
    await mapRests()
    const box = await page.locator('.map').boundingBox()
    await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2)
    await page.mouse.click(box.x + box.width / 2 + 2, box.y + box.height / 2)
    await page.waitForURL(/unit=|facility=/)
    const names = [...page.villages, ...page.towns].map((u) => u.name)
    const clicked = await page.locator('#unit-name, #facility-name').textContent()
    expect(names.includes(clicked.trim()), `the click finds ${clicked}`)
    await page.keyboard.press('Escape')
    for (const { name } of page.villages) {
      await page.locator('#search').fill(name.slice(0, 60))
      const hits = () => page.locator('#search-hits:not(.shut) li .name').allTextContents()
      const found = await settled(hits, (all) => all.includes(name))
      expect(found.includes(name), `a search for ${JSON.stringify(name)} finds ${JSON.stringify(found)}`)
    }
    await page.locator('#search').fill(`${title}没有`)
    await sameText(page.locator('.search .none'), `没有找到“${title}没有”。`, (shown) => shown.includes(`${title}没有`))
    await page.locator('#search').fill('')
    await page.keyboard.press('Escape')
  },

  'tables hold them, and are filtered by them': async ({ page, shoot }) => {
    for (const [table, all] of [['township', page.towns], ['village', page.villages], ['facility', page.places]]) {
      await go(page, `table=${table}`)
      const drawer = page.locator('.drawer')
      for (const { name } of all) {
        await drawer.getByRole('searchbox').fill(name)
        const shown = () => drawer.locator('tbody td:first-child button').allTextContents()
        expect((await settled(shown, (rows) => rows.includes(name))).includes(name), `the table of ${table} has no ${JSON.stringify(name)}`)
      }
      await drawer.getByRole('searchbox').fill('')
    }
    await shoot('hostile-table')
  },

  'coverage tells of them': async ({ page, shoot }) => {
    await go(page, `mode=coverage&kinds=${page.places[0].kind}&radius=1000`)
    const table = page.getByRole('region', { name: '各单位覆盖情况' })
    await sameTexts(table.locator('tbody th'), page.towns.map((u) => u.name), 'the table of coverage')
    await table.locator('tbody td.number button').first().click()
    await page.getByRole('region', { name: '数字背后' }).waitFor()
    for (const part of ['重复覆盖', '到最近设施', '覆盖率随半径变化', '关闭影响']) await page.locator('summary', { hasText: part }).click()
    await page.locator('.share').waitFor()
    await shoot('hostile-coverage')
  },

  'a plan of such a name merges them': async ({ page, shoot }) => {
    await go(page, 'mode=redistrict')
    await page.getByLabel('方案名称').fill(title)
    await page.getByRole('button', { name: '新建方案' }).click()
    await sameText(page.locator('#panel h2'), title)
    const plan = /plan=(\d+)/.exec(page.url())[1]
    const two = page.villages.filter((v) => v.parent === page.towns[0].code).slice(0, 2)
    for (const { code } of two) {
      await page.getByLabel('按名称或代码添加单位').fill(code)
      await page.getByLabel('按名称或代码添加单位').press('Enter')
    }
    await page.getByRole('button', { name: '合并新设', exact: true }).click()
    await page.getByLabel('新名称').fill(title)
    const add = page.getByRole('button', { name: '加入方案' })
    await settled(() => add.isEnabled(), (on) => on)
    await sameText(page.getByRole('form', { name: '合并新设' }).locator('.made strong'), title)
    await add.click()
    await page.locator('.told.saved').waitFor()
    const said = await page.locator('#panel ol .said').first().textContent()
    for (const name of [title, ...two.map((v) => v.name)]) expect(said.includes(name), `the edit says ${said}, not ${name}`)
    await page.getByText('对比', { exact: true }).click()
    await page.getByRole('heading', { name: /何处成为何处/ }).waitFor()
    const compared = await page.locator('#panel').textContent()
    for (const name of [title, ...two.map((v) => v.name)]) expect(compared.includes(name), `the comparison does not tell of ${name}`)
    await shoot('hostile-plan')
    await page.getByRole('button', { name: /返回|方案列表|全部方案/ }).or(page.locator('#panel .back')).first().click()
    await sameText(page.locator('#panel button.name'), title)
    expect(await page.evaluate((id) => fetch(`/v1/plans/${id}`, { method: 'DELETE' }).then((r) => r.ok), plan), 'the plan stays')
  },

  'a sheet is an image of text alone': async ({ page, shoot }) => {
    const asked = page.waitForRequest((r) => r.url().endsWith('/v1/maps') && (r.postData() ?? '').includes('onclick'), { timeout: 60_000 })
    await go(page, 'mode=maps')
    await page.locator('.preview[aria-busy=false] img').waitFor({ timeout: 60_000 })
    await page.getByLabel('图名').fill(title)
    const body = (await asked).postData()
    await page.locator('.preview[aria-busy=false] img').waitFor({ timeout: 60_000 })
    const drawn = await page.evaluate(async (order) => {
      const text = await fetch('/v1/maps', { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: order }).then((r) => r.text())
      const bare = text.replace(/<style[^<>/]*>[^<]*<\/style>/g, '') // the sheet's own, which this document would refuse
      const svg = new DOMParser().parseFromString(bare, 'image/svg+xml')
      const active = [...svg.querySelectorAll('*')].filter((e) => /^(script|foreignObject|iframe|parsererror)$/i.test(e.localName) || [...e.attributes].some((a) => /^on|^javascript:/i.test(`${a.localName}`) || a.value === 'hostile'))
      return { root: svg.documentElement.localName, texts: svg.querySelectorAll('text, path').length, active: active.map((e) => e.localName), titled: text.includes('&lt;b class=hostile') }
    }, body)
    expect(drawn.root === 'svg' && drawn.texts > 10, `the sheet is a ${drawn.root} of ${drawn.texts} parts`)
    expect(drawn.active.length === 0 && drawn.titled, `the sheet holds ${drawn.active}; its title is ${drawn.titled ? '' : 'not '}text`)
    await shoot('hostile-sheet')
  },
}

const go = (page, hash) => page.evaluate((to) => (location.hash = to), hash)
const ask = async (page, path) => (await page.evaluate((p) => fetch(p).then((r) => r.json()), path)).features.map((f) => ({ id: f.id, ...f.properties }))

/** From now on every document tells of what its policy refuses, and of elements that a name or a link of its makes. */
async function guard({ page, troubles }) {
  page.on('dialog', (d) => {
    troubles.push(`a dialog says ${d.message()}`)
    return d.dismiss()
  })
  await page.exposeFunction('tellTrouble', (what) => void troubles.push(what))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', (e) => window.tellTrouble(`refused by the page's policy: ${e.effectiveDirective} ${e.blockedURI} ${e.sample}`), true)
    const bad = '.hostile, a[href^="javascript:" i], iframe, [onerror], [onload], [onclick]'
    const look = (node) => {
      if (node.nodeType !== Node.ELEMENT_NODE) return
      for (const found of [node, ...node.querySelectorAll('*')]) if (found.matches(bad)) window.tellTrouble(`element of a name: ${found.outerHTML}`)
    }
    new MutationObserver((all) => {
      for (const { addedNodes } of all) addedNodes.forEach(look)
    }).observe(document, { subtree: true, childList: true })
  })
}

async function sameText(where, name, good = (shown) => shown === name) {
  const read = async () => ((await where.count()) > 0 ? (await where.first().textContent()).trim() : '')
  const shown = await settled(read, good)
  expect(good(shown), `the page shows ${JSON.stringify(shown)}, not ${JSON.stringify(name)}`)
}

/** Compares texts in any order, once they have settled. */
async function sameTexts(where, names, what) {
  const sorted = (all) => JSON.stringify(all.map((one) => one.trim()).sort())
  const shown = await settled(() => where.allTextContents(), (all) => sorted(all) === sorted(names))
  expect(names.length > 0 && sorted(shown) === sorted(names), `${what} are shown as ${sorted(shown)}, not ${sorted(names)}`)
}
