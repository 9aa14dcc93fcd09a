// A code for a new unit: the server's proposal, or the next of its class where the parent
// is itself new and the register does not know it.
import { proposals, type Proposal } from '../api/changes'

/** First and last number of a type's class (GB/T 10114-2003). */
const classes: Record<string, readonly [number, number]> = {
  街道: [1, 99], 镇: [100, 199], 乡: [200, 399], 民族乡: [200, 399], 社区: [1, 199], 村: [200, 399],
}

/** The first number of a type's class that is not taken; '' where none is left. */
export function nextCode(parent: string, type: string, taken: ReadonlySet<string>): string {
  const [first, last] = classes[type] ?? [1, 0]
  for (let n = first; n <= last; n++) {
    const code = parent + String(n).padStart(3, '0')
    if (!taken.has(code)) return code
  }
  return ''
}

/** A code for a unit, with the reason; known: whether the register knows the parent. */
export async function proposal(parent: string, type: string, taken: ReadonlySet<string>, known: boolean, signal: AbortSignal): Promise<Proposal> {
  const own = { code: nextCode(parent, type, taken), reason: '' }
  if (!known) return own
  const list = await proposals(parent, type, 20, signal)
  return list.find((p) => p.code !== '' && !taken.has(p.code)) ?? own
}
