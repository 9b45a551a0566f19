import { z } from 'zod'
import { webAddress } from '../../domain/web-address.ts'
import { accountItems } from '../account-items.ts'
import type { ShopCredentials } from '../credentials.ts'
import type { Item, ItemSource } from '../item-source.ts'
import { pictures, plainText } from '../item-text.ts'
import { bareList, fen, id, int, none, readRows, text } from '../wire.ts'
import { iopClient, type TaobaoGlobalOptions } from './client.ts'
import { readDetail } from './offer-map.ts'

const METHOD = '/product/get'
/** Languages of `multi_language_info` (purchasing.md 1.4). */
const LANGUAGES = new Set(['en', 'vi', 'ru', 'ko', 'ja'])
/** Default language: it comes with the Chinese texts at no cost. */
const LANGUAGE = 'en'

const answer = z.object({ data: z.unknown().optional() })
const skuPicture = z.object({ sku_id: id, pic_url: none(z.string()).optional().catch(null) })
const details = z.object({
  pic_urls: bareList.pipe(z.array(z.string())).catch([]),
  shop_name: none(text).optional().catch(null),
  user_nick: none(text).optional().catch(null),
  description: none(z.string()).optional().catch(null),
  postFee: none(fen).optional().catch(null),
  begin_amount: none(int).optional().catch(null),
  status: none(int).optional().catch(null),
  multi_language_info: none(z.object({ language: text, title: z.string() }))
    .optional()
    .catch(null),
  sku_list: bareList,
})

/** Any item of Taobao and Tmall, read with a buying account of ours. */
export function taobaoGlobalItems(
  options: TaobaoGlobalOptions,
  account: () => Promise<ShopCredentials | null>,
): ItemSource {
  const client = iopClient(options)
  return accountItems({
    name: 'taobao-global',
    platform: 'TAOBAO',
    account,
    noAccount: 'no buying account is linked',
    async read(shop, externalId, { locale, signal }) {
      const asked = locale?.split('-')[0]?.toLowerCase() ?? LANGUAGE
      const params = { item_id: externalId, ...(LANGUAGES.has(asked) && { language: asked }) }
      const { data } = await client.call({ shop, method: METHOD, params, answer, signal })
      if (data === undefined || data === null) return null
      const { item, unreadable } = readItem(data)
      for (const one of unreadable)
        client.upstream.unreadable({ api: 'taobao-global', method: METHOD, ...one })
      return item
    },
  })
}

function readItem(raw: unknown) {
  const { offer, unreadable } = readDetail(raw)
  const more = details.safeParse(raw).data
  if (!offer || !more) return { item: null, unreadable }
  const rows = readRows(skuPicture, more.sku_list, 'sku_id').good
  const pictureOf = new Map(rows.map(({ value }) => [value.sku_id, webAddress(value.pic_url)]))
  const { language, title } = more.multi_language_info ?? {}
  const item: Item = {
    ...offer,
    skus: offer.skus.map((sku) => ({
      ...sku,
      imageUrl: pictureOf.get(sku.externalSkuId) ?? null,
      quantityKnown: true,
    })),
    description: plainText(more.description),
    titles: language && title ? [{ locale: language, text: title }] : [],
    images: pictures(more.pic_urls),
    seller: more.shop_name ?? more.user_nick ?? null,
    domesticFreight: more.postFee ?? null,
    minOrderQuantity: Math.max(1, more.begin_amount ?? 1),
    lotSize: null,
    priceTiers: [],
    weightGrams: null,
    onSale: more.status === null || more.status === undefined || more.status === 1,
  }
  return { item, unreadable }
}
