import type { StockLevel } from '../domain/stock.ts'
import type { PrismaClient } from '../store/database.ts'
import type { Tx } from '../store/transaction.ts'

/** Dependencies of the inventory's use cases; built in app.ts. */
export interface InventoryDeps {
  readonly prisma: PrismaClient
  /** Called in the transaction after levels changed: alerts open and end with the change that causes it. */
  readonly onLevelsChanged: (tx: Tx, levels: readonly StockLevel[]) => Promise<void>
}

/** Answer of a use case that repeats must reproduce: ids, and the level as it was then. */
export type LevelAnswer = {
  readonly level: Omit<StockLevel, 'updatedAt'> & { readonly updatedAt: string }
  readonly movementId: string | null
}

export function answerOf(applied: { level: StockLevel; movementId: string | null } | undefined): LevelAnswer {
  if (!applied) throw new Error('a change was not applied')
  const { id, skuId, warehouseId, onHand, reserved, safetyStock, incoming, version, updatedAt } =
    applied.level
  const level = { id, skuId, warehouseId, onHand, reserved, safetyStock, incoming, version }
  return { level: { ...level, updatedAt: updatedAt.toISOString() }, movementId: applied.movementId }
}

/** Answer of each step of a transfer: its id, and the levels that changed, each as it was right after. */
export type TransferStepAnswer = { readonly transferId: string; readonly levels: LevelAnswer[] }

export function transferAnswerOf(
  transferId: string,
  applied: readonly { level: StockLevel; movementId: string | null }[],
): TransferStepAnswer {
  const last = new Map(applied.map((one) => [one.level.id, one]))
  return { transferId, levels: [...last.values()].map(answerOf) }
}
