// Copies the two weights of Noto Sans SC that printed sheets are set in from the npm
// package to maps/fonts, where the Go build embeds them.
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { fileURLToPath } from 'node:url'

const from = new URL('../node_modules/@expo-google-fonts/noto-sans-sc/', import.meta.url)
const to = new URL('../../../maps/fonts/', import.meta.url)
const files = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf']

await mkdir(to, { recursive: true })
for (const source of files) {
  const target = new URL(basename(source), to)
  await copyFile(new URL(source, from), target)
  console.log(`${fileURLToPath(target)} ${(await stat(target)).size} bytes`)
}
