// Focus that is not lost: where what has it goes away, what stood around it takes it.

const focusable = 'a[href], button:not(:disabled), input:not(:disabled), select:not(:disabled), textarea:not(:disabled), summary, [tabindex]'

/** Keeps the keyboard's focus within a part of the page that can be focused itself, until the answer is called. */
export function keepFocus(root: HTMLElement): () => void {
  const over = new AbortController()
  const { signal } = over
  let path: HTMLElement[] = [] // what has focus, and what stands around it

  const came = ({ target }: FocusEvent) => {
    path = []
    for (let at = target as HTMLElement | null; at && at !== root; at = at.parentElement) path.push(at)
  }
  const went = ({ target }: FocusEvent) => queueMicrotask(() => (target as HTMLElement).isConnected && target === path[0] && (path = []))
  const changed = () => {
    if (!path[0] || path[0].isConnected || document.activeElement !== document.body) return
    const around = path.find((element) => element.isConnected)
    path = []
    const next = [...(around?.querySelectorAll<HTMLElement>(focusable) ?? [])].find((element) => element.tabIndex >= 0 && element.checkVisibility())
    ;(next ?? root).focus()
  }
  root.addEventListener('focusin', came, { signal })
  root.addEventListener('focusout', went, { signal })
  const watch = new MutationObserver(changed)
  watch.observe(root, { childList: true, subtree: true })
  return () => {
    over.abort()
    watch.disconnect()
  }
}
