// Printed sheets and exports: files that the server makes, at once or by a job.
import { post, postForFile } from './http'
import type { Question } from './coverage'

export const papers = ['A4', 'A3', 'A2', 'A1', 'A0', '对开', '全开'] as const
export type Paper = (typeof papers)[number]
export type SheetFormat = 'pdf' | 'svg' | 'png'
export const sheetKinds = ['townships', 'villages', 'township', 'coverage', 'gaps', 'density', 'volunteers', 'atlas'] as const
/** What the panel offers; one township and the atlas are not kinds to the server. */
export type SheetKind = (typeof sheetKinds)[number]
export const palettes = ['light', 'safe', 'grey'] as const
export type SheetPalette = (typeof palettes)[number]

export interface SheetOrder {
  county: string
  at: string
  paper: Paper
  format: SheetFormat
  lang: string
  kind?: Exclude<SheetKind, 'township' | 'atlas'>
  unit?: string
  atlas?: boolean
  title?: string
  compiler?: string
  review_number?: string
  mark?: string
  facilities?: string[]
  palette?: SheetPalette
  question?: Question
  age?: string
}

export function sheet(order: SheetOrder, signal?: AbortSignal): Promise<Blob> {
  return postForFile('/v1/maps', order, signal)
}

/** A job that makes a file; file says where it is fetched once it is done. */
export interface FileJob {
  id: string
  state: 'waiting' | 'working' | 'done' | 'failed' | 'cancelled'
  failure?: string
  file?: string
}

/** Has the server make what takes long: an atlas. */
export function sheetJob(order: SheetOrder): Promise<FileJob> {
  return post<FileJob>('/v1/maps', order)
}

export interface ExportOrder {
  what: 'units' | 'facilities' | 'roads' | 'zones' | 'coverage' | 'gaps'
  format: 'csv' | 'xlsx' | 'geojson'
  county: string
  at: string
  level?: string
  question?: Question
}

export function exported(order: ExportOrder): Promise<Blob> {
  return postForFile('/v1/exports', order)
}
