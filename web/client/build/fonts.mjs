// Copies the two weights of Noto Sans SC that printed sheets are set in from the npm
// package to maps/fonts, where the Go build embeds them.
import { copyFile, mkdir, stat } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'

const from = new URL('../node_modules/@expo-google-fonts/noto-sans-sc/', import.meta.url)
const to = new URL('../../../maps/fonts/', import.meta.url)
const files = {
  '400Regular/NotoSansSC_400Regular.ttf': 'NotoSansSC-Regular.ttf',
  '700Bold/NotoSansSC_700Bold.ttf': 'NotoSansSC-Bold.ttf',
  'LICENSE_FONT': 'OFL.txt',
}

await mkdir(to, { recursive: true })
for (const [source, name] of Object.entries(files)) {
  const target = new URL(name, to)
  await copyFile(new URL(source, from), target)
  console.log(`${fileURLToPath(target)} ${(await stat(target)).size} bytes`)
}
