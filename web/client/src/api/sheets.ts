// Printed sheets and exports: files that the server makes.
import { postForFile } from './http'
import type { Question } from './coverage'

export const papers = ['A4', 'A3', 'A2', 'A1', 'A0', '对开', '全开'] as const
export type Paper = (typeof papers)[number]
export type SheetFormat = 'pdf' | 'svg' | 'png'

export interface SheetOrder {
  county: string
  at: string
  paper: Paper
  format: SheetFormat
  title?: string
  review_number?: string
}

export function sheet(order: SheetOrder, signal?: AbortSignal): Promise<Blob> {
  return postForFile('/v1/maps', order, signal)
}

export interface ExportOrder {
  what: 'units' | 'facilities' | 'coverage' | 'gaps'
  format: 'csv' | 'xlsx' | 'geojson'
  county: string
  at: string
  level?: string
  question?: Question
}

export function exported(order: ExportOrder): Promise<Blob> {
  return postForFile('/v1/exports', order)
}
