// Keys that work everywhere: / searches, 1 to 5 choose a mode, ? tells all keys,
// T opens the table; while the map is looked at M and A measure, N sets a facility. Esc goes back one step.
import type { ToolName } from '../view/fields'
import { modes } from './address'
import { help } from './help.svelte'
import { page } from './page.svelte'

export function shortcut(event: KeyboardEvent): void {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return
  if (event.key === '/') {
    event.preventDefault()
    document.getElementById('search')?.focus()
    return
  }
  if (event.key === 'Escape') return back()
  const act = (page.address.mode === 'view' ? viewing : everywhere)[event.key.toLowerCase()]
  if (act) {
    event.preventDefault()
    return act()
  }
  const mode = modes[Number(event.key) - 1]
  if (mode) page.go({ mode })
}

const everywhere: Record<string, () => void> = {
  '?': () => (help.open = !help.open),
  t: () => page.go({ table: page.address.table ? '' : 'township' }),
}

/** While the map is looked at; other modes have keys of their own. */
const viewing: Record<string, () => void> = {
  ...everywhere,
  m: () => take('distance'),
  a: () => take('area'),
  n: () => take('place'),
}

/** Takes up a tool of the map, or puts it down. */
export function take(tool: ToolName): void {
  const same = page.address.tool === tool && page.address.mode === 'view'
  page.go({ mode: 'view', tool: same ? '' : tool, corners: [], ...(tool === 'place' && !same ? { facility: '', unit: '' } : {}) })
}

/** Closes what was opened last: help, a tool, what is chosen. */
function back(): void {
  if (help.open) help.open = false
  else if (page.address.tool) page.go({ tool: '', corners: [] })
  else page.go({ unit: '', facility: '' })
}

function isTyping(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && /^(INPUT|SELECT|TEXTAREA)$/.test(target.tagName)
}
