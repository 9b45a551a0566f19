import { words } from '../../format/words.ts'
import type { AlertKind, AlertStatus } from '../../graph.ts'
import type { Choice } from '../../ui/inputs.tsx'

const choicesOf = (names: readonly string[]): Choice[] =>
  names.map((value) => ({ value, label: words(value) }))

const kinds: readonly AlertKind[] = ['LOW_STOCK', 'OUT_OF_STOCK', 'OVERSOLD', 'BACK_IN_STOCK']
const statuses: readonly AlertStatus[] = ['OPEN', 'ACKNOWLEDGED', 'RESOLVED']

export const KINDS = choicesOf(kinds)
export const STATUSES = choicesOf(statuses)
