import { z } from 'zod'
import { Rejected, type UpstreamError } from '../../domain/upstream-error.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonId } from '../json-params.ts'
import type { StockWrite } from '../marketplace.ts'
import { writeStockWith } from '../stock-writes.ts'
import { bareList, flag, id } from '../wire.ts'
import { assertDone, type JdClient } from './client.ts'
import type { wareReads } from './wares.ts'

/** `jingdong.ware.stock.sku.set` takes no more (protocols.md 2.5). */
export const SKUS_PER_WRITE = 30

const setAnswer = z.object({ returnType: z.looseObject({ success: flag, obj: z.unknown().optional() }) })
const perSku = z.object({
  updateStockResult: bareList.pipe(
    z.array(z.object({ data: id, success: flag, message: z.string().catch('') })),
  ),
})

/** Absolute stock writes of one shop; JD tells for each SKU whether it was taken. */
export function stockWrites(client: JdClient, { skus }: Pick<ReturnType<typeof wareReads>, 'skus'>) {
  return (shop: ShopCredentials, writes: readonly StockWrite[], signal?: AbortSignal) =>
    writeStockWith(
      {
        upstream: 'JD',
        batches,
        send: (batch) => send(client, shop, batch, signal),
        readBack: async (batch) => {
          const skuId = batch.map((write) => jsonId(write.skuId ?? ''))
          const found = await skus(shop, { skuId }, skuId.length, signal)
          const quantities = new Map(found.map((one) => [one.skuId, one.stockNum]))
          return new Map(
            batch.flatMap((write) =>
              quantities.has(write.skuId ?? '') ? [[write, quantities.get(write.skuId ?? '') as number]] : [],
            ),
          )
        },
      },
      writes,
    )
}

/** A write without a SKU is alone in its batch: it can only be refused. */
function batches(writes: readonly StockWrite[]): StockWrite[][] {
  const named = writes.filter((write) => write.skuId !== null)
  const chunks = Array.from({ length: Math.ceil(named.length / SKUS_PER_WRITE) }, (_, n) =>
    named.slice(n * SKUS_PER_WRITE, (n + 1) * SKUS_PER_WRITE),
  )
  return [...chunks, ...writes.filter((write) => write.skuId === null).map((write) => [write])]
}

async function send(
  client: JdClient,
  shop: ShopCredentials,
  batch: readonly StockWrite[],
  signal: AbortSignal | undefined,
): Promise<Map<StockWrite, UpstreamError>> {
  if (batch.some((write) => write.skuId === null)) {
    throw new Rejected({
      upstream: 'JD',
      message: 'stock is kept by SKU on JD: a SKU id is needed',
      code: 'no-sku',
    })
  }
  const { returnType } = await client.call({
    shop,
    method: 'jingdong.ware.stock.sku.set',
    params: {
      req: {
        skuStocks: batch.map(({ skuId, quantity }) => ({ skuId: jsonId(skuId ?? ''), stockNum: quantity })),
        updateModel: 'fullStockIn',
      },
    },
    answer: setAnswer,
    repeatable: false,
    items: batch.length,
    signal,
  })
  const told = perSku.safeParse(returnType.obj)
  const refused = new Map(
    (told.success ? told.data.updateStockResult : [])
      .filter((one) => !one.success)
      .map((one) => [one.data, one.message]),
  )
  // Only a refusal that names no SKU is one of the whole batch.
  if (refused.size === 0) assertDone(returnType, 'stock')
  return new Map(
    batch.flatMap((write) => {
      const message = refused.get(write.skuId ?? '')
      return message === undefined
        ? []
        : [[write, new Rejected({ upstream: 'JD', message: message || 'refused', code: 'sku-refused' })]]
    }),
  )
}
