// Printed sheets and exports: files that the server makes, at once or by a job.
import { post, postForFile, send } from './http'
import type { Question } from './coverage'

export const papers = ['A4', 'A3', 'A2', 'A1', 'A0', '对开', '全开'] as const
export type Paper = (typeof papers)[number]
export type SheetFormat = 'pdf' | 'svg' | 'png'
export const sheetKinds = ['townships', 'villages', 'township', 'comparison', 'coverage', 'gaps', 'indicator', 'density', 'volunteers', 'border', 'atlas'] as const
/** What the panel offers; one township, a comparison and the atlas are not kinds to the server. */
export type SheetKind = (typeof sheetKinds)[number]
export const palettes = ['light', 'safe', 'grey'] as const
export type SheetPalette = (typeof palettes)[number]

export interface SheetOrder {
  county: string
  at: string
  paper: Paper
  format: SheetFormat
  lang: string
  kind?: Exclude<SheetKind, 'township' | 'comparison' | 'atlas'>
  unit?: string
  atlas?: boolean
  title?: string
  compiler?: string
  review_number?: string
  mark?: string
  facilities?: string[]
  facility_names?: boolean
  palette?: SheetPalette
  /** The day before, of a comparison. */
  compare?: string
  /** Codes of the units on both sides of a border. */
  between?: string[]
  /** Code of an indicator. */
  indicator?: string
  /** A bureau's own texts and choices. */
  template?: Record<string, unknown>
  question?: Question
  age?: string
  /** The plan that the county is shown with. */
  plan?: number
}

/** A file, and what the server has to say of it: what a sheet or a format could not show as it stands. */
export interface Noted {
  file: Blob
  notes: string[]
}

export async function sheet(order: SheetOrder, signal?: AbortSignal): Promise<Noted> {
  return noted(await ordered('/v1/maps', order, signal))
}

function ordered(path: string, order: SheetOrder | ExportOrder, signal?: AbortSignal): Promise<Response> {
  return send(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(order), signal: signal ?? null })
}

async function noted(response: Response): Promise<Noted> {
  const said = decodeURIComponent(response.headers.get('Xiantu-Notes') ?? '')
  return { file: await response.blob(), notes: said.split('\n').filter((note) => note !== '') }
}

/** A job that makes a file; file says where it is fetched once it is done. */
export interface FileJob {
  id: string
  state: 'waiting' | 'working' | 'done' | 'failed' | 'cancelled'
  failure?: string
  file?: string
  /** What is to be said of the file. */
  notes?: string[]
}

/** Has the server make what takes long: an atlas. */
export function sheetJob(order: SheetOrder): Promise<FileJob> {
  return post<FileJob>('/v1/maps', order)
}

export const exportFormats = ['geojson', 'gpkg', 'shp.zip', 'fgb', 'kml', 'csv', 'xlsx'] as const
export type ExportFormat = (typeof exportFormats)[number] | 'pmtiles'

export interface ExportOrder {
  plan?: number
  what: 'units' | 'borders' | 'facilities' | 'people' | 'tiles' | 'roads' | 'zones' | 'coverage' | 'gaps'
  format: ExportFormat
  county: string
  at: string
  level?: string
  /** Of a shapefile and CSV. */
  encoding?: 'gbk'
  question?: Question
}

export function exported(order: ExportOrder): Promise<Blob> {
  return postForFile('/v1/exports', order)
}

/** A file that was made at once, or the job that makes it because it is big. */
export async function exportedOrJob(order: ExportOrder, signal?: AbortSignal): Promise<Noted | FileJob> {
  const response = await ordered('/v1/exports', order, signal)
  return response.status === 202 ? ((await response.json()) as FileJob) : noted(response)
}
