import type { TransferReported } from '../../connectors/warehouse.ts'
import { Refused } from '../../domain/user-error.ts'
import { receiveTransfer } from '../../inventory/close-transfer.ts'
import { finishMessages } from '../../store/inbound-message.ts'
import { transaction } from '../../store/transaction.ts'
import { shiftCounts } from '../../store/warehouse-count.ts'
import type { WarehouseDeps } from './deps.ts'
import { moveStock, type WarehouseDelta } from './move-stock.ts'

const ACTOR = 'warehouse:qimen'
/** Qimen counts conditions in transfers: 1 is good, 101 is not (protocols.md 4.4). */
const GOOD = new Set(['1', 'ZP'])

/**
 * Goods went from one warehouse to another. A transfer that we began ends with what arrived; one that the warehouse
 * started is recorded whole.
 */
export async function takeTransfer(deps: WarehouseDeps, id: string, event: TransferReported): Promise<void> {
  const out = deltasAt(event, event.fromWarehouseCode, event.sentAt, (line) => -line.sent)
  const into = deltasAt(event, event.toWarehouseCode, event.receivedAt, (line) => line.received)
  const ours = event.erpOrderCode
    ? await deps.prisma.stockTransfer.findFirst({
        where: { OR: [{ id: event.erpOrderCode }, { reference: event.erpOrderCode }] },
        include: { sku: { select: { code: true } } },
      })
    : null
  if (ours) {
    const received = event.lines
      .filter((line) => line.itemCode === ours.sku.code)
      .reduce((sum, line) => sum + line.received, 0)
    const input = {
      id: ours.id,
      received: Math.min(received, ours.quantity),
      idempotencyKey: `transfer:${ours.id}`,
    }
    const result = await receiveTransfer(deps.inventory, input, ACTOR)
    const ended = result.ok || result.errors.some((error) => error.code === 'INVALID_TRANSITION')
    if (!ended) throw new Refused(result.ok ? [] : result.errors)
    return transaction(deps.prisma, async (tx) => {
      if (result.ok) await shiftCounts(tx, [...out, ...into])
      await finishMessages(tx, [id], result.ok ? null : 'The transfer had ended before.')
    })
  }
  await transaction(deps.prisma, async (tx) => {
    await moveStock(tx, deps, { deltas: out, reason: 'TRANSFER_OUT' })
    await moveStock(tx, deps, { deltas: into, reason: 'TRANSFER_IN' })
    await finishMessages(tx, [id])
  })
}

function deltasAt(
  { lines, transferOrderCode: reference }: TransferReported,
  warehouseCode: string | null,
  at: Date | null,
  pieces: (line: TransferReported['lines'][number]) => number,
): WarehouseDelta[] {
  if (warehouseCode === null) return []
  return lines
    .filter((line) => GOOD.has(line.inventoryType))
    .map((line) => ({
      itemCode: line.itemCode,
      inventoryType: 'ZP',
      warehouseCode,
      delta: pieces(line),
      reference,
      at,
    }))
}
