// Moving an assumed facility by keys: arrows move it and every figure follows, Enter keeps
// the new place, Escape gives it up.
import { page } from '../state/page.svelte'
import { coverage } from './coverage.svelte'
import { replaced, stepped, type WhatIf } from './whatif'

const settle = 500 // milliseconds after the last arrow key until the map follows, too

const arrows: Readonly<Record<string, readonly [east: number, north: number]>> = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, 1], ArrowDown: [0, -1] }

class Nudge {
  /** Metres of an arrow key while something is moved; 0 while nothing is. */
  step = $state(0)
  #before: readonly WhatIf[] | null = null // what was assumed when it began
  #home: HTMLElement | null = null // where focus goes when it ends
  #timer = 0

  /** Begins to move what is assumed; before: what was assumed until now; home: what has focus afterwards. */
  begin(before: readonly WhatIf[], step: number, home: HTMLElement | null): void {
    this.#before = before
    this.#home = home
    this.step = step
  }

  /** Answers a key on the pin of an assumption, and reports whether it did. */
  key(event: KeyboardEvent, index: number, step: number): boolean {
    const w = coverage.whatIf[index]
    const arrow = arrows[event.key]
    if (event.key === 'Enter' || event.key === 'Escape') {
      if (!this.#before) return false
      if (event.key === 'Enter') this.keep()
      else this.#giveUp()
      this.#goHome()
    } else if (arrow && w && w.does !== 'close') {
      if (!this.#before) this.begin(page.address.whatIf, step, null)
      this.step = step
      const far = event.shiftKey ? step / 10 : step
      coverage.drag(replaced(coverage.whatIf, index, stepped(w.place, arrow[0] * far, arrow[1] * far)), event.timeStamp)
      clearTimeout(this.#timer)
      this.#timer = window.setTimeout(() => coverage.drop(), settle)
    } else return false
    return true
  }

  /** Ends moving; what is assumed now stays. */
  keep(): void {
    if (!this.#before) return
    clearTimeout(this.#timer)
    coverage.drop()
    this.#end()
  }

  #giveUp(): void {
    const before = this.#before ?? []
    clearTimeout(this.#timer)
    this.#end()
    if (coverage.dragged) coverage.release()
    page.go({ whatIf: [...before] })
  }

  #end(): void {
    this.#before = null
    this.step = 0
  }

  #goHome(): void {
    const home = this.#home
    this.#home = null
    if (home?.isConnected) home.focus()
  }
}

export const nudge = new Nudge()
