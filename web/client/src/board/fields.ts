// What of the board of indicators stands in the address.
import { number, text } from '../state/fields'

export const boardFields = {
  /** Code of the indicator that is open; '' is none. */
  indicator: text(/^[A-Z0-9_]{1,100}$/),
  /** The plan's year; 0: the day's. */
  year: number(2200),
}
