// Every screen of every mode, in both looks and languages, on a desk, a small desk, a tablet and
// a phone: nothing that axe finds, nothing wider than its place, no name cut in the bar.
import { expect, settled } from './page.mjs'

const ways = [
  { name: 'desk', width: 1440, height: 900, look: 'light', language: 'zh-CN' },
  { name: 'small-desk', width: 1280, height: 720, look: 'dark', language: 'en' },
  { name: 'tablet', width: 820, height: 1180, look: 'light', language: 'en' },
  { name: 'phone', width: 390, height: 844, look: 'dark', language: 'zh-CN' },
]

export const screenSteps = Object.fromEntries(ways.map((way) => [`every screen holds on a ${way.name}`, (visit) => through(visit, way)]))

async function through({ page, base, accessible, shoot }, { name, width, height, look, language }) {
  await page.setViewportSize({ width, height })
  await page.emulateMedia({ colorScheme: look })
  await page.goto(base)
  await page.evaluate((chosen) => localStorage.setItem('xiantu.language', chosen), language)
  await page.reload()
  await page.locator('.bar select').first().waitFor()
  const found = []
  const plan = await begun(base)
  try {
    for (const [screen, { hash, shown }] of Object.entries(await screens(base, plan))) {
      await page.evaluate((to) => (location.hash = to), hash)
      await page.locator(shown).first().waitFor()
      const where = `${screen} on a ${name}`
      await accessible(where).catch((cause) => found.push(cause.message))
      const wide = await settled(() => page.evaluate(tooWide), (all) => all.length === 0, 1)
      if (wide.length > 0) found.push(`wider than its place in ${where}: ${wide.join('; ')}`)
      await shoot(`screen-${name}-${screen}`)
    }
  } finally {
    await fetch(`${base}/v1/plans/${plan}`, { method: 'DELETE' })
  }
  expect(found.length === 0, found.join('\n'))
}

/** The address of each screen, and what stands on it when it is there. */
async function screens(base, plan) {
  const ask = (path) => fetch(base + path).then((r) => r.json())
  const { features } = await ask('/v1/units?level=township')
  const kinds = 'ELD_COMMUNITY'
  return {
    view: { hash: `unit=${features[0].properties.code}&table=township`, shown: '.drawer tbody tr' },
    coverage: { hash: `mode=coverage&kinds=${kinds}&radius=1000`, shown: '.share' },
    board: { hash: 'mode=coverage&tab=indicators', shown: '[data-code]' },
    redistrict: { hash: `mode=redistrict&plan=${plan}`, shown: '#panel h2' },
    compare: { hash: `mode=redistrict&plan=${plan}&part=compare`, shown: '#panel table' },
    sheets: { hash: 'mode=maps', shown: '.preview img' },
    import: { hash: 'mode=import', shown: '#panel input[type=file]' },
  }
}

async function begun(base) {
  const init = { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify({ name: '各屏测试方案' }) }
  const made = await fetch(`${base}/v1/plans`, init).then((r) => r.json())
  expect(made.id, `the plan was not begun: ${JSON.stringify(made)}`)
  return made.id
}

/** In the page: what is wider than the place it stands in. */
function tooWide() {
  const wide = []
  const { scrollWidth, clientWidth } = document.documentElement
  if (scrollWidth > clientWidth) wide.push(`the page by ${scrollWidth - clientWidth} px`)
  const panel = document.getElementById('panel')
  if (panel && panel.scrollWidth > panel.clientWidth) wide.push(`the panel by ${panel.scrollWidth - panel.clientWidth} px`)
  const right = panel?.getBoundingClientRect().right ?? Infinity
  for (const table of panel?.querySelectorAll('table') ?? []) {
    const over = Math.round(table.getBoundingClientRect().right - right)
    if (over > 0 && getComputedStyle(table.parentElement).overflowX === 'visible') wide.push(`a table by ${over} px`)
  }
  for (const one of document.querySelectorAll('.bar button, .bar select, .rail button, .bar p')) {
    const { width, right: end } = one.getBoundingClientRect()
    const name = (one.tagName === 'SELECT' ? one.selectedOptions[0]?.textContent : one.textContent)?.trim()
    if (width === 0) continue
    if (end > innerWidth + 0.5) wide.push(`${name} ends beyond the page`)
    if (one.tagName === 'SELECT' ? textWidth(one, name) > inner(one) - 15 : one.scrollWidth > one.clientWidth) wide.push(`${name} is cut`)
  }
  return wide

  function inner(one) {
    const { paddingLeft, paddingRight } = getComputedStyle(one)
    return one.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight)
  }
  function textWidth(one, text) {
    const pen = document.createElement('canvas').getContext('2d')
    const { fontWeight, fontSize, fontFamily } = getComputedStyle(one)
    pen.font = `${fontWeight} ${fontSize} ${fontFamily}`
    return pen.measureText(text).width
  }
}
