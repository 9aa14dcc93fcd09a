// The one way to the server: JSON in, JSON or a file out, problems as a typed error.

/** A problem as RFC 9457 describes it, in the language asked for. */
export interface ProblemBody {
  title?: string
  detail?: string
  status?: number
  /** Of a conflict: the present version. */
  version?: number
  errors?: { message?: string; location?: string }[]
}

/** What a request failed with: a sentence for people, and the status (0: no connection). */
export class Problem extends Error {
  readonly status: number
  /** The answer as it came, where it was JSON. */
  readonly body: ProblemBody | null
  constructor(sentence: string, status: number, body: ProblemBody | null = null) {
    super(sentence)
    this.status = status
    this.body = body
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

/** Sends another method, with or without a body and more headers; answers null where there is none. */
export async function call<T>(method: string, path: string, body?: unknown, more: Record<string, string> = {}): Promise<T | null> {
  const init: RequestInit = body === undefined ? {} : withBody(body)
  const response = await send(path, { ...init, headers: { ...(init.headers as Record<string, string>), ...more }, method })
  return response.status === 204 ? null : ((await response.json()) as T)
}

function withBody(body: unknown): { body: BodyInit; headers?: Record<string, string> } {
  if (body instanceof FormData) return { body }
  return { body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } }
}

/** Sends a request; what is not 2xx, and a lost connection, is a Problem. */
export async function send(path: string, init: RequestInit): Promise<Response> {
  let response: Response
  const headers = new Headers(init.headers)
  headers.set('Accept-Language', document.documentElement.lang || 'zh-CN')
  try {
    response = await fetch(path, { ...init, headers })
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause
    throw new Problem('', 0)
  }
  if (!response.ok) throw await problemOf(response)
  return response
}

/** A problem with its sentence: its detail, the errors of a list, or else its title. */
export function problemIn(body: ProblemBody, status: number): Problem {
  const listed = (body.errors ?? []).map((e) => e.message).filter((m) => m !== undefined)
  const sentence = [...new Set([body.detail ?? body.title ?? '', ...listed])].filter((s) => s !== '').join(' · ')
  return new Problem(sentence, status, body)
}

async function problemOf(response: Response): Promise<Problem> {
  try {
    return problemIn((await response.json()) as ProblemBody, response.status)
  } catch {
    return new Problem(response.statusText, response.status)
  }
}

/** Reports whether a promise was given up on purpose. */
export function isAbort(cause: unknown): boolean {
  return cause instanceof DOMException && cause.name === 'AbortError'
}
