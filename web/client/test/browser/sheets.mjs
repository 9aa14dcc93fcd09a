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

/** Kinds of sheet and exports, from an empty page. */
export const sheetKindSteps = {
  'a comparison of two days is shown and saved as PDF': async ({ page, base, accessible, shoot }) => {
    await page.goto(`${base}/#mode=maps`)
    await drawn(page, async () => undefined)
    await drawn(page, () => page.getByLabel('图种').selectOption('comparison'))
    expect((await page.getByLabel('与哪一天对照').inputValue()) !== '', 'no day before is chosen')
    await accessible('a comparison')
    await shoot('comparison')
    const [file] = await Promise.all([page.waitForEvent('download', { timeout: 60_000 }), page.getByRole('button', { name: 'PDF（印刷）' }).click()])
    expect((await readFile(await file.path())).subarray(0, 5).toString() === '%PDF-', 'the comparison is no PDF')
  },

  'the border of two townships, and an indicator': async ({ page, accessible, shoot }) => {
    await drawn(page, () => page.getByLabel('图种').selectOption('border'))
    await accessible('a border')
    await shoot('border')
    await drawn(page, () => page.getByLabel('图种').selectOption('indicator'))
    await shoot('indicator')
  },

  'what the sheet has to say of its names stands below it': async ({ page, accessible, shoot }) => {
    await drawn(page, () => page.getByLabel('图种').selectOption('villages'))
    const [answer] = await Promise.all([
      page.waitForResponse((r) => r.url().endsWith('/v1/maps') && r.request().postDataJSON().paper === 'A4'),
      drawn(page, () => page.getByLabel('纸张').selectOption('A4')),
    ])
    const said = decodeURIComponent((await answer.allHeaders())['xiantu-notes'] ?? '').split('\n')
    expect(said[0] !== '', 'the server has nothing to say of all villages on A4')
    const shown = await page.getByRole('list', { name: '制作说明' }).getByRole('listitem').allTextContents()
    expect(shown.join() === said.join(), `the page says ${shown.join()}, the server ${said.join()}`)
    await accessible('notes of a sheet')
    await shoot('sheet-notes')
  },

  'data come in the format chosen, and tiles by a job': async ({ page, accessible }) => {
    await page.getByLabel('图种').selectOption('townships')
    await page.getByLabel('导出内容').selectOption('facilities')
    await page.getByLabel('文件格式').selectOption('shp.zip:gbk')
    const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: '导出数据' }).click()])
    expect(/_facilities\.shp\.zip$/.test(file.suggestedFilename()), `the file is called ${file.suggestedFilename()}`)
    expect((await readFile(await file.path())).subarray(0, 2).toString() === 'PK', 'it is no zip')
    await page.getByLabel('导出内容').selectOption('tiles')
    await page.getByRole('button', { name: '导出数据' }).click()
    const link = page.getByRole('link', { name: '下载文件' })
    await link.waitFor({ timeout: 60_000 })
    await accessible('an export')
    const [tiles] = await Promise.all([page.waitForEvent('download'), link.click()])
    expect((await readFile(await tiles.path())).subarray(0, 7).toString() === 'PMTiles', 'the archive is no PMTiles')
  },
}

/** Waits until another sheet is drawn than before a step. */
async function drawn(page, step) {
  const shown = () => page.locator('.preview img').evaluateAll(([img]) => (img && img.naturalWidth > 0 ? img.src : ''))
  const before = await shown()
  await step()
  expect((await settled(shown, (now) => now !== '' && now !== before, 60)) !== before, 'no other sheet was drawn')
  await page.locator('.preview[aria-busy=false]').waitFor()
  expect((await page.locator('.preview [role=alert]').count()) === 0, 'the sheet was refused')
}
