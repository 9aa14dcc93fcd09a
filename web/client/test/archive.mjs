// Reads a PMTiles archive with the library that map clients use.
//
//	node test/archive.mjs FILE_OR_URL < tiles
//
// tiles are lines of z/x/y. Prints JSON: header, metadata, and for each tile the SHA-256 of
// its bytes, uncompressed, or null where the archive has none.
import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { FetchSource, PMTiles } from 'pmtiles'

/** A file as the library reads it. */
class FileSource {
  constructor(file, name) {
    this.file = file
    this.name = name
  }

  getKey() {
    return this.name
  }

  async getBytes(offset, length) {
    const { buffer, bytesRead } = await this.file.read(Buffer.alloc(length), 0, length, offset)
    return { data: buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + bytesRead) }
  }
}

const [where] = process.argv.slice(2)
const remote = /^https?:/.test(where)
const file = remote ? null : await open(where)
const archive = new PMTiles(remote ? new FetchSource(where) : new FileSource(file, where))
const tiles = {}
for (const line of (await text(process.stdin)).split('\n').filter(Boolean)) {
  const [z, x, y] = line.split('/').map(Number)
  const tile = await archive.getZxy(z, x, y)
  tiles[line] = tile ? createHash('sha256').update(new Uint8Array(tile.data)).digest('hex') : null
}
console.log(JSON.stringify({ header: await archive.getHeader(), metadata: await archive.getMetadata(), tiles }))
await file?.close()
