import { stableNumber } from '../state/ids.ts'
import type { ShelfItem, ShelfSku } from '../state/shelf.ts'
import { aopTime, yuan } from '../wire/china-time.ts'
import type { JsonObject } from '../wire/json-object.ts'

const attributeId = (text: string) => stableNumber(text) % 100_000_000
const amount = (item: ShelfItem) => item.skus.reduce((sum, sku) => sum + sku.quantity, 0)
const lowest = (item: ShelfItem) => Math.min(...item.skus.map((sku) => sku.priceFen))

/** Member id of a supplier: the seller side of an order. */
export const sellerOf = (item: ShelfItem): string => `b2b-${stableNumber(item.supplier)}`

function attributes(sku: ShelfSku): JsonObject[] {
  return sku.attributes.map((each) => ({
    attributeId: attributeId(each.nameZh),
    attributeName: each.nameZh,
    attributeNameTrans: each.name,
    value: each.valueZh,
    valueTrans: each.value,
  }))
}

/** `productInfo` of alibaba.product.get, as the owner of the offer sees it. Prices are yuan as numbers here. */
export function productInfo(item: ShelfItem, origin: string): JsonObject {
  return {
    productID: BigInt(item.externalId),
    subject: item.titleZh,
    description: item.descriptionZh,
    categoryID: attributeId(item.category),
    categoryName: item.category,
    status: item.onSale ? 'published' : 'member expired',
    image: { images: [`${origin}/images/${item.key}.png`] },
    supplierLoginId: item.supplier,
    skuInfos: item.skus.map((sku) => ({
      skuId: BigInt(sku.externalSkuId),
      specId: sku.specId,
      cargoNumber: sku.code,
      amountOnSale: sku.quantity,
      price: sku.priceFen / 100,
      attributes: attributes(sku),
    })),
    saleInfo: {
      amountOnSale: amount(item),
      quoteType: 1,
      unit: '件',
      minOrderQuantity: 1,
      priceRanges: [{ startQuantity: 1, price: lowest(item) / 100 }],
    },
    createTime: aopTime(item.created),
    lastUpdateTime: aopTime(item.modified),
  }
}

/** One row of a keyword search. */
export function searchRow(item: ShelfItem, origin: string): JsonObject {
  return {
    offerId: BigInt(item.externalId),
    subject: item.titleZh,
    subjectTrans: item.titleEn,
    imageUrl: `${origin}/images/${item.key}.png`,
    priceInfo: { price: yuan(lowest(item)) },
    monthSold: stableNumber(item.externalId) % 5_000,
    isOnePsale: true,
  }
}

/** The offer as a buyer sees it (protocols.md 3.4). Prices are yuan as text here. */
export function offerDetail(item: ShelfItem, origin: string): JsonObject {
  return {
    offerId: BigInt(item.externalId),
    categoryId: attributeId(item.category),
    subject: item.titleZh,
    subjectTrans: item.titleEn,
    description: item.descriptionZh,
    mainVideo: '',
    productImage: { images: [`${origin}/images/${item.key}.png`], whiteImage: '' },
    productAttribute: [],
    productSkuInfos: item.skus.map((sku) => ({
      skuId: BigInt(sku.externalSkuId),
      specId: sku.specId,
      amountOnSale: sku.quantity,
      price: yuan(sku.priceFen),
      cargoNumber: sku.code,
      skuAttributes: attributes(sku),
      fenxiaoPriceInfo: { onePiecePrice: yuan(sku.priceFen), offerPrice: yuan(sku.priceFen) },
    })),
    productSaleInfo: {
      amountOnSale: amount(item),
      priceRangeList: [{ startQuantity: 1, price: yuan(lowest(item)) }],
      quoteType: 1,
      unitInfo: { unit: '件', transUnit: 'piece' },
    },
    productShippingInfo: { sendGoodsAddressText: '浙江省 义乌市' },
    minOrderQuantity: 1,
    batchNumber: 1,
    status: item.onSale ? 'published' : 'member expired',
    sellerOpenId: sellerOf(item),
    companyName: item.supplier,
    soldOut: String(stableNumber(item.key) % 10_000),
  }
}
