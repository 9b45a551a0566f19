import { z } from 'zod'
import type { Money } from '../../../domain/money.ts'
import { webAddress } from '../../../domain/web-address.ts'
import type { Item, ItemSku, PriceTier } from '../../item-source.ts'
import { pictures, plainText } from '../../item-text.ts'
import type { OfferAttribute, UnreadableRecord } from '../../marketplace.ts'
import { id, none, readRows, text, yuan } from '../../wire.ts'

/** Missing parts come as `""`, `null`, `[]`, `{}` or not at all. */
const isNothing = (value: unknown) =>
  value === undefined ||
  value === null ||
  value === '' ||
  (Array.isArray(value) && value.length === 0) ||
  (typeof value === 'object' && Object.keys(value).length === 0)

function maybe<S extends z.ZodType>(schema: S) {
  return z.preprocess((value) => (isNothing(value) ? null : value), schema.nullable()).catch(null)
}

/** A list under a name of its own (`{ sku: [...] }`), bare, with one element without its list, or nothing. */
function listOf(child: string) {
  return z.preprocess((value) => {
    const inner =
      typeof value === 'object' && value !== null && child in value ? Reflect.get(value, child) : value
    return isNothing(inner) ? [] : Array.isArray(inner) ? inner : [inner]
  }, z.array(z.unknown()))
}

/** `"4.00-18.00"`, `25.8`, `"48.00"`: the lowest and the highest. */
const priceSpan = text.transform((value, context): { min: Money; max: Money } => {
  const [low, high = low] = value.split('-').map((part) => yuan.safeParse(part.trim()))
  if (low?.success && high?.success) return { min: low.data, max: high.data }
  context.addIssue({ code: 'custom', message: 'not a price, nor a span of prices' })
  return z.NEVER
})
/** Whole numbers as numbers, texts and `"12.0"`. */
const count = text.pipe(z.string().regex(/^\d{1,15}(\.0+)?$/)).transform((value) => Math.trunc(Number(value)))

const sku = z.object({
  sku_id: id,
  price: maybe(priceSpan),
  quantity: maybe(count),
  properties: maybe(text),
  properties_name: maybe(text),
})
const picture = z.object({ url: z.string() })
const propPicture = z.object({ properties: z.string(), url: z.string() })

const item = z.object({
  num_iid: id,
  title: z.string(),
  price: maybe(priceSpan),
  num: maybe(count),
  min_num: maybe(count),
  nick: maybe(text),
  pic_url: maybe(z.string()),
  desc: maybe(z.string()),
  express_fee: maybe(yuan),
  post_fee: maybe(yuan),
  item_imgs: listOf('item_img'),
  props_list: maybe(z.record(z.string(), text)),
  prop_imgs: listOf('prop_img'),
  skus: listOf('sku'),
  priceRange: maybe(z.array(z.tuple([count, yuan]))),
})

/** `item` of item_get; null when it can't be understood. `translated`: the language that was asked for. */
export function readProviderItem(
  raw: unknown,
  page: (externalId: string) => string,
  translated: string | null,
): { item: Item | null; unreadable: readonly UnreadableRecord[] } {
  const { good, unreadable } = readRows(item, [raw], 'num_iid')
  const row = good[0]?.value
  if (!row) return { item: null, unreadable }
  const others = readRows(picture, row.item_imgs, 'url').good.map(({ value }) => value.url)
  const images = pictures([row.pic_url, ...others])
  const byOption = new Map(
    readRows(propPicture, row.prop_imgs, 'properties').good.map(({ value }) => [
      value.properties,
      webAddress(value.url),
    ]),
  )
  const tiers = (row.priceRange ?? [])
    .map(([minQuantity, price]): PriceTier => ({ minQuantity: Math.max(1, minQuantity), price }))
    .toSorted((a, b) => a.minQuantity - b.minQuantity)
  const read = readRows(sku, row.skus, 'sku_id')
  const skus = read.good.flatMap(({ value }): ItemSku[] => {
    const price = value.price?.min ?? tiers[0]?.price ?? row.price?.min
    if (!price) return []
    const options = (value.properties ?? '').split(';').filter(Boolean)
    return [
      {
        externalSkuId: value.sku_id,
        outerId: null,
        price,
        quantity: value.quantity ?? 0,
        quantityKnown: value.quantity !== null,
        attributes: attributesOf(value.properties_name, options, row.props_list),
        imageUrl: options.map((option) => byOption.get(option)).find(Boolean) ?? null,
      },
    ]
  })
  const price = row.price?.min ?? least(skus.map((one) => one.price)) ?? tiers[0]?.price
  if (!price) {
    const problem = { externalId: row.num_iid, message: 'no price', payload: raw }
    return { item: null, unreadable: [...read.unreadable, problem] }
  }
  return {
    item: {
      externalId: row.num_iid,
      title: row.title,
      titles: translated ? [{ locale: translated, text: row.title }] : [],
      price,
      quantity: row.num ?? skus.reduce((sum, one) => sum + one.quantity, 0),
      quantityKnown: row.num !== null || skus.some((one) => one.quantityKnown),
      onSale: true,
      imageUrl: images[0] ?? null,
      images,
      url: webAddress(page(row.num_iid)),
      skus,
      description: plainText(row.desc),
      seller: row.nick,
      domesticFreight: row.express_fee ?? row.post_fee,
      minOrderQuantity: Math.max(1, row.min_num ?? tiers[0]?.minQuantity ?? 1),
      lotSize: null,
      priceTiers: tiers.length > 1 ? tiers : [],
      // The unit of `item_weight` is documented nowhere.
      weightGrams: null,
      modifiedAt: null,
      raw,
    },
    unreadable: read.unreadable,
  }
}

/** `20509:28314:尺码:S;1627207:3714507:颜色:白`, else the options' names from the item's list: `尺码:S`. */
function attributesOf(
  names: string | null,
  options: readonly string[],
  list: Readonly<Record<string, string>> | null,
): OfferAttribute[] {
  const parts = names
    ? names.split(';').map((part) => part.split(':').slice(2))
    : options.map((option) => (list?.[option] ?? '').split(':'))
  return parts.flatMap(([name = '', ...value]) =>
    value.length > 0 ? [{ name, value: value.join(':') }] : [],
  )
}

const least = (prices: readonly Money[]) => prices.toSorted((a, b) => (a.minor < b.minor ? -1 : 1))[0]

export const passwordAnswer = z.object({
  item: maybe(
    z.object({ num_iid: none(id).optional().catch(null), url: none(z.string()).optional().catch(null) }),
  ),
})
