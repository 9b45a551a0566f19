import { stableNumber } from '../state/ids.ts'
import type { ShelfItem, ShelfSku } from '../state/shelf.ts'
import { yuan } from '../wire/china-time.ts'
import type { JsonObject } from '../wire/json-object.ts'
import { pageOf } from './share.ts'

/** Ids of an option's name and value, as `properties` joins them. */
const optionId = (name: string, value: string) =>
  `${stableNumber(name) % 100_000}:${stableNumber(value) % 10_000_000}`
const properties = (sku: ShelfSku) => sku.attributes.map((one) => optionId(one.nameZh, one.valueZh)).join(';')

/**
 * `item` of item_get. It varies between items as at real providers: numbers as numbers or texts,
 * a price as a span, one SKU without its list, no SKUs as an empty list.
 */
export function itemShape(item: ShelfItem, origin: string, english: boolean): JsonObject {
  // Real ones come without `https:`; the sandbox itself has no https to be shown by.
  const picture = `${origin}/images/${item.key}.png`
  const prices = item.skus.map((sku) => sku.priceFen)
  const low = Math.min(...prices)
  const high = Math.max(...prices)
  const hasOptions = item.skus.some((sku) => sku.attributes.length > 0)
  const rows = item.skus.map((sku) => ({
    sku_id: sku.externalSkuId,
    price: yuan(sku.priceFen),
    orginal_price: yuan(sku.priceFen + 1_000),
    quantity: stableNumber(sku.externalSkuId) % 2 ? sku.quantity : String(sku.quantity),
    properties: properties(sku),
    properties_name: sku.attributes
      .map(
        (one) =>
          `${optionId(one.nameZh, one.valueZh)}:${english ? one.name : one.nameZh}:${english ? one.value : one.valueZh}`,
      )
      .join(';'),
  }))
  const wholesale = item.platform === 'ALIBABA_1688'
  return {
    num_iid: item.externalId,
    title: english ? item.titleEn : item.titleZh,
    price: low === high ? yuan(low) : `${yuan(low)}-${yuan(high)}`,
    orginal_price: yuan(high + 1_000),
    nick: item.supplier,
    num: String(item.skus.reduce((sum, sku) => sum + sku.quantity, 0)),
    min_num: wholesale ? '2' : 0,
    detail_url: pageOf(item),
    pic_url: picture,
    brand: '',
    cid: stableNumber(item.category) % 100_000_000,
    desc: `<div><script>alert(1)</script><p>${item.descriptionZh}</p><img src="${picture}"></div>`,
    item_imgs: [{ url: picture }],
    item_weight: '',
    express_fee: wholesale ? '8.00' : '',
    post_fee: '',
    props: [],
    props_list: hasOptions
      ? Object.fromEntries(
          item.skus.flatMap((sku) =>
            sku.attributes.map((one) => [optionId(one.nameZh, one.valueZh), `${one.nameZh}:${one.valueZh}`]),
          ),
        )
      : [],
    prop_imgs: hasOptions
      ? {
          prop_img: item.skus.flatMap((sku) =>
            sku.attributes
              .slice(0, 1)
              .map((one) => ({ properties: optionId(one.nameZh, one.valueZh), url: picture })),
          ),
        }
      : [],
    skus: !hasOptions ? [] : rows.length === 1 ? { sku: rows[0] ?? {} } : { sku: rows },
    ...(wholesale
      ? {
          priceRange: [
            ['2', yuan(low)],
            [100, Math.round(low * 0.9) / 100],
          ],
        }
      : {}),
  }
}
