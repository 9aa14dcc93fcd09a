// Groups of steps. Each begins with an empty page of its own and leaves the data as it found it.
import { boardSteps } from './board.mjs'
import { coverageSteps } from './coverage.mjs'
import { hostileSteps } from './hostile.mjs'
import { keyboardSteps } from './keyboard.mjs'
import { messySteps } from './messy.mjs'
import { reformSteps } from './reform.mjs'
import { redistrictSteps } from './redistrict.mjs'
import { repairSteps } from './repair.mjs'
import { restSteps } from './rests.mjs'
import { steps } from './steps.mjs'
import { screenSteps } from './screens.mjs'
import { sheetKindSteps } from './sheets.mjs'
import { viewSteps } from './view.mjs'
import { toolSteps } from './tools.mjs'

export const groups = { first: steps, view: viewSteps, board: boardSteps, coverage: coverageSteps, redistrict: redistrictSteps, rests: restSteps, tools: toolSteps, sheets: sheetKindSteps, keyboard: keyboardSteps, screens: screenSteps }

/** Groups that need data of their own, run by name. */
export const apart = { hostile: hostileSteps, messy: messySteps, reform: reformSteps, repair: repairSteps }
