// The tabs of coverage: what they are called and where the address keeps the one that is open.
import { word } from '../state/fields'

/** The question itself, where new facilities should stand, and the plan's indicators. */
export const tabs = ['coverage', 'sites', 'indicators'] as const
export type Tab = (typeof tabs)[number]

export const tabFields = { tab: word(tabs, 'coverage') }

/** The tab that a key leads to from another: arrows go round, Home and End to the ends. */
export function tabAfter(from: Tab, key: string): Tab | undefined {
  const at = tabs.indexOf(from)
  switch (key) {
    case 'ArrowRight':
      return tabs[(at + 1) % tabs.length]
    case 'ArrowLeft':
      return tabs.at(at - 1)
    case 'Home':
      return tabs[0]
    case 'End':
      return tabs.at(-1)
  }
  return undefined
}
