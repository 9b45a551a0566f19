import type { NewDiscrepancy } from '../../store/reconciliation.ts'

export interface Compared {
  /** How many things were compared. */
  readonly checked: number
  readonly found: readonly NewDiscrepancy[]
}
