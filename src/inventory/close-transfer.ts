import { z } from 'zod'
import { idempotencyKey, localId, quantity } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import type { StockMovementReason } from '../domain/stock.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { closeTransfer, type TransferRow } from '../store/stock-transfer.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { applyChanges } from './apply-changes.ts'
import { type InventoryDeps, type TransferStepAnswer, transferAnswerOf } from './deps.ts'
import type { ChangeTo, LevelChange } from './level-change.ts'

const Receive = z.object({ id: localId, received: quantity.nullish(), idempotencyKey })
const Cancel = z.object({ id: localId, idempotencyKey })

/** Second step: arrived units are on hand. If some are missing, the rest is noted as DAMAGE. */
export function receiveTransfer(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<TransferStepAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Receive, input)
    const { id, received = null } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'receiveTransfer', input: parsed }, async () => {
        const transfer = await closeTransfer(tx, id, { status: 'RECEIVED', received })
        if (!transfer) throw await refusalOf(tx, id)
        const arrived = transfer.received
        const lost = transfer.quantity - arrived
        const to = transfer.toWarehouseId
        const changes: LevelChange[] = []
        if (arrived > 0)
          changes.push(changeOf(transfer, to, { onHand: arrived, incoming: -arrived }, 'TRANSFER_IN'))
        if (lost > 0) changes.push(changeOf(transfer, to, { incoming: -lost }, 'DAMAGE'))
        return transferAnswerOf(id, await applyChanges(tx, deps, changes, actor))
      }),
    )
  })
}

/** Cancels instead of the second step: the units are back in the first warehouse. */
export function cancelTransfer(
  deps: InventoryDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<TransferStepAnswer>> {
  return outcome(async () => {
    const parsed = parseInput(Cancel, input)
    const { id } = parsed
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'cancelTransfer', input: parsed }, async () => {
        const transfer = await closeTransfer(tx, id, { status: 'CANCELLED' })
        if (!transfer) throw await refusalOf(tx, id)
        const { fromWarehouseId, toWarehouseId, quantity: pieces } = transfer
        const changes = [
          changeOf(transfer, fromWarehouseId, { onHand: pieces }, 'TRANSFER_IN'),
          changeOf(transfer, toWarehouseId, { incoming: -pieces }, 'TRANSFER_OUT'),
        ]
        return transferAnswerOf(id, await applyChanges(tx, deps, changes, actor))
      }),
    )
  })
}

function changeOf(
  { id, skuId }: TransferRow,
  warehouseId: string,
  deltas: Omit<Extract<ChangeTo, { kind: 'add' }>, 'kind'>,
  reason: StockMovementReason,
): LevelChange {
  return {
    skuId,
    warehouseId,
    to: { kind: 'add', ...deltas },
    reason,
    reference: `transfer:${id}`,
    fields: { sku: ['id'], warehouse: ['id'], quantity: ['received'] },
  }
}

async function refusalOf(tx: Tx, id: string): Promise<Refused> {
  const transfer = await tx.stockTransfer.findUnique({ where: { id } })
  if (!transfer) return new Refused('NOT_FOUND', ['id'], 'There is no such transfer.')
  if (transfer.status === 'IN_TRANSIT')
    return new Refused('INVALID_INPUT', ['received'], `received: only ${transfer.quantity} pieces were sent`)
  return new Refused('INVALID_TRANSITION', ['id'], `The transfer is ${transfer.status} already.`)
}
