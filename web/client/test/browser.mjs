// Drives the page in Chromium as a planner would, against a server with a county in it.
//
//	node test/browser.mjs http://127.0.0.1:8080 OUTDIR [GROUP...]
//
// Exits 0 when all holds, else 1 with what did not. Screenshots at 1440x900 go to OUTDIR.
// Groups of steps are the files of test/browser; without names all are run that need no data of
// their own, each in a browser of its own. CHROMIUM names another browser than /usr/bin/chromium.
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { open } from './browser/page.mjs'
import { apart, groups as usual } from './browser/groups.mjs'

const groups = { ...usual, ...apart }

const [base, out, ...wanted] = process.argv.slice(2)
const unknown = wanted.filter((name) => !groups[name])
if (!base || !out || unknown.length > 0) {
  console.error(`usage: node test/browser.mjs BASE_URL OUTPUT_FOLDER [${Object.keys(groups).join('|')}]`)
  process.exit(2)
}

await mkdir(out, { recursive: true })
const told = []
for (const name of wanted.length > 0 ? wanted : Object.keys(usual)) told.push(await run(name))
await writeFile(join(out, 'browser.json'), JSON.stringify(told, null, 2))
process.exitCode = told.some((g) => g.troubles.length > 0 || g.results.some((r) => r.failed)) ? 1 : 0

/** Goes through the steps of a group until one fails. */
async function run(group) {
  const visit = await open(base, out)
  const results = []
  try {
    for (const [name, step] of Object.entries(groups[group])) {
      const began = performance.now()
      try {
        await step(visit)
        results.push({ name, seconds: seconds(began) })
        console.log(`ok    ${group}: ${name} (${seconds(began)} s)`)
      } catch (cause) {
        results.push({ name, failed: String(cause) })
        console.error(`FAIL  ${group}: ${name}: ${cause.message ?? cause}`)
        await visit.page.screenshot({ path: join(out, 'failed.png') })
        break
      }
    }
    for (const trouble of visit.troubles) console.error(`FAIL  ${group}: ${trouble}`)
  } finally {
    await visit.close()
  }
  return { group, results, troubles: visit.troubles, figures: visit.figures }
}

function seconds(began) {
  return Number(((performance.now() - began) / 1000).toFixed(1))
}
