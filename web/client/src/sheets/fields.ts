// What of the printed sheet stands in the address.
import { papers } from '../api/sheets'
import { word } from '../state/fields'

export const sheetFields = {
  paper: word(papers, 'A3'),
}
