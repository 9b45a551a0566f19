import { z } from 'zod'
import { money } from '../../domain/money.ts'
import { webAddress } from '../../domain/web-address.ts'
import type { Offer, OfferSku } from '../marketplace.ts'
import { anyTimeGmt8, bareList, id, int, none, readRows, text, yuan } from '../wire.ts'

export const WARE_FIELDS = [
  'wareId',
  'title',
  'wareStatus',
  'jdPrice',
  'stockNum',
  'logo',
  'outerId',
  'modified',
]
export const SKU_FIELDS = [
  'skuId',
  'wareId',
  'status',
  'jdPrice',
  'stockNum',
  'outerId',
  'skuName',
  'saleAttrs',
  'modified',
]

/** Ware status "on sale"; 2 was taken off by the seller, 4 by the system (protocols.md 2.5). */
export const ON_SALE = 8
const IMAGES = 'https://img13.360buyimg.com/n1/'

const ware = z.object({
  wareId: id,
  title: z.string(),
  wareStatus: none(int).optional(),
  jdPrice: none(yuan).optional(),
  stockNum: none(int).optional(),
  logo: none(z.string()).optional(),
  modified: none(anyTimeGmt8).optional().catch(null),
})

const attribute = z.object({
  attrName: none(text).optional(),
  attrId: none(text).optional(),
  attrValues: bareList.pipe(z.array(text)).catch([]),
  attrValueAlias: bareList.pipe(z.array(text)).catch([]),
})

const sku = z.object({
  skuId: id,
  wareId: id,
  jdPrice: yuan,
  stockNum: int,
  outerId: none(text).optional(),
  saleAttrs: bareList.pipe(z.array(attribute)).catch([]),
})
export type JdSku = z.output<typeof sku>

export const readWares = (rows: readonly unknown[]) => readRows(ware, rows, 'wareId')
export const readSkus = (rows: readonly unknown[]) => readRows(sku, rows, 'skuId')

function toSku(row: JdSku): OfferSku {
  return {
    externalSkuId: row.skuId,
    outerId: row.outerId ?? null,
    price: row.jdPrice,
    quantity: row.stockNum,
    attributes: row.saleAttrs.flatMap(({ attrName, attrId, attrValues, attrValueAlias }) => {
      const value = (attrValueAlias.length > 0 ? attrValueAlias : attrValues).join(' ')
      return value === '' ? [] : [{ name: attrName ?? attrId ?? '', value }]
    }),
  }
}

/** A ware with its SKUs; without them (in searches) price and stock come from the ware itself. */
export function toOffer(row: z.output<typeof ware>, skus: readonly JdSku[], raw: unknown): Offer {
  const [cheapest] = skus.map((one) => one.jdPrice).toSorted((a, b) => (a.minor < b.minor ? -1 : 1))
  return {
    externalId: row.wareId,
    title: row.title,
    price: row.jdPrice ?? cheapest ?? money(0),
    quantity: skus.length > 0 ? skus.reduce((sum, one) => sum + one.stockNum, 0) : (row.stockNum ?? 0),
    onSale: row.wareStatus === undefined || row.wareStatus === null || row.wareStatus === ON_SALE,
    imageUrl: row.logo ? webAddress(/^(https?:)?\/\//.test(row.logo) ? row.logo : IMAGES + row.logo) : null,
    url: skus[0] ? webAddress(`https://item.jd.com/${skus[0].skuId}.html`) : null,
    skus: skus.map(toSku),
    modifiedAt: row.modified ?? null,
    raw,
  }
}
