import { mapLimited } from '../../connectors/map-limited.ts'
import type { WarehouseEvent } from '../../connectors/warehouse.ts'
import { Refused } from '../../domain/user-error.ts'
import { type DueMessage, finishMessages, retryMessages, takeMessages } from '../../store/inbound-message.ts'
import { openSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import { type WarehouseDeps, warehouseSource } from './deps.ts'
import { moveStock } from './move-stock.ts'
import { noteProcess } from './note-process.ts'
import { takeDelivery } from './take-delivery.ts'
import { takeTransfer } from './take-transfer.ts'

const BATCH = 50
const LEASE_MS = 60_000
const ATTEMPTS = 10
const AT_ONCE = 4

/** Stock moves in one line, each order in its own. */
function aboutOf({ payload }: DueMessage): string {
  const event = payload as WarehouseEvent
  switch (event.kind) {
    case 'delivery-confirmed':
      return event.deliveryOrderCode
    case 'process-reported':
      return event.orderCode
    default:
      return 'stock'
  }
}

/** Handles messages of the warehouse, oldest first. A message that fails waits, and the others go on. */
export async function workWarehouseInbox(deps: WarehouseDeps, signal: AbortSignal): Promise<void> {
  const source = warehouseSource(deps.customerId)
  for (;;) {
    signal.throwIfAborted()
    const messages = await takeMessages(deps.prisma, source, BATCH, LEASE_MS)
    if (messages.length === 0) return
    const sorted = messages.toSorted((a, b) => (a.id < b.id ? -1 : 1))
    // Messages about one object keep their order; different objects need not wait for each other.
    const lines = [...Map.groupBy(sorted, aboutOf).values()]
    await mapLimited(lines, AT_ONCE, async (line) => {
      for (const message of line) await work(deps, message)
    })
  }
}

async function work(deps: WarehouseDeps, message: DueMessage): Promise<void> {
  try {
    await handle(deps, message.id, message.payload as WarehouseEvent)
  } catch (error) {
    if (!(error instanceof Refused)) {
      deps.log.error({ err: error, messageId: message.messageId }, 'a message of the warehouse failed')
      await retryMessages(
        deps.prisma,
        [message.id],
        'It failed here; the log has the details.',
        wait(message.attempts),
      )
      return
    }
    if (message.attempts < ATTEMPTS)
      return retryMessages(deps.prisma, [message.id], error.message, wait(message.attempts))
    await giveUp(deps, message, error.message)
  }
}

const wait = (attempts: number) => 2_000 * 2 ** Math.min(attempts, 8)

/** Stock and the end of the message are one transaction, so that each counts once. */
async function handle(deps: WarehouseDeps, id: string, event: WarehouseEvent): Promise<void> {
  switch (event.kind) {
    case 'stock-changed':
      return transaction(deps.prisma, async (tx) => {
        await moveStock(tx, deps, {
          deltas: event.changes.map((change) => ({ ...change, reference: change.outBizCode })),
          reason: 'SYNC',
        })
        await finishMessages(tx, [id])
      })
    case 'stocktake':
      return transaction(deps.prisma, async (tx) => {
        const deltas = event.differences.map((delta) => ({
          ...delta,
          reference: event.checkOrderCode,
          at: event.at,
        }))
        await moveStock(tx, deps, { deltas, reason: 'STOCKTAKE' })
        await finishMessages(tx, [id])
      })
    case 'delivery-confirmed':
      return takeDelivery(deps, event, (tx, known) =>
        finishMessages(tx, [id], known ? null : 'There is no such order.'),
      )
    case 'process-reported':
      return transaction(deps.prisma, async (tx) => {
        const known = await noteProcess(tx, event)
        await finishMessages(tx, [id], known ? null : 'There is no such order.')
      })
    case 'entry-confirmed':
      return transaction(deps.prisma, async (tx) => {
        const deltas = event.lines.map(({ itemCode, inventoryType, actual }) => ({
          itemCode,
          inventoryType,
          warehouseCode: event.warehouseCode,
          delta: actual,
          reference: event.entryOrderCode,
          at: event.at,
        }))
        await moveStock(tx, deps, { deltas, reason: 'RECEIPT' })
        await finishMessages(tx, [id])
      })
    case 'transfer-reported':
      return takeTransfer(deps, id, event)
  }
}

async function giveUp(deps: WarehouseDeps, message: DueMessage, why: string): Promise<void> {
  await transaction(deps.prisma, async (tx) => {
    await finishMessages(tx, [message.id], `Given up: ${why}`)
    await openSyncAlert(tx, {
      shopId: null,
      kind: 'WAREHOUSE_MESSAGE',
      dedupeKey: `warehouse:${message.messageId}`,
      message: `A message of the warehouse (${message.kind}) could not be taken over: ${why}`,
    })
  })
}
