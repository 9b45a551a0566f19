import { v7 } from 'uuid'
import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './generated/client.ts'
import type { Tx } from './transaction.ts'

/** One per scope: a SKU on a platform, or the whole platform. @returns its id */
export async function upsertChannelBuffer(
  tx: Tx,
  scope: { readonly platform: Platform; readonly skuId: string | null },
  buffer: number,
  actor: string,
): Promise<string> {
  const [row] = await tx.$queryRaw<{ id: string }[]>`
    INSERT INTO channel_buffer (id, platform, sku_id, buffer, updated_at, updated_by)
    VALUES (${v7()}, ${scope.platform}::"Platform", ${scope.skuId}, ${buffer}, now(), ${actor})
    ON CONFLICT (platform, (COALESCE(sku_id, ''))) DO UPDATE
    SET buffer = excluded.buffer, updated_at = now(), updated_by = ${actor}
    RETURNING id`
  return row?.id ?? ''
}

export interface Channel {
  readonly platform: Platform
  readonly skuId: string
}

/**
 * Units that a channel may sell, in the order asked for: what is available over all warehouses, less the
 * buffer of the SKU on the platform, else of the platform. One statement for all.
 */
export async function readSellable(
  prisma: Pick<PrismaClient, '$queryRaw'>,
  channels: readonly Channel[],
): Promise<number[]> {
  const rows = await prisma.$queryRaw<{ place: number; sellable: number }[]>`
    SELECT wanted.place::int AS place, GREATEST(0, COALESCE(stock.available, 0) - COALESCE(buffer.buffer, 0))::int AS sellable
    FROM unnest(${channels.map((one) => one.platform)}::text[], ${channels.map((one) => one.skuId)}::text[])
      WITH ORDINALITY AS wanted (platform, sku_id, place)
    LEFT JOIN LATERAL (
      SELECT sum(available) AS available FROM stock_level WHERE sku_id = wanted.sku_id
    ) stock ON true
    LEFT JOIN LATERAL (
      SELECT buffer FROM channel_buffer
      WHERE platform = wanted.platform::"Platform" AND (sku_id = wanted.sku_id OR sku_id IS NULL)
      ORDER BY sku_id NULLS LAST LIMIT 1
    ) buffer ON true`
  const byPlace = new Map(rows.map((row) => [row.place, row.sellable]))
  return channels.map((_, index) => byPlace.get(index + 1) ?? 0)
}
