import { v7 } from 'uuid'
import type { DeliveryChannel } from '../domain/alert.ts'
import { type AlertKind, DEFAULT_LIMITS, decideAlerts } from '../domain/alert.ts'
import type { AlertPayload } from '../domain/feed-event.ts'
import { available } from '../domain/stock.ts'
import { answerRequests } from '../store/back-in-stock.ts'
import { readJudgedLevels } from '../store/judged-level.ts'
import { appendToOutbox } from '../store/outbox.ts'
import type { Tx } from '../store/transaction.ts'
import { type LowLevel, proposeFor, withdrawProposals } from './propose-replenishment.ts'
import { queueDeliveries } from './queue-deliveries.ts'

/** Channels that the configuration allows for suppliers. */
export type DeliveryChannels = ReadonlySet<DeliveryChannel>

/**
 * Opens and resolves alerts of the given levels, in the transaction that changed them, with all consequences:
 * outbox rows, notifications to suppliers, proposals, customers who wait for the SKU. The caller's row locks keep
 * two evaluations of one level apart; the partial unique index backs that up. As many statements for many levels as for one.
 * Called by the inventory after every change, and when a rule changes.
 */
export async function evaluateAlerts(
  tx: Tx,
  levelIds: readonly string[],
  channels: DeliveryChannels,
): Promise<void> {
  const levels = await readJudgedLevels(tx, levelIds)
  const now = new Date()
  const events: AlertPayload[] = []
  const news = []
  const low: LowLevel[] = []
  const ended: EndedAlert[] = []
  const over: string[] = []
  for (const level of levels) {
    const { skuId, warehouseId, supplierKey, threshold, resumeAbove, unresolved } = level
    const limits = threshold === null || resumeAbove === null ? DEFAULT_LIMITS : { threshold, resumeAbove }
    const quantity = available(level)
    const { open, resolve } = decideAlerts(level, limits, new Set(unresolved.map((alert) => alert.kind)))
    const tell = (alertId: string, kind: AlertKind, status: AlertPayload['status']) =>
      events.push({
        topic: 'alert',
        alertId,
        kind,
        status,
        skuId,
        warehouseId,
        supplierKey,
        occurredAt: now.toISOString(),
      })

    for (const { id, kind } of unresolved.filter((alert) => resolve.includes(alert.kind))) {
      ended.push({ id, available: quantity })
      tell(id, kind, 'RESOLVED')
      if (kind === 'LOW_STOCK') over.push(id)
    }

    for (const kind of open) {
      const isNews = kind === 'BACK_IN_STOCK'
      const id = v7()
      news.push({
        id,
        kind,
        status: isNews ? ('RESOLVED' as const) : ('OPEN' as const),
        skuId,
        warehouseId,
        ...limits,
        available: quantity,
        openedAt: now,
        resolvedAt: isNews ? now : null,
      })
      tell(id, kind, isNews ? 'RESOLVED' : 'OPEN')
      if (kind === 'LOW_STOCK') low.push({ alertId: id, level, limits })
    }
  }
  await resolveAlerts(tx, ended, now)
  if (news.length > 0) await tx.inventoryAlert.createMany({ data: news })
  await appendToOutbox(tx, events)
  await queueDeliveries(tx, news, await proposeFor(tx, low), channels)
  await withdrawProposals(tx, over)
  await tellWaiting(tx, back(levels), now)
}

interface EndedAlert {
  readonly id: string
  /** Of its level now. */
  readonly available: number
}

async function resolveAlerts(tx: Tx, ended: readonly EndedAlert[], now: Date): Promise<void> {
  if (ended.length === 0) return
  await tx.$executeRaw`
    UPDATE inventory_alert SET status = 'RESOLVED', resolved_at = ${now}, available = ended.available
    FROM unnest(${ended.map((alert) => alert.id)}::text[], ${ended.map((alert) => alert.available)}::int[])
      AS ended (id, available)
    WHERE inventory_alert.id = ended.id`
}

/** Rows written by one statement: each has three parameters, and a popular SKU has many who wait. */
const CHUNK = 2_000

async function tellWaiting(tx: Tx, skuIds: readonly string[], now: Date): Promise<void> {
  const answered = await answerRequests(tx, skuIds)
  for (let from = 0; from < answered.length; from += CHUNK)
    await appendToOutbox(
      tx,
      answered.slice(from, from + CHUNK).map(({ id, customerId }) => ({
        topic: 'back-in-stock' as const,
        requestId: id,
        customerId,
        occurredAt: now.toISOString(),
      })),
    )
}

/** SKUs that somebody waits for and that can be bought. */
function back(levels: Awaited<ReturnType<typeof readJudgedLevels>>): string[] {
  return levels.flatMap((level) => (level.isAwaited && available(level) > 0 ? [level.skuId] : []))
}
