// Keys that work everywhere: / searches, 1 to 5 choose a mode, Esc goes back.
import { modes } from './address'
import { page } from './page.svelte'

export function shortcut(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (event.key === '/') {
    event.preventDefault()
    document.getElementById('search')?.focus()
    return
  }
  if (event.key === 'Escape') {
    page.go({ unit: '', facility: '' })
    return
  }
  const mode = modes[Number(event.key) - 1]
  if (mode) page.go({ mode })
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)
}
