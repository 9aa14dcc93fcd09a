// A file in the making: a job of the server's, followed until its file can be fetched.
import { cancel, follow } from '../api/imports'
import { get } from '../api/http'
import type { FileJob } from '../api/sheets'

class Making {
  job = $state.raw<FileJob | null>(null)
  done = $state(0)
  total = $state(0)
  ordering = $state(false)
  problem = $state.raw<unknown>(null)
  busy = $derived(this.ordering || this.job?.state === 'waiting' || this.job?.state === 'working')
  #stop: (() => void) | null = null

  /** Has a job made, and follows it. */
  async make(start: () => Promise<FileJob>): Promise<void> {
    this.clear()
    this.ordering = true
    try {
      const job = await start()
      this.job = job
      const said = ({ done, total }: { done: number; total: number }) => {
        this.done = done
        this.total = total
      }
      this.#stop = follow(job.id, said, () => void this.#look(job.id))
    } catch (cause) {
      this.problem = cause
    } finally {
      this.ordering = false
    }
  }

  async #look(id: string): Promise<void> {
    try {
      this.job = await get<FileJob>(`/v1/jobs/${id}`)
    } catch (cause) {
      this.problem = cause
    }
  }

  /** Gives the job up; nothing is kept of it. */
  async cancel(): Promise<void> {
    const id = this.job?.id
    this.clear()
    if (!id) return
    try {
      await cancel(id)
    } catch (cause) {
      this.problem = cause
    }
  }

  clear(): void {
    this.#stop?.()
    this.#stop = null
    this.job = this.problem = null
    this.done = this.total = 0
  }
}

/** The atlas. */
export const book = new Making()
/** Data that are too big to be made at once. */
export const archive = new Making()
