// What could not be sent yet, kept in the browser by plan: a server that is away, or a page
// that is closed, loses nothing.
import type { Order } from '../api/changes'

/** Edits on top of a version of a plan that the server does not have yet. */
export interface Unsent {
  version: number
  /** The orders of that version. */
  base: Order[]
  orders: Order[]
}

const name = (plan: number) => `xiantu.plan.${plan}`

export function keep(plan: number, unsent: Unsent): void {
  try {
    localStorage.setItem(name(plan), JSON.stringify(unsent))
  } catch {
    // a full or forbidden store: the page still holds them
  }
}

export function unsent(plan: number): Unsent | null {
  try {
    return JSON.parse(localStorage.getItem(name(plan)) ?? 'null') as Unsent | null
  } catch {
    return null
  }
}

export function forget(plan: number): void {
  try {
    localStorage.removeItem(name(plan))
  } catch {
    // nothing was kept then
  }
}

/** Waits some seconds, or until the browser is connected again. */
export function pause(seconds: number): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      clearTimeout(timer)
      removeEventListener('online', end)
      resolve()
    }
    const timer = setTimeout(end, seconds * 1000)
    addEventListener('online', end)
  })
}
