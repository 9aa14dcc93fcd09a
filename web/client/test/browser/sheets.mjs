// What a planner does on the page of sheets, which is open: another sheet, a township's, an atlas.
import { readFile } from 'node:fs/promises'
import { expect, settled } from './page.mjs'

export const sheetSteps = {
  'another paper and a title are another sheet, which is saved as PDF': async ({ page }) => {
    const shown = () => page.locator('.preview img').evaluate((img) => `${img.src} ${img.naturalWidth}`)
    const before = await shown()
    await page.getByLabel('纸张').selectOption('A4')
    await page.getByLabel('图名').fill('浏览器测试图')
    expect((await settled(shown, (now) => now !== before)) !== before, 'the preview stayed as it was')
    await page.locator('.preview[aria-busy=false]').waitFor()
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'PDF（印刷）' }).click()])
    const text = (await readFile(await file.path())).toString('latin1')
    expect(file.suggestedFilename() === '浏览器测试图_A4.pdf', `the file is called ${file.suggestedFilename()}`)
    expect(text.startsWith('%PDF-') && /MediaBox\[0 0 (595|842)/.test(text), 'it is no A4 sheet')
  },

  'a sheet of a township, and an atlas with progress': async ({ page, accessible, shoot }) => {
    const shown = () => page.locator('.preview img').getAttribute('src')
    const before = await shown()
    await page.getByLabel('图种').selectOption('township')
    await page.getByRole('combobox', { name: '乡镇', exact: true }).waitFor()
    expect((await settled(shown, (now) => now !== before)) !== before, 'the preview is not of the township')
    await page.getByLabel('图种').selectOption('atlas')
    await accessible('an atlas')
    await page.getByRole('button', { name: '制作地图册' }).click()
    const link = page.getByRole('link', { name: '下载地图册（PDF）' })
    await link.waitFor({ timeout: 60_000 })
    const [file] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect((await readFile(await file.path())).subarray(0, 5).toString() === '%PDF-', 'the atlas is no PDF')
    await shoot('atlas')
    await page.getByLabel('图种').selectOption('townships')
  },
}
