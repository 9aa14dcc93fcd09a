// What a planner does on the map beside looking: measuring, tables, two days, keys.
import { expect } from './page.mjs'

const ready = (page) => page.waitForFunction(() => window.xiantu?.map.isStyleLoaded() && window.xiantu.map.getStyle().layers.length > 3)

export const viewSteps = {
  'an area is measured from its corners, which the address keeps': async ({ page, base, accessible }) => {
    await page.goto(`${base}/#tool=area&corners=103.8/29.8,103.9/29.82,103.88/29.91,103.82/29.88`)
    await ready(page)
    await page.locator('.measured', { hasText: '72.84 km²' }).waitFor() // GeographicLib: 72,839,110.6 m²
    await accessible('measuring')
    await page.locator('body').press('Escape')
    await page.locator('.measured').waitFor({ state: 'detached' })
  },

  'the table and the map choose for one another': async ({ page, accessible, shoot }) => {
    await page.locator('body').press('t')
    const row = page.locator('.drawer tbody tr').nth(1)
    await row.click()
    await page.waitForURL(/unit=\d{9}/)
    await page.locator('#unit-name', { hasText: (await row.locator('button').textContent()).trim() }).waitFor()
    expect((await row.getAttribute('aria-current')) === 'true', 'the row of what is chosen is not marked')
    await accessible('the table')
    await shoot('table')
    await page.locator('body').press('t')
    await page.locator('body').press('Escape')
  },

  'two days stand under a divider that keys move, and what changed is listed': async ({ page, accessible, shoot }) => {
    const swipe = page.getByRole('button', { name: '两日对比' })
    if ((await swipe.count()) === 0) return // nothing ever changed in this county
    await swipe.click()
    const divider = page.getByRole('slider', { name: '对比分隔线' })
    await divider.waitFor()
    await page.locator('#changed-title').waitFor()
    await divider.press('ArrowLeft')
    await page.waitForURL(/second=[\d-]+&divider=48/)
    await accessible('two days')
    await shoot('swipe')
    await swipe.click()
    await divider.waitFor({ state: 'detached' })
  },

  'all keys are told': async ({ page, accessible }) => {
    await page.locator('body').press('?')
    await page.getByRole('dialog', { name: '快捷键' }).waitFor()
    await accessible('the keys')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
  },
}
