import { z } from 'zod'
import { webAddress } from '../../domain/web-address.ts'
import type { Offer, OfferAttribute } from '../marketplace.ts'
import { id, int, link, none, readRows, text, timeGmt8, wrapped, yuan } from '../wire.ts'

/** Asked for in list calls, which carry no SKUs. */
export const HEAD_FIELDS =
  'num_iid,title,nick,num,price,outer_id,approve_status,modified,list_time,pic_url,detail_url'
/** Asked for in detail calls; the SKUs' field name is `sku` there, not `skus` (protocols.md 1.7). */
export const DETAIL_FIELDS = `${HEAD_FIELDS},sku`

const sku = z.object({
  sku_id: id,
  price: yuan,
  quantity: int,
  outer_id: none(text).optional(),
  properties_name: none(z.string()).optional(),
  status: none(z.string()).optional(),
})

const item = z.object({
  num_iid: id,
  title: z.string(),
  price: yuan,
  num: int.catch(0),
  approve_status: none(z.string()).optional(),
  modified: none(timeGmt8).optional(),
  pic_url: link,
  detail_url: link,
  skus: wrapped('sku').pipe(z.array(sku)),
})

/** "20509:28314:尺码:M;1627207:28320:颜色:红" as name and value pairs. A value may hold a colon. */
function attributesOf(propertiesName: string): OfferAttribute[] {
  return propertiesName.split(';').flatMap((part) => {
    const [, , name, ...value] = part.split(':')
    return name && value.length > 0 ? [{ name, value: value.join(':') }] : []
  })
}

function toOffer(row: z.output<typeof item>, raw: unknown): Offer {
  return {
    externalId: row.num_iid,
    title: row.title,
    price: row.price,
    quantity: row.num,
    onSale: row.approve_status !== 'instock',
    imageUrl: row.pic_url,
    url: row.detail_url ?? webAddress(`https://item.taobao.com/item.htm?id=${row.num_iid}`),
    skus: row.skus
      .filter((one) => one.status !== 'delete')
      .map((one) => ({
        externalSkuId: one.sku_id,
        outerId: one.outer_id ?? null,
        price: one.price,
        quantity: one.quantity,
        attributes: attributesOf(one.properties_name ?? ''),
      })),
    modifiedAt: row.modified ?? null,
    raw,
  }
}

/** Rows of `items.item[]`; unreadable ones are returned separately. */
export function readItems(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(item, rows, 'num_iid')
  return { offers: good.map(({ value, raw }) => toOffer(value, raw)), unreadable }
}
