// The words of gaps and overlaps between imported divisions: Chinese, English.
import { teach, type Table } from '../../i18n/words'

export const repairWords = {
  gapsAndOverlaps: ['缝隙与重叠', 'Gaps and overlaps'],
  repairsFound: ['{gaps} 处缝隙，{overlaps} 处重叠；{given} 处已归属，{left} 处保持原样。', '{gaps} gaps, {overlaps} overlaps; {given} given to units, {left} left as they are.'],
  repairsHint: ['没有选择的，写入时保持文件原样。湖泊、外县飞地等确实不属于任何单位的，可保留。', 'What is not decided is written as the file has it. Keep what really is nobody’s, such as a lake or another county’s enclave.'],
  repairsTangled: ['边界交叉过多，无法逐处辨认缝隙和重叠：请先在制图软件中检查图形。', 'Borders cross in so many places that gaps and overlaps cannot be told: look at the shapes in a drawing program first.'],
  repairNarrow: ['宽度不超过（米）的，一律归公共边界最长的单位', 'Up to this width (metres), all go to the unit along the longest border'],
  repairList: ['逐处选择', 'One by one'],
  'piece.sliver_gap': ['狭缝', 'Narrow gap'],
  'piece.big_gap': ['空缺', 'Wide gap'],
  'piece.forgotten_village': ['空缺（大小如一个单位）', 'Gap the size of a unit'],
  'piece.sliver_overlap': ['细条重叠', 'Narrow overlap'],
  'piece.big_overlap': ['重叠', 'Wide overlap'],
  pieceSize: ['{area}，宽 {width}', '{area}, {width} wide'],
  pieceNumber: ['第 {n} 处：{kind}', 'No. {n}: {kind}'],
  pieceGoes: ['第 {n} 处归属', 'No. {n} goes to'],
  pieceUndecided: ['未选择', 'not decided'],
  pieceLongest: ['公共边界最长的单位', 'the unit along the longest border'],
  pieceStays: ['保持原样', 'nobody: leave it'],
  pieceUnit: ['{name}（占该单位 {share}）', '{name} ({share} of it)'],
  pieceGot: ['已归 {name}', 'given to {name}'],
  pieceGotByRule: ['已归 {name}（按宽度）', 'given to {name} (by its width)'],
  pieceLeft: ['保持原样', 'left as it is'],
  repairAgain: ['按以上选择处理', 'Apply these choices'],
  repairsStale: ['有 {n} 项选择在文件中已找不到对应之处。', '{n} choices are about places that the files do not have any more.'],
  repairsForget: ['撤回这些选择', 'Take them back'],
  morePieces: ['还有 {n} 处', '{n} more'],
  piecesListed: ['只列出面积最大的 {n} 处；其余按宽度处理。', 'Only the largest {n} are listed; the rest goes by width.'],
  mendedUnits: ['各单位面积变化', 'What units gained and lost'],
  mendedUnit: ['单位', 'Unit'],
  mendedGained: ['得', 'Gained'],
  mendedLost: ['失', 'Lost'],
  mendedAfter: ['处理后', 'Then'],
} as const satisfies Table

teach(repairWords)
