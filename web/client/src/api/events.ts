// Answers that come as a stream of events to a POST: progress, and then the answer or a problem.
import { isAbort, Problem, problemIn, send, type ProblemBody } from './http'

type Heard = (event: string, data: unknown) => void

/** POSTs JSON and hears the events of the answer; an event called problem is thrown. */
export async function postForEvents(path: string, body: unknown, signal: AbortSignal, heard: Heard): Promise<void> {
  const headers = { 'Content-Type': 'application/json', Accept: 'text/event-stream' }
  const response = await send(path, { method: 'POST', headers, body: JSON.stringify(body), signal })
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  if (!reader) return
  const events = new Events(heard)
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) events.take(part.value)
  } catch (cause) {
    if (isAbort(cause) || cause instanceof Problem) throw cause
    throw new Problem('', 0) // cut off in the middle
  }
}

/** Reads the text of a stream of events, in pieces as they come. */
export class Events {
  #rest = ''
  readonly #heard: Heard

  constructor(heard: Heard) {
    this.#heard = heard
  }

  take(text: string): void {
    const blocks = (this.#rest + text).split('\n\n')
    this.#rest = blocks.pop() ?? ''
    for (const block of blocks) this.#event(block)
  }

  #event(block: string): void {
    const member = (name: string) =>
      block
        .split('\n')
        .filter((line) => line.startsWith(`${name}:`))
        .map((line) => line.slice(name.length + 1).replace(/^ /, ''))
        .join('\n')
    const data = member('data')
    if (data === '') return // a remark that keeps the connection alive
    const said: unknown = JSON.parse(data)
    if (member('event') === 'problem') {
      const body = said as ProblemBody
      throw problemIn(body, body.status ?? 500)
    }
    this.#heard(member('event'), said)
  }
}
