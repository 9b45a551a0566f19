import { z } from 'zod'
import { webAddress } from '../../domain/web-address.ts'
import { accountItems } from '../account-items.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { Item, ItemSource, PriceTier } from '../item-source.ts'
import { pictures, plainText } from '../item-text.ts'
import { jsonId, jsonParams } from '../json-params.ts'
import { bareList, id, int, none, readRows, text, yuan } from '../wire.ts'
import { type Alibaba1688Options, client1688 } from './client.ts'
import { readDetail } from './offer-map.ts'

const METHOD = 'com.alibaba.fenxiao.crossborder:product.search.queryProductDetail'
/** Language of the translated fields when none is asked for. */
const LANGUAGE = 'en'

const answer = z.object({ result: z.object({ result: z.unknown().optional() }) })
const skuPicture = z.object({
  skuId: id,
  skuAttributes: bareList
    .pipe(z.array(z.object({ skuImageUrl: none(z.string()).optional().catch(null) })))
    .catch([]),
})
const kilograms = none(text.pipe(z.string().regex(/^\d{1,6}(\.\d+)?$/)).transform(Number))
  .optional()
  .catch(null)
const details = z.object({
  productImage: none(z.object({ images: bareList.pipe(z.array(z.string())).catch([]) }))
    .optional()
    .catch(null),
  description: none(z.string()).optional().catch(null),
  subjectTrans: none(z.string()).optional().catch(null),
  companyName: none(text).optional().catch(null),
  minOrderQuantity: none(int).optional().catch(null),
  batchNumber: none(int).optional().catch(null),
  productSaleInfo: none(
    z.object({
      priceRangeList: bareList.pipe(z.array(z.object({ startQuantity: int, price: yuan }))).catch([]),
    }),
  )
    .optional()
    .catch(null),
  productShippingInfo: none(z.object({ weight: kilograms, officialWeight: kilograms }))
    .optional()
    .catch(null),
  productSkuInfos: bareList,
})

/** Any offer of 1688, read with a buying account of ours. */
export function alibaba1688Items(
  options: Alibaba1688Options,
  account: () => Promise<ShopCredentials | null>,
): ItemSource {
  const client = client1688(options)
  return accountItems({
    name: 'alibaba-1688',
    platform: 'ALIBABA_1688',
    account,
    noAccount: 'no 1688 account is linked',
    async read(shop, externalId, { locale, signal }) {
      const asked = locale?.split('-')[0]?.toLowerCase() ?? LANGUAGE
      const country = asked === 'zh' ? LANGUAGE : asked
      const params = { offerDetailParam: jsonParams({ offerId: jsonId(externalId), country }) }
      const { result } = await client.call({ shop, method: METHOD, params, answer, signal })
      if (result.result === null || result.result === undefined) return null
      const { item, unreadable } = readItem(result.result, country)
      for (const one of unreadable)
        client.upstream.unreadable({ api: 'alibaba-1688', method: METHOD, ...one })
      return item
    },
  })
}

function readItem(raw: unknown, language: string) {
  const { offer, unreadable } = readDetail(raw, language)
  const more = details.safeParse(raw).data
  if (!offer || !more) return { item: null, unreadable }
  const pictureOf = new Map(
    readRows(skuPicture, more.productSkuInfos, 'skuId').good.map(({ value }) => [
      value.skuId,
      value.skuAttributes.map((one) => webAddress(one.skuImageUrl)).find(Boolean) ?? null,
    ]),
  )
  const tiers = (more.productSaleInfo?.priceRangeList ?? [])
    .map(({ startQuantity, price }): PriceTier => ({ minQuantity: Math.max(1, startQuantity), price }))
    .toSorted((a, b) => a.minQuantity - b.minQuantity)
  const kilos = more.productShippingInfo?.officialWeight ?? more.productShippingInfo?.weight ?? null
  const item: Item = {
    ...offer,
    skus: offer.skus.map((sku) => ({
      ...sku,
      imageUrl: pictureOf.get(sku.externalSkuId) ?? null,
      quantityKnown: true,
    })),
    description: plainText(more.description),
    titles: more.subjectTrans ? [{ locale: language, text: more.subjectTrans }] : [],
    images: pictures(more.productImage?.images ?? []),
    seller: more.companyName ?? null,
    domesticFreight: null,
    minOrderQuantity: Math.max(1, more.minOrderQuantity ?? tiers[0]?.minQuantity ?? 1),
    lotSize: more.batchNumber && more.batchNumber > 1 ? more.batchNumber : null,
    priceTiers: tiers.length > 1 ? tiers : [],
    weightGrams: kilos ? Math.round(kilos * 1_000) : null,
  }
  return { item, unreadable }
}
