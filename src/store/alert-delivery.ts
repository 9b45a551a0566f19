import type { DeliveryChannel } from '../domain/alert.ts'
import type { Prisma, PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** A SKU in a warehouse in words, and how to notify its supplier. */
export interface SupplierContact {
  readonly skuId: string
  readonly warehouseId: string
  readonly supplierKey: string
  readonly email: string | null
  readonly webhookUrl: string | null
  readonly skuCode: string
  readonly titleZh: string | null
  readonly titleEn: string | null
  readonly warehouseCode: string
  readonly warehouseName: string
}

/** Contacts of the places whose supplier has one. */
export function readContacts(
  tx: Tx,
  places: readonly { readonly skuId: string; readonly warehouseId: string | null }[],
): Promise<SupplierContact[]> {
  return tx.$queryRaw<SupplierContact[]>`
    SELECT sku.id AS "skuId", warehouse.id AS "warehouseId", supplier.key AS "supplierKey", supplier.email,
      supplier.webhook_url AS "webhookUrl", sku.code AS "skuCode", sku.title_zh AS "titleZh", sku.title_en AS "titleEn",
      warehouse.code AS "warehouseCode", warehouse.name AS "warehouseName"
    FROM (
      SELECT DISTINCT * FROM unnest(${places.map((one) => one.skuId)}::text[], ${places.map((one) => one.warehouseId)}::text[])
        AS wanted (sku_id, warehouse_id)
    ) wanted
    JOIN sku ON sku.id = wanted.sku_id
    JOIN product ON product.id = sku.product_id
    JOIN supplier ON supplier.id = product.supplier_id
    JOIN warehouse ON warehouse.id = wanted.warehouse_id
    WHERE supplier.email IS NOT NULL OR supplier.webhook_url IS NOT NULL`
}

export interface NewDelivery {
  readonly alertId: string
  readonly channel: DeliveryChannel
  readonly target: string
  readonly payload: Prisma.InputJsonValue
}

export async function insertDeliveries(tx: Tx, deliveries: readonly NewDelivery[]): Promise<void> {
  if (deliveries.length > 0) await tx.alertDelivery.createMany({ data: [...deliveries] })
}

/** A delivery that this worker has taken, with the supplier's contact as it is now. */
export interface TakenDelivery {
  readonly id: string
  readonly channel: DeliveryChannel
  readonly payload: Prisma.JsonValue
  /** This one included. */
  readonly attempts: number
  readonly email: string | null
  readonly webhookUrl: string | null
  /** Sealed. */
  readonly webhookSecret: Uint8Array | null
}

/**
 * Takes up to `limit` deliveries that are due, the longest waiting first, for `leaseMs`: a worker that dies
 * with them leaves them to others after that. Workers never wait for each other.
 */
export function takeDueDeliveries(
  prisma: PrismaClient,
  channels: ReadonlySet<DeliveryChannel>,
  limit: number,
  leaseMs: number,
): Promise<TakenDelivery[]> {
  return prisma.$queryRaw<TakenDelivery[]>`
    WITH taken AS (
      UPDATE alert_delivery
      SET attempts = attempts + 1, next_attempt_at = now() + make_interval(secs => ${leaseMs}::float8 / 1000)
      WHERE id IN (
        SELECT id FROM alert_delivery
        WHERE status = 'PENDING' AND next_attempt_at <= now() AND channel = ANY(${[...channels]}::text[])
        ORDER BY next_attempt_at LIMIT ${limit} FOR UPDATE SKIP LOCKED
      )
      RETURNING id, alert_id, channel, payload, attempts
    )
    SELECT taken.id, taken.channel, taken.payload, taken.attempts, supplier.email,
      supplier.webhook_url AS "webhookUrl", supplier.webhook_secret AS "webhookSecret"
    FROM taken
    JOIN inventory_alert alert ON alert.id = taken.alert_id
    JOIN sku ON sku.id = alert.sku_id
    JOIN product ON product.id = sku.product_id
    LEFT JOIN supplier ON supplier.id = product.supplier_id`
}

export type DeliveryResult =
  | { readonly status: 'DELIVERED'; readonly target: string }
  | { readonly status: 'PENDING'; readonly error: string; readonly pauseMs: number }
  | { readonly status: 'DEAD'; readonly error: string }

/** Records the outcome of the attempt, unless another worker has taken the delivery meanwhile. */
export async function finishAttempt(
  prisma: PrismaClient,
  { id, attempts }: Pick<TakenDelivery, 'id' | 'attempts'>,
  result: DeliveryResult,
): Promise<void> {
  const now = Date.now()
  await prisma.alertDelivery.updateMany({
    where: { id, attempts, status: 'PENDING' },
    data:
      result.status === 'DELIVERED'
        ? { status: 'DELIVERED', deliveredAt: new Date(now), lastError: null, target: result.target }
        : {
            status: result.status,
            lastError: result.error,
            ...(result.status === 'PENDING' && { nextAttemptAt: new Date(now + result.pauseMs) }),
          },
  })
}

/** Restarts it, with all attempts. False when it was delivered, or there is none. */
export async function restartDelivery(tx: Tx, id: string): Promise<boolean> {
  const { count } = await tx.alertDelivery.updateMany({
    where: { id, status: { not: 'DELIVERED' } },
    data: { status: 'PENDING', attempts: 0, nextAttemptAt: new Date(), lastError: null },
  })
  return count === 1
}
