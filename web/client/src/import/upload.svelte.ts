// The import under way: choose, check, look, commit.
import type { FeatureCollection } from 'geojson'
import * as api from '../api/imports'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'

class Importing {
  kind = $state<api.ImportKind>('divisions')
  files = $state.raw<File[]>([])
  choices = $state<api.Choices>({ crs: '', encoding: '', basis: '', level: '', date: '', partial: false, columns: {} })
  upload = $state.raw<api.Upload | null>(null)
  progress = $state.raw<api.Progress | null>(null)
  preview = $state.raw<FeatureCollection | null>(null)
  sending = $state(false)
  problem = $state.raw<unknown>(null)
  #stop: (() => void) | null = null

  state = $derived<api.UploadState | null>(this.progress?.state ?? this.upload?.state ?? null)
  busy = $derived(this.sending || ['received', 'reading', 'committing'].includes(this.state ?? ''))
  rejected = $derived(this.upload?.report?.counts.reject ?? 0)

  add(files: Iterable<File>): void {
    const names = new Set(this.files.map((f) => f.name))
    this.files = [...this.files, ...[...files].filter((f) => !names.has(f.name))]
  }

  remove(file: File): void {
    this.files = this.files.filter((f) => f !== file)
  }

  /** Sends the files; the server reads and reports, and writes nothing. */
  async check(): Promise<void> {
    this.choices.columns = {} // other files have other headers
    delete this.choices.repairs // and other gaps
    await this.#attempt(async () => {
      this.preview = null
      this.#watch(await api.upload(this.kind, this.files, this.#county(), this.choices))
    })
  }

  /** Reads the same files again with other choices. */
  async recheck(): Promise<void> {
    const id = this.upload?.id
    if (!id) return
    await this.#attempt(async () => {
      this.preview = null
      const again = await api.decide(id, this.choices)
      if (again) this.#watch(again)
    })
  }

  async commit(): Promise<void> {
    const id = this.upload?.id
    if (!id) return
    await this.#attempt(async () => {
      const going = await api.commit(id)
      if (going) this.#watch(going)
    })
  }

  async cancel(): Promise<void> {
    const id = this.upload?.id
    if (id) await this.#attempt(() => api.cancel(id).then(() => undefined))
    this.clear()
  }

  /** Back to the beginning; the choices stay for the next file. */
  clear(): void {
    this.#stop?.()
    this.upload = this.progress = this.preview = this.problem = null
    this.files = []
  }

  /** Divisions bring their own county, known or new; the rest goes to the one on the page. */
  #county(): string {
    return this.kind === 'divisions' ? '' : page.address.county
  }

  #watch(upload: api.Upload): void {
    this.#stop?.()
    this.upload = upload
    this.progress = null
    this.#stop = api.follow(
      upload.id,
      (p) => (this.progress = p),
      () => void this.#rest(upload.id),
    )
  }

  async #rest(id: string): Promise<void> {
    await this.#attempt(async () => {
      this.upload = await api.importOf(id)
      this.progress = null
      if (this.upload.state === 'committed') await held.open(true)
      if (this.upload.state === 'staged') this.preview = await api.previewOf(id)
    })
  }

  async #attempt(step: () => Promise<void>): Promise<void> {
    this.sending = true
    this.problem = null
    try {
      await step()
    } catch (cause) {
      this.problem = cause
    } finally {
      this.sending = false
    }
  }
}

export const importing = new Importing()
