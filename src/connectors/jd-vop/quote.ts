import { z } from 'zod'
import { money } from '../../domain/money.ts'
import type { ShopCredentials } from '../credentials.ts'
import { jsonId, jsonParams } from '../json-params.ts'
import type { PurchaseDraft, PurchaseLine, PurchasePreview } from '../purchasing.ts'
import { bareList, id, int, none, yuan } from '../wire.ts'
import { areaIdsOf, areaParams } from './areas.ts'
import type { VopClient } from './client.ts'

/** In stock, in transit for some days, allocatable (purchasing.md 2.3); 34 is none, 36 and 99 are for later. */
export const BUYABLE = new Set([33, 39, 40])

export const priceAnswer = bareList.pipe(z.array(z.object({ skuId: id, price: yuan })))
export const stockAnswer = bareList.pipe(
  z.array(z.object({ skuId: id, stockStateId: int, remainNum: int.catch(-1) })),
)
const freightAnswer = z.object({ freight: none(yuan).optional() })

/** A line's SKU: VOP sells SKUs, so an offer without one is its own. */
export const skuOf = (line: PurchaseLine) => line.skuId ?? line.offerId

/** Price, stock and freight of a purchase: three reads, since VOP has no preview. */
export function quoting(client: VopClient) {
  return async function preview(
    shop: ShopCredentials,
    { lines, address }: PurchaseDraft,
    signal?: AbortSignal,
  ): Promise<PurchasePreview> {
    const areaIds = await areaIdsOf(client, shop, address, signal)
    const skuNums = `[${lines.map((line) => jsonParams({ skuId: jsonId(skuOf(line)), num: line.quantity })).join(',')}]`
    const items = lines.length
    const priced = await client.call({
      shop,
      method: 'price/getSellPrice',
      params: { sku: lines.map(skuOf).join(',') },
      answer: priceAnswer,
      items,
      signal,
    })
    const stock = await client.call({
      shop,
      method: 'stock/getNewStockById',
      params: { skuNums, area: areaIds.slice(0, 3).join('_') },
      answer: stockAnswer,
      items,
      signal,
    })
    const priceOf = new Map(priced.map((one) => [one.skuId, one.price]))
    const stateOf = new Map(stock.map((one) => [one.skuId, one.stockStateId]))
    const reasonOf = (line: PurchaseLine) => {
      const price = priceOf.get(skuOf(line))
      // -1 stands for "no price for this customer".
      if (price === undefined || price.minor < 0n) return 'not in the pool of this account'
      const state = stateOf.get(skuOf(line))
      return state !== undefined && BUYABLE.has(state) ? null : 'out of stock'
    }
    const unavailable = lines.flatMap((line) => {
      const reason = reasonOf(line)
      return reason === null ? [] : [{ lineNo: line.lineNo, reason }]
    })
    const buyable = lines.filter((line) => reasonOf(line) === null)
    const prices = buyable.map((line) => ({
      lineNo: line.lineNo,
      unitPrice: priceOf.get(skuOf(line)) ?? money(0),
    }))
    if (buyable.length === 0) return { total: money(0), shippingFee: money(0), prices, unavailable }
    const { freight } = await client.call({
      shop,
      method: 'order/getFreight',
      params: {
        sku: `[${buyable.map((line) => jsonParams({ skuId: jsonId(skuOf(line)), num: line.quantity })).join(',')}]`,
        ...areaParams(areaIds),
        paymentType: 4,
      },
      answer: freightAnswer,
      items: buyable.length,
      signal,
    })
    const goods = buyable.reduce(
      (sum, line) => sum + (priceOf.get(skuOf(line))?.minor ?? 0n) * BigInt(line.quantity),
      0n,
    )
    const shippingFee = freight ?? money(0)
    return { total: money(goods + shippingFee.minor), shippingFee, prices, unavailable }
  }
}
