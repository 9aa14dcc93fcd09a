// The one way to the server: JSON in, JSON or a file out, problems as a typed error.

/** A problem as RFC 9457 describes it, in the language asked for. */
export interface ProblemBody {
  title?: string
  detail?: string
  status?: number
  errors?: { message?: string; location?: string }[]
}

/** What a request failed with: a sentence for people, and the status (0: no connection). */
export class Problem extends Error {
  readonly status: number
  constructor(sentence: string, status: number) {
    super(sentence)
    this.status = status
  }
}

export type Query = Record<string, string | number | undefined>

/** An address with the parts of a query that have a value. */
export function address(path: string, query: Query = {}): string {
  const parts = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parts.set(name, String(value))
  }
  const text = parts.toString()
  return text ? `${path}?${text}` : path
}

/** GETs JSON. */
export async function get<T>(path: string, query: Query = {}, signal?: AbortSignal): Promise<T> {
  const response = await send(address(path, query), { signal: signal ?? null })
  return (await response.json()) as T
}

/** POSTs JSON (or a form), reads JSON. */
export async function post<T>(path: string, body: unknown, signal?: AbortSignal): Promise<T> {
  const response = await send(path, { ...withBody(body), method: 'POST', signal: signal ?? null })
  return (await response.json()) as T
}

/** POSTs JSON and reads a file. */
export async function postForFile(path: string, body: unknown, signal?: AbortSignal): Promise<Blob> {
  const response = await send(path, { ...withBody(body), method: 'POST', signal: signal ?? null })
  return response.blob()
}

/** Sends another method, with or without a body; answers null where there is none. */
export async function call<T>(method: string, path: string, body?: unknown): Promise<T | null> {
  const response = await send(path, { ...(body === undefined ? {} : withBody(body)), method })
  return response.status === 204 ? null : ((await response.json()) as T)
}

function withBody(body: unknown): RequestInit {
  if (body instanceof FormData) return { body }
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  const headers = new Headers(init.headers)
  headers.set('Accept-Language', document.documentElement.lang || 'zh-CN')
  try {
    response = await fetch(path, { ...init, headers })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem('', 0)
  }
  if (!response.ok) throw new Problem(await sentence(response), response.status)
  return response
}

/** The sentence of a failed answer: its detail, the first error of a list, its title. */
async function sentence(response: Response): Promise<string> {
  try {
    const body = (await response.json()) as ProblemBody
    const listed = (body.errors ?? []).map((e) => e.message).filter((m) => m !== undefined)
    return [...new Set([body.detail ?? body.title ?? '', ...listed])].filter((s) => s !== '').join(' · ')
  } catch {
    return response.statusText
  }
}

/** Reports whether a promise was given up on purpose. */
export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError'
}
