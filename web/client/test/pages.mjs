// Opens pages that need no script and fails on what axe finds, on errors, and on requests to
// another host.
//
//	node test/pages.mjs BASE < paths
//
// paths are lines such as /ogc/collections?f=html, looked at in a wide and in a narrow window
// in turns.
import { text } from 'node:stream/consumers'
import { open } from './browser/page.mjs'

const [base] = process.argv.slice(2)
const visit = await open(base, '.')
const wrong = []
try {
  const paths = (await text(process.stdin)).split('\n').filter(Boolean)
  for (const [i, path] of paths.entries()) {
    const width = i % 2 ? 360 : 1280
    await visit.page.setViewportSize({ width, height: 800 })
    await visit.page.goto(base + path)
    await visit.accessible(`${path}, ${width} wide`).catch((e) => wrong.push(e.message))
  }
} finally {
  await visit.close()
}
wrong.push(...visit.troubles)
if (wrong.length > 0) {
  console.error(wrong.join('\n'))
  process.exit(1)
}
