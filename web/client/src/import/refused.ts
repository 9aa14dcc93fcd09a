// The refused rows as a table for whoever sent the file.
import type { Report } from '../api/imports'

/** CSV with a byte order mark, so that spreadsheets read it as UTF-8; reasons in the language asked for. */
export function refusedCSV(report: Report, head: string, chinese: boolean): string {
  const lines = report.rows
    .filter((r) => r.action === 'reject')
    .map((r) => {
      const reasons = r.problems.map((p) => [p.header || p.column, chinese ? p.said_zh : p.said].filter((s) => s !== '').join(chinese ? '：' : ': '))
      return [r.file, r.sheet, String(r.row), r.id, reasons.join(chinese ? '；' : '; ')].map(cell).join(',')
    })
  return `\uFEFF${[head, ...lines].join('\r\n')}\r\n`
}

/** A cell's text; what a spreadsheet would take for a formula is kept as text. */
function cell(text: string): string {
  const safe = /^[=+@-]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
