// One member of the address each: what it is at the start, how it is written, how it is read.

/** A member of the address. read answers null of what it does not understand. */
export interface Field<T> {
  usual: T
  /** Its name in the address bar, where that is another than the member's. */
  called?: string
  write(value: T): string
  read(text: string): T | null
}

/** The values of a table of fields. */
export type Values<F> = { [K in keyof F]: F[K] extends Field<infer T> ? T : never }

/** A text that matches a pattern whole; '' is none. */
export function text(pattern: RegExp): Field<string> {
  return { usual: '', write: (value) => value, read: (given) => (pattern.test(given) ? given : null) }
}

/** One of some words. */
export function word<const T extends string>(all: readonly T[], usual: NoInfer<T>): Field<T> {
  return { usual, write: (value) => value, read: (given) => all.find((one) => one === given) ?? null }
}

/** A list of texts; those that do not match the pattern are left out. */
export function list(pattern: RegExp): Field<string[]> {
  return { usual: [], write: (value) => value.join(','), read: (given) => given.split(',').filter((one) => pattern.test(one)) }
}

/** A number above 0 and not above most; 0 is none. */
export function number(most: number): Field<number> {
  const read = (given: string) => (Number(given) > 0 && Number(given) <= most ? Number(given) : null)
  return { usual: 0, write: (value) => (value > 0 ? String(value) : ''), read }
}

export const code = /^\d{6,12}$/
export const day = /^\d{4}-\d{2}-\d{2}$/
export const id = /^\d+$/
/** The code of a kind of facility. */
export const kind = /^[A-Z0-9_]+$/

/** The same field under another name in the address bar. */
export function called<T>(name: string, field: Field<T>): Field<T> {
  return { ...field, called: name }
}
