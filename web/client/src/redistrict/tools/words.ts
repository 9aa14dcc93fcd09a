// The words of the map's tools in redistricting: Chinese, English.
import { teach, type Table } from '../../i18n/words'

export const toolWords = {
  selectedUnits: ['已选单位', 'Units chosen'],
  selectedNone: ['在地图上点选单位，或从列表勾选。', 'Click units on the map, or tick them in the list.'],
  selectedCount: ['{n} 个', '{n}'],
  clearSelection: ['清除选择', 'Clear the selection'],
} as const satisfies Table

teach(toolWords)
