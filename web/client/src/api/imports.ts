// Imports over HTTP: upload, look, decide, commit; progress as server-sent events.
import type { FeatureCollection } from 'geojson'
import { call, get, post } from './http'

export type ImportKind = 'divisions' | 'facilities' | 'people' | 'zones' | 'roads' | 'layer'
export const importKinds: ImportKind[] = ['divisions', 'facilities', 'people', 'zones', 'roads', 'layer']

export type UploadState = 'received' | 'reading' | 'staged' | 'committing' | 'committed' | 'failed' | 'cancelled'

export interface RowProblem {
  code: string
  column: string
  /** The column's header in the file. */
  header: string
  value: string
  /** What is wrong and what to do, in English and in Chinese. */
  said: string
  said_zh: string
}

export const actions = ['reject', 'warn', 'fix', 'accept'] as const
export type Action = (typeof actions)[number]

export interface ReportRow {
  file: string
  sheet: string
  row: number
  id: string
  action: Action
  problems: RowProblem[]
  /** Where it was read to lie, refused or not; of lines and areas a point of them. */
  place?: [lng: number, lat: number]
}

/** A file as it was understood. */
export interface ReadFile {
  file: string
  sheet: string
  format: string
  encoding: string
  crs: string
  /** Field -> header. */
  columns: Record<string, string>
  /** Headers that nothing was made of. */
  ignored: string[]
  rows: number
  skipped: number
}

export interface Report {
  /** Rows with problems, and the first of those without. */
  rows: ReportRow[]
  counts: Record<Action | 'rows', number> & { problems: Record<string, number> | null }
  files: ReadFile[]
  /** Gaps and overlaps, of divisions with shapes. */
  repairs?: Mending
}

/** What was found between the shapes of divisions, and what was done about it. */
export interface Mending {
  /** Borders cross in so many places that nothing could be told. */
  tangled: boolean
  narrow_m: number
  gaps: number
  overlaps: number
  given: number
  left: number
  /** The largest first. */
  pieces: Piece[]
  units: Mended[]
}

/** A gap or an overlap. */
export interface Piece {
  piece: string
  kind: string
  place: [lng: number, lat: number]
  bbox: [west: number, south: number, east: number, north: number]
  width_m: number
  area_m2: number
  /** Who may have it, the longest border first; share is of the unit's area. */
  units: { code: string; name: string; border_m: number; share: number }[]
  choice: string
  /** By its width, nobody chose. */
  rule: boolean
  /** Code of the unit that got it; '' is none. */
  to: string
}

/** A unit that gained or lost land. */
export interface Mended {
  code: string
  name: string
  before_m2: number
  after_m2: number
  gained_m2: number
  lost_m2: number
}

/** Who gets gaps and overlaps: a code, longest or leave by piece, and a width for all others. */
export interface Repairs {
  narrow_m?: number
  pieces?: Record<string, string>
}

export interface Upload {
  id: string
  kind: ImportKind
  state: UploadState
  done: number
  total: number
  /** As the server has them: what the report was made by. */
  options?: Choices
  report: Report | null
  failure?: string
}

/** What a person chose; the names are the command line's flags. */
export interface Choices {
  date?: string
  crs?: string
  level?: string
  basis?: string
  encoding?: string
  partial?: boolean
  /** Field -> header. */
  columns?: Record<string, string>
  repairs?: Repairs
}

export function upload(kind: ImportKind, files: File[], county: string, choices: Choices): Promise<Upload> {
  const form = new FormData()
  if (county) form.set('county', county)
  for (const [name, value] of Object.entries(choices)) {
    if (typeof value === 'object') {
      if (Object.keys(value).length > 0) form.set(name, JSON.stringify(value))
    } else if (value !== undefined && value !== '' && value !== false) form.set(name, String(value))
  }
  for (const file of files) form.append('file', file, file.name)
  return post<Upload>(`/v1/imports/${kind}`, form)
}

export const importOf = (id: string, signal?: AbortSignal) => get<Upload>(`/v1/imports/${id}`, {}, signal)
export const previewOf = (id: string) => get<FeatureCollection>(`/v1/imports/${id}/preview`)
export const decide = (id: string, choices: Choices) => call<Upload>('PATCH', `/v1/imports/${id}`, choices)
export const commit = (id: string) => call<Upload>('POST', `/v1/imports/${id}/commit`)
export const cancel = (id: string) => call<null>('DELETE', `/v1/jobs/${id}`)

export interface Progress {
  state: UploadState
  done: number
  total: number
}

/**
 * Follows a job's events. A lost connection is taken up again by the browser itself;
 * said is called with each step, over once when the job rests. Returns how to stop.
 */
export function follow(id: string, said: (p: Progress) => void, over: () => void): () => void {
  const source = new EventSource(`/v1/jobs/${id}/events`)
  source.addEventListener('progress', (e) => said(JSON.parse(e.data as string) as Progress))
  const end = () => {
    source.close()
    over()
  }
  source.addEventListener('done', end)
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) end() // refused for good, not merely cut off
  })
  return () => source.close()
}
