import { z } from 'zod'
import { webAddress } from '../../domain/web-address.ts'
import { accountItems } from '../account-items.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { Item, ItemSource } from '../item-source.ts'
import { pictures, plainText } from '../item-text.ts'
import { jsonId, jsonParams } from '../json-params.ts'
import { id, int, none, text } from '../wire.ts'
import { type JdVopOptions, vopClient } from './client.ts'
import { BUYABLE, priceAnswer, stockAnswer } from './quote.ts'

/** The area by which stock is asked for while no address is known: Beijing. */
const AREA = '1_0_0'
/** Base of JD's relative picture paths, 800 pixels wide. */
const PICTURES = 'https://img13.360buyimg.com/n0/'

const detailAnswer = z.object({
  sku: id,
  name: z.string(),
  brandName: none(text).optional().catch(null),
  imagePath: none(z.string()).optional().catch(null),
  introduction: none(z.string()).optional().catch(null),
  weight: none(text.pipe(z.string().regex(/^\d{1,6}(\.\d+)?$/)).transform(Number))
    .optional()
    .catch(null),
  state: none(int).optional().catch(null),
  LowestBuy: none(int).optional().catch(null),
})

/** Items of the contract's pool, read with the contract account: VOP sells SKUs, so an item has none below it. */
export function jdVopItems(
  options: JdVopOptions,
  account: () => Promise<ShopCredentials | null>,
): ItemSource {
  const client = vopClient(options)
  return accountItems({
    name: 'jd-vop',
    platform: 'JD',
    account,
    noAccount: 'no contract account is configured',
    async read(shop, externalId, { signal }) {
      const [detail, prices, stock] = await Promise.all([
        client.call({
          shop,
          method: 'product/getDetail',
          params: { sku: externalId, queryExts: 'LowestBuy' },
          answer: detailAnswer,
          signal,
        }),
        client.call({
          shop,
          method: 'price/getSellPrice',
          params: { sku: externalId },
          answer: priceAnswer,
          signal,
        }),
        client.call({
          shop,
          method: 'stock/getNewStockById',
          params: { skuNums: `[${jsonParams({ skuId: jsonId(externalId), num: 1 })}]`, area: AREA },
          answer: stockAnswer,
          signal,
        }),
      ])
      const price = prices.find((one) => one.skuId === externalId)?.price
      // -1 stands for "no price for this customer": not in the pool.
      if (!price || price.minor < 0n) return null
      const state = stock.find((one) => one.skuId === externalId)
      const images = pictures([pictureOf(detail.imagePath)])
      const item: Item = {
        externalId: detail.sku,
        title: detail.name,
        titles: [],
        description: plainText(detail.introduction),
        price,
        // The platform answers -1 for 50 to 99 units, and for more at most the number asked for.
        quantity: Math.max(0, state?.remainNum ?? 0),
        quantityKnown: (state?.remainNum ?? -1) > 1,
        onSale: detail.state !== 0 && state !== undefined && BUYABLE.has(state.stockStateId),
        imageUrl: images[0] ?? null,
        images,
        url: webAddress(`https://item.jd.com/${detail.sku}.html`),
        skus: [],
        seller: null,
        domesticFreight: null,
        minOrderQuantity: Math.max(1, detail.LowestBuy ?? 1),
        lotSize: null,
        priceTiers: [],
        weightGrams: detail.weight ? Math.round(detail.weight * 1_000) : null,
        modifiedAt: null,
      }
      return item
    },
  })
}

function pictureOf(path: string | null | undefined): string | null {
  if (!path) return null
  return /^(https?:)?\/\//.test(path) ? path : `${PICTURES}${path}`
}
