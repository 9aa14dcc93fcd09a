// Drives the page in Chromium as a planner would, against a server with a county in it.
//
//	node test/browser.mjs http://127.0.0.1:8080 OUTDIR
//
// Exits 0 when all holds, else 1 with what did not. Screenshots at 1440x900 go to OUTDIR.
// CHROMIUM names another browser than /usr/bin/chromium.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { open } from './browser/page.mjs'
import { steps } from './browser/steps.mjs'

const [base, out] = process.argv.slice(2)
if (!base || !out) {
  console.error('usage: node test/browser.mjs BASE_URL OUTPUT_FOLDER')
  process.exit(2)
}

await mkdir(out, { recursive: true })
const visit = await open(base, out)
const results = []
try {
  for (const [name, step] of Object.entries(steps)) {
    const began = performance.now()
    try {
      await step(visit)
      results.push({ name, seconds: seconds(began) })
      console.log(`ok    ${name} (${seconds(began)} s)`)
    } catch (cause) {
      results.push({ name, failed: String(cause) })
      console.error(`FAIL  ${name}: ${cause.message ?? cause}`)
      await visit.page.screenshot({ path: join(out, 'failed.png') })
      break
    }
  }
  for (const trouble of visit.troubles) console.error(`FAIL  ${trouble}`)
} finally {
  await visit.close()
}
await writeFile(join(out, 'browser.json'), JSON.stringify({ results, troubles: visit.troubles, figures: visit.figures }, null, 2))
process.exitCode = results.some((r) => r.failed) || visit.troubles.length > 0 ? 1 : 0

function seconds(began) {
  return Number(((performance.now() - began) / 1000).toFixed(1))
}
