// Which of the map's tools is in the hand, and its words at the pointer.
export const toolNames = ['select', 'box', 'lasso', 'cut', 'piece', 'border'] as const
/** Those in the toolbar. */
export const offered: readonly ToolName[] = ['select', 'box', 'lasso', 'cut', 'piece', 'border']
export type ToolName = (typeof toolNames)[number]

/** The key of each tool. */
export const keys: Record<ToolName, string> = { select: 'v', box: 'b', lasso: 'l', cut: 'c', piece: 'p', border: 'm' }

class Tools {
  active = $state<ToolName>('select')
  /** Whether something is being drawn, which Esc would give up. */
  busy = $state(false)

  choose(name: ToolName): void {
    this.active = name
    this.busy = false
  }
}

export const tools = new Tools()

/** The tool of a key, where no more than the key is held and nothing is being typed. */
export function toolOf(event: KeyboardEvent): ToolName | undefined {
  if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return undefined
  return offered.find((name) => keys[name] === event.key.toLowerCase())
}

export function isTyping({ target }: Event): boolean {
  if (target instanceof HTMLInputElement) return !['checkbox', 'radio', 'button'].includes(target.type)
  return target instanceof HTMLElement && /^(SELECT|TEXTAREA)$/.test(target.tagName)
}
