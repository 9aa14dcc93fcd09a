// The words of suggesting and checking sites: Chinese, English.
import { teach, type Table } from '../../i18n/words'

export const sitingWords = {
  suggestSites: ['建议选址', 'Suggest sites'],
} as const satisfies Table

teach(sitingWords)
