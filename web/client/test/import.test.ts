import { describe, expect, it } from 'vitest'
import type { ReadFile, Report } from '../src/api/imports'
import { fieldsOf, headersOf } from '../src/import/columns'
import { refusedCSV } from '../src/import/refused'

const file: ReadFile = {
  file: 'a.xlsx', sheet: '养老', format: 'XLSX', encoding: '', crs: 'GCJ-02', rows: 2, skipped: 1,
  columns: { lon: '经度', name: '设施名称', graves_total: '墓穴/规划数' }, ignored: ['审核人', '经度'],
}

describe('how a file was read', () => {
  it('offers every header once', () => {
    expect(headersOf(file)).toEqual(['经度', '设施名称', '墓穴/规划数', '审核人'])
  })
  it('lists the fields that were found first, those that only this file has among them', () => {
    const fields = fieldsOf('facilities', file)
    expect(fields.slice(0, 3)).toEqual(['name', 'lon', 'graves_total'])
    expect(fields).toContain('lat')
    expect(new Set(fields).size).toBe(fields.length)
  })
  it('has no columns to choose where a file has no table', () => {
    expect(fieldsOf('roads', { ...file, columns: {}, ignored: [] })).toEqual([])
  })
})

it('writes refused rows as a table, with all reasons, and no formulas', () => {
  const problem = (column: string, said_zh: string) => ({ code: 'bad_number', column, header: '', value: '', said: 'bad', said_zh })
  const report: Report = {
    files: [],
    counts: { rows: 2, accept: 1, fix: 0, warn: 0, reject: 1, problems: {} },
    rows: [
      { file: 'a.xlsx', sheet: '养老', row: 7, id: '=F1', action: 'reject', problems: [problem('lon', '在县外，"远"'), problem('', '缺名称')] },
      { file: 'a.xlsx', sheet: '养老', row: 8, id: 'F2', action: 'accept', problems: [] },
    ],
  }
  expect(refusedCSV(report, '文件,工作表,行,标识,原因', true)).toBe('\uFEFF文件,工作表,行,标识,原因\r\na.xlsx,养老,7,\'=F1,"lon：在县外，""远""；缺名称"\r\n')
})
