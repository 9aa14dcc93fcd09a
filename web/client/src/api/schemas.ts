// The interface's types by name, made of its description (schema.ts).
import type { components } from './schema'

export type Schemas = components['schemas']
