// The fields that headers of a file may be taken for, by kind of file. Other fields are
// offered only where the file has them.
import type { ImportKind, ReadFile } from '../api/imports'

const fields: Record<ImportKind, readonly string[]> = {
  divisions: ['code', 'name', 'name_full', 'type', 'parent', 'parent_name', 'county_name', 'urban', 'seat'],
  facilities: ['name', 'kind', 'township', 'village', 'code', 'address', 'lon', 'lat', 'coords', 'crs', 'opened', 'state', 'beds', 'operator_mode', 'operator', 'contract', 'partner', 'independent', 'remark'],
  people: ['id', 'lon', 'lat', 'crs', 'urban'],
  zones: [],
  roads: [],
  layer: [],
}

/** The headers of a file: those that were understood and those that were not. */
export function headersOf(file: ReadFile): string[] {
  return [...new Set([...Object.values(file.columns), ...file.ignored])]
}

/** Fields to choose a header for: those that were found first. */
export function fieldsOf(kind: ImportKind, file: ReadFile): string[] {
  if (headersOf(file).length === 0) return []
  return [...new Set([...fields[kind].filter((f) => file.columns[f] !== undefined), ...Object.keys(file.columns), ...fields[kind]])]
}
