import { z } from 'zod'
import type { UpstreamError } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { StockWrite } from '../marketplace.ts'
import { writeStockWith } from '../stock-writes.ts'
import { id, int, wrapped } from '../wire.ts'
import type { TopClient } from './client.ts'

/** `taobao.skus.quantity.update` takes SKUs of one item, at most this many (protocols.md 1.7). */
export const SKUS_PER_WRITE = 20
/** `type` of both stock methods: set, not add. A delta after a lost answer could be applied twice. */
const ABSOLUTE = 1

const accepted = z.object({ item: z.object({ num_iid: id }) })
const standingItems = z.object({
  items: wrapped('item').pipe(
    z.array(
      z.object({
        num_iid: id,
        num: int,
        skus: wrapped('sku').pipe(z.array(z.object({ sku_id: id, quantity: int }))),
      }),
    ),
  ),
})

/** Absolute stock writes of one shop (port: `writeStock`). */
export function stockWrites(client: TopClient) {
  return (shop: ShopCredentials, writes: readonly StockWrite[], signal?: AbortSignal) =>
    writeStockWith(
      {
        upstream: 'TAOBAO',
        batches: byItem,
        send: (batch) => send(client, shop, batch, signal),
        readBack: (batch) => readBack(client, shop, batch, signal),
      },
      writes,
    )
}

function byItem(writes: readonly StockWrite[]): StockWrite[][] {
  const items = Map.groupBy(writes, ({ offerId, skuId }) => `${offerId} ${skuId === null}`)
  return [...items.values()].flatMap((group) => {
    const size = group[0]?.skuId === null ? 1 : SKUS_PER_WRITE
    return Array.from({ length: Math.ceil(group.length / size) }, (_, n) =>
      group.slice(n * size, (n + 1) * size),
    )
  })
}

async function send(
  client: TopClient,
  shop: ShopCredentials,
  batch: readonly StockWrite[],
  signal: AbortSignal | undefined,
): Promise<Map<StockWrite, UpstreamError>> {
  const [first] = batch
  if (!first) return new Map()
  await client.call({
    shop,
    method: first.skuId === null ? 'taobao.item.quantity.update' : 'taobao.skus.quantity.update',
    params: {
      num_iid: first.offerId,
      type: ABSOLUTE,
      ...(first.skuId === null
        ? { quantity: first.quantity }
        : { skuid_quantities: batch.map(({ skuId, quantity }) => `${skuId}:${quantity}`).join(';') }),
    },
    answer: accepted,
    repeatable: false,
    items: batch.length,
    signal,
  })
  return new Map()
}

async function readBack(
  client: TopClient,
  shop: ShopCredentials,
  batch: readonly StockWrite[],
  signal: AbortSignal | undefined,
): Promise<Map<StockWrite, number>> {
  const { items } = await client.call({
    shop,
    method: 'taobao.items.seller.list.get',
    params: { fields: 'num_iid,num,sku', num_iids: batch[0]?.offerId },
    answer: standingItems,
    signal,
  })
  const [item] = items
  const standing = new Map<StockWrite, number>()
  for (const write of batch) {
    const quantity =
      write.skuId === null ? item?.num : item?.skus.find((sku) => sku.sku_id === write.skuId)?.quantity
    if (quantity !== undefined) standing.set(write, quantity)
  }
  return standing
}
