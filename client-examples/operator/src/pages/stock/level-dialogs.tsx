import { AdjustDialog } from './adjust-dialog.tsx'
import type { Level, LevelRow, Warehouse } from './levels.ts'
import { TransferDialog } from './transfer-dialog.tsx'

export interface Doing {
  readonly what: 'adjust' | 'transfer'
  readonly row: LevelRow
}

interface Props {
  readonly doing: Doing
  /** The level as it is now. */
  readonly live: (level: Level) => Level
  readonly warehouses: readonly Warehouse[]
  readonly onClose: () => void
}

/** The dialog for a change of a level; the level may move while it is open. */
export function LevelDialogs({ doing: { what, row }, live, warehouses, onClose }: Props) {
  const now = { ...row, level: live(row.level) }
  return what === 'adjust' ? (
    <AdjustDialog row={now} onClose={onClose} />
  ) : (
    <TransferDialog row={now} warehouses={warehouses} onClose={onClose} />
  )
}
