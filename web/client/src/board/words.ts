// The words of the board of indicators: Chinese, English.
import { teach, type Table } from '../i18n/words'

export const boardWords = {
  board: ['规划指标', 'Indicators of the plan'],
} as const satisfies Table

teach(boardWords)
