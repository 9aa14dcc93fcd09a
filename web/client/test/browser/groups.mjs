// Groups of steps. Each begins with an empty page of its own and leaves the data as it found it.
import { coverageSteps } from './coverage.mjs'
import { steps } from './steps.mjs'

export const groups = { first: steps, coverage: coverageSteps }
