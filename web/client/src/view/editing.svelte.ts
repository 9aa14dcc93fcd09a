// A facility while it is written: a new one, or one that is there.
import { addFacility, changeFacility, facility, removeFacility, type FacilityEdit, type FacilityFeature } from '../api/facilities'
import { Problem } from '../api/http'
import type { Place } from '../map/find'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'
import { differing, fieldsOf, type Clash, type Written } from './clash'

const changedSince = 412

export class Editing {
  fields = $state<Written>(fieldsOf(null))
  /** The day from which it holds; '' of a new one: since always. */
  from = $state('')
  problem = $state.raw<unknown>(null)
  busy = $state(false)
  /** What others changed since this was opened; null while nobody did. */
  clashes = $state.raw<Clash[] | null>(null)
  readonly id: number
  #opened: Written
  #version = 0

  constructor(known: FacilityFeature | undefined, today: string) {
    this.id = known?.properties.id ?? 0
    this.#opened = fieldsOf(known ?? null)
    this.fields = { ...this.#opened }
    if (known) {
      this.from = today
      void this.#read().catch((cause: unknown) => (this.problem = cause))
    }
  }

  set place(to: Place) {
    this.fields.lon = Number(to[0].toFixed(7))
    this.fields.lat = Number(to[1].toFixed(7))
  }

  /** Reads what it is now; the edit is based on that. */
  async #read(): Promise<Written> {
    const now = await facility(this.id, page.address.county)
    this.#version = now.edition.version
    return fieldsOf(now)
  }

  save(): Promise<void> {
    return this.#write(async (county) => {
      const edit = this.#changed()
      const done = this.id ? await changeFacility(this.id, county, edit, this.#version) : await addFacility(county, edit)
      return done ? String(done.id) : ''
    })
  }

  close(): Promise<void> {
    this.fields.state = '停用'
    return this.save()
  }

  remove(): Promise<void> {
    return this.#write(async (county) => {
      await removeFacility(this.id, county, this.from, this.#version)
      return ''
    })
  }

  /** Gives up what is written here for what others wrote. */
  takeTheirs(): void {
    for (const { field, theirs } of this.clashes ?? []) Object.assign(this.fields, { [field]: theirs })
    this.clashes = null
  }

  async #write(send: (county: string) => Promise<string>): Promise<void> {
    this.busy = true
    this.problem = this.clashes = null
    try {
      const id = await send(page.address.county)
      await held.open(true)
      page.go({ at: '', tool: '', facility: id, unit: '' })
    } catch (cause) {
      if (cause instanceof Problem && cause.status === changedSince) await this.#explain()
      else this.problem = cause
    } finally {
      this.busy = false
    }
  }

  async #explain(): Promise<void> {
    try {
      const now = await this.#read()
      this.clashes = differing(this.#opened, now, this.fields)
      this.#opened = now
    } catch (cause) {
      this.problem = cause
    }
  }

  /** Only what was changed here is sent: the rest stays as others have it. */
  #changed(): FacilityEdit {
    const { kind, name, ref, state, opened, lon, lat } = this.fields
    const edit: FacilityEdit = {}
    if (kind !== this.#opened.kind) edit.kind = kind
    if (name !== this.#opened.name) edit.name = name
    if (ref !== this.#opened.ref) edit.ref = ref
    if (state !== this.#opened.state || !this.id) edit.state = state
    if (opened !== this.#opened.opened) edit.opened = opened
    if (this.from) edit.from = this.from
    if (lon !== null && lat !== null && (lon !== this.#opened.lon || lat !== this.#opened.lat)) Object.assign(edit, { lon, lat })
    return edit
  }
}
