// The plan on the page: its edits with undo and redo, each sent to the server at once, and
// what it comes to. The map, the units and the coverage follow when an edit is saved.
import { changes, type Committed, type Edit, type Order } from '../api/changes'
import { isAbort, Problem } from '../api/http'
import { changePlan, planOf, previewPlan, type Plan, type Preview } from '../api/plans'
import { held } from '../state/county.svelte'
import { page } from '../state/page.svelte'
import { added, kept, listed, rebased, sameOrders, without } from './edits'
import { forget, keep, pause, unsent } from './keeping'

export type Saved = 'saved' | 'saving' | 'waiting' | 'conflict' | 'refused'

/** An edit that was taken out because it no longer fits, and why. */
export interface Aside {
  edit: Edit
  said: string
}

class Draft {
  /** As the server had it when it last answered. */
  plan = $state.raw<Plan | null>(null)
  orders = $state.raw<Order[]>([])
  /** What the plan comes to, as the edits stand on the page. */
  preview = $state.raw<Preview | null>(null)
  saved = $state<Saved>('saved')
  problem = $state.raw<unknown>(null)
  /** The plan as somebody else left it, while that is in conflict with the page. */
  theirs = $state.raw<Plan | null>(null)
  /** What was committed to the county by others since the plan was opened. */
  since = $state.raw<Committed[]>([])
  moved = $state(false)
  aside = $state.raw<Aside[]>([])
  /** The plan that was published last, or whose link was followed after: the list tells of it. */
  done = $state.raw<Plan | null>(null)
  /** The day of edits to come, while the plan holds none. */
  day = $state('')

  edits = $derived(listed(this.orders))
  canUndo = $derived.by(() => this.#past.length > 0)
  canRedo = $derived.by(() => this.#future.length > 0)

  #past = $state.raw<Order[][]>([])
  #future = $state.raw<Order[][]>([])
  #base: Order[] = []
  #sending = false
  #seen = 0
  #version = 0
  #opening = 0
  #asking: AbortController | null = null

  /** Opens a plan, with what of it was not sent yet. */
  async open(id: string): Promise<void> {
    const turn = ++this.#opening
    this.#asking?.abort()
    this.plan = this.preview = this.theirs = this.problem = null
    this.orders = this.#past = this.#future = this.since = this.aside = []
    this.saved = 'saved'
    if (!id) return
    try {
      const plan = await planOf(id)
      const committed = await changes(plan.county)
      if (turn !== this.#opening) return
      if (plan.published) return this.leave(plan)
      this.#seen = Math.max(0, ...committed.map((c) => c.change))
      this.#version = 0
      this.#take(plan)
      this.moved = plan.moved && plan.orders.length > 0
      this.#takeUnsent(plan)
      await this.foresee()
    } catch (cause) {
      if (turn === this.#opening) this.problem = cause
    }
  }

  /** Goes back to the list: a published plan is the county itself. */
  leave(published: Plan): void {
    forget(published.id)
    this.done = published
    page.adjust({ plan: '', pane: 'edit', beside: '' })
  }

  #take(plan: Plan): void {
    this.plan = plan
    this.orders = this.#base = plan.orders
    this.day = plan.orders.at(-1)?.effective ?? this.day
  }

  #takeUnsent(plan: Plan): void {
    const left = unsent(plan.id)
    if (!left) return forget(plan.id)
    if (sameOrders(left.orders, plan.orders)) return forget(plan.id) // it arrived after all
    this.#base = left.base
    this.orders = left.orders
    if (left.version === plan.version) void this.#send()
    else {
      this.theirs = plan
      this.saved = 'conflict'
    }
  }

  /** Puts edits behind the last. */
  add(edits: readonly Edit[]): void {
    this.change(added(this.orders, edits, this.head()))
  }

  /** An order without edits, as the first of this plan begins. */
  head(): Order {
    return { county: this.plan?.county ?? '', title: this.plan?.name ?? '', effective: this.day || today(), changes: [] }
  }

  /** Puts other orders in place of those there are. */
  change(orders: Order[]): void {
    if (!this.plan) return
    this.#past = [...this.#past, this.orders]
    this.#future = []
    this.#show(orders)
  }

  undo(): void {
    const before = this.#past.at(-1)
    if (!before) return
    this.#past = this.#past.slice(0, -1)
    this.#future = [...this.#future, this.orders]
    this.#show(before)
  }

  redo(): void {
    const after = this.#future.at(-1)
    if (!after) return
    this.#future = this.#future.slice(0, -1)
    this.#past = [...this.#past, this.orders]
    this.#show(after)
  }

  #show(orders: Order[]): void {
    this.orders = orders
    const { plan } = this
    if (plan) keep(plan.id, { version: plan.version, base: this.#base, orders })
    void this.foresee()
    if (this.saved !== 'conflict') void this.#send()
  }

  /** Sends what the server does not have yet; goes on by itself where the server is away. */
  async #send(): Promise<void> {
    if (this.#sending) return
    this.#sending = true
    const turn = this.#opening
    try {
      while (turn === this.#opening && this.plan && this.saved !== 'conflict') {
        const { plan, orders } = this
        if (sameOrders(orders, this.#base)) break
        if (this.saved !== 'waiting') this.saved = 'saving'
        const answer = await this.#patch(plan, orders, turn)
        if (answer === 'stop') return
        if (answer === 'wait') await pause(1.5)
      }
      if (turn === this.#opening && this.saved !== 'conflict') this.#arrived()
    } finally {
      this.#sending = false
    }
  }

  async #patch(plan: Plan, orders: Order[], turn: number): Promise<'sent' | 'wait' | 'stop'> {
    try {
      const now = await changePlan(plan.id, plan.version, { orders: kept(orders) })
      if (turn !== this.#opening) return 'stop'
      this.plan = now
      this.#base = orders
      this.saved = 'saving'
      this.problem = null
      return 'sent'
    } catch (cause) {
      const status = cause instanceof Problem ? cause.status : -1
      if (status === 0 || status >= 500) {
        this.saved = 'waiting'
        return 'wait'
      }
      if (status === 409) return this.#conflict(orders, turn)
      this.saved = 'refused'
      this.problem = cause
      return 'stop'
    }
  }

  /** Somebody else was first, or our own edit arrived and only its answer was lost. */
  async #conflict(orders: Order[], turn: number): Promise<'sent' | 'wait' | 'stop'> {
    try {
      const now = await planOf(String(this.plan?.id))
      if (turn !== this.#opening) return 'stop'
      if (sameOrders(now.orders, kept(orders))) {
        this.plan = now
        this.#base = orders
        return 'sent'
      }
      this.theirs = now
      this.saved = 'conflict'
      return 'stop'
    } catch {
      return 'wait'
    }
  }

  #arrived(): void {
    const { plan } = this
    if (!plan) return
    this.saved = 'saved'
    forget(plan.id)
    if (this.#version === plan.version) return
    this.#version = plan.version
    held.planVersion++
    void held.load(page.address.county, page.address.at, page.address.plan)
    if (!this.preview) void this.foresee()
  }

  /** Ends a conflict: my edits on top of theirs, or theirs alone. */
  async settle(how: 'mine' | 'theirs'): Promise<void> {
    const { theirs, orders } = this
    if (!theirs) return
    const base = this.#base
    this.theirs = null
    this.#take(theirs)
    this.saved = 'saved'
    if (how === 'theirs') {
      forget(theirs.id)
      this.#past = this.#future = []
      await this.foresee()
    } else {
      this.change(rebased(base, orders, theirs.orders))
      await this.dropMisfits()
    }
    this.#version = 0
    this.#arrived()
  }

  /** Works out what the edits come to; a county that others wrote to is noticed here. */
  async foresee(): Promise<Preview | null> {
    const { plan } = this
    if (!plan) return null
    this.#asking?.abort()
    const asking = (this.#asking = new AbortController())
    try {
      const preview = await previewPlan(plan.id, kept(this.orders), asking.signal)
      this.preview = preview
      await this.#notice(plan, preview)
      return preview
    } catch (cause) {
      if (!isAbort(cause) && !(cause instanceof Problem && cause.status === 0)) this.problem = cause
      if (cause instanceof Problem && cause.status === 0) this.preview = null // asked again when the server is back
      return null
    }
  }

  async #notice(plan: Plan, preview: Preview): Promise<void> {
    const version = preview.versions[plan.county] ?? 0
    if (version <= (held.county?.version ?? version) && !this.moved) return
    const committed = await changes(plan.county)
    this.since = committed.filter((c) => c.change > this.#seen)
    if (this.since.length > 0) this.moved = true
  }

  /** Takes out what does not fit, each with its reason, and applies the rest to the county as it is now. */
  async dropMisfits(): Promise<void> {
    for (let rounds = this.edits.length + 1; rounds > 0; rounds--) {
      const preview = await this.foresee()
      if (!preview || preview.fits) break
      const said = new Map(preview.problems.flatMap((p) => (p.change ? [[p.change, p.said] as const] : [])))
      if (said.size === 0) break
      this.aside = [...this.aside, ...this.edits.flatMap((e) => (said.has(e.number) ? [{ edit: e.edit, said: said.get(e.number) ?? '' }] : []))]
      this.change(without(this.orders, new Set(said.keys())))
    }
  }

  /** Applies the plan to the county as others have left it. */
  async rebase(): Promise<void> {
    await held.open(true)
    await this.dropMisfits()
    const { plan } = this
    if (!plan) return
    if (sameOrders(this.orders, this.#base)) this.plan = await changePlan(plan.id, plan.version, { orders: kept(this.orders) })
    this.#seen = Math.max(this.#seen, ...this.since.map((c) => c.change))
    this.since = []
    this.moved = false
    this.#version = 0
    this.#arrived()
  }
}

export function today(): string {
  const now = new Date()
  return [now.getFullYear(), String(now.getMonth() + 1).padStart(2, '0'), String(now.getDate()).padStart(2, '0')].join('-')
}

export const draft = new Draft()
