import type { AlertPayload } from '../domain/feed-event.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { appendToOutbox } from '../store/outbox.ts'
import { transaction } from '../store/transaction.ts'

/** OPEN to ACKNOWLEDGED; again is no failure and changes nothing; a resolved alert stays resolved. */
export function acknowledgeAlert(prisma: PrismaClient, id: string, actor: string): Promise<Outcome<string>> {
  return outcome(() =>
    transaction(prisma, async (tx) => {
      const now = new Date()
      const moved = await tx.inventoryAlert.updateMany({
        where: { id, status: 'OPEN' },
        data: { status: 'ACKNOWLEDGED', acknowledgedAt: now, acknowledgedBy: actor },
      })
      const alert = await tx.inventoryAlert.findUnique({
        where: { id },
        include: { sku: { select: { product: { select: { supplier: { select: { key: true } } } } } } },
      })
      if (!alert) throw new Refused('NOT_FOUND', ['id'], 'There is no such alert.')
      if (moved.count === 0 && alert.status === 'RESOLVED')
        throw new Refused('INVALID_TRANSITION', ['id'], 'The alert is resolved already.')
      const event: AlertPayload = {
        topic: 'alert',
        alertId: id,
        kind: alert.kind,
        status: 'ACKNOWLEDGED',
        skuId: alert.skuId,
        warehouseId: alert.warehouseId,
        supplierKey: alert.sku.product.supplier?.key ?? null,
        occurredAt: now.toISOString(),
      }
      if (moved.count === 1) await appendToOutbox(tx, [event])
      return id
    }),
  )
}
