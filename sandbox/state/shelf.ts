import type { SeedPlatform, SeedProduct } from '../../seed/catalogue.ts'
import { stableNumber } from './ids.ts'

/** Where the sandbox has goods: the marketplaces of the seed's shops, and those whose items a data provider alone shows. */
export type MarketPlatform = SeedPlatform | 'WEIDIAN' | 'PINDUODUO'

/** A SKU as one shop offers it. `quantity` is what the marketplace believes it can sell. */
export interface ShelfSku {
  externalSkuId: string
  /** 1688 order lines need this and not the SKU id (protocols.md 3.4). */
  specId: string
  /** The merchant's own code: `outer_id` at Taobao, `outerId` at JD, `cargoNumber` at 1688. */
  code: string
  titleZh: string
  titleEn: string
  attributes: readonly { name: string; nameZh: string; value: string; valueZh: string }[]
  priceFen: number
  quantity: number
  barcode: string
  modified: Date
}

/** A listing: an item at Taobao, a ware at JD, an offer at 1688. */
export interface ShelfItem {
  platform: MarketPlatform
  shop: string
  externalId: string
  key: string
  titleZh: string
  titleEn: string
  descriptionZh: string
  category: string
  supplier: string
  onSale: boolean
  created: Date
  modified: Date
  skus: ShelfSku[]
}

export interface StockChange {
  item: ShelfItem
  sku: ShelfSku
  delta: number
  /** Who changed it: `api` by a connector's write, `control` by hand, `order` by a consumer's or buyer's order. */
  by: 'api' | 'control' | 'order'
}

/** Everything on sale, by platform and id. Changes of stock and price stamp `modified` and tell the listeners. */
export class Shelf {
  readonly #items = new Map<string, ShelfItem>()
  readonly #skus = new Map<string, { item: ShelfItem; sku: ShelfSku }>()
  readonly #listeners: ((change: StockChange) => void)[] = []

  readonly #others = new Set<ShelfItem>()

  /** `others` are of sellers who are no shops of the seed. */
  constructor(products: readonly SeedProduct[], since: Date, others: readonly ShelfItem[] = []) {
    for (const product of products) for (const item of itemsOf(product, since)) this.#put(item)
    for (const item of others) {
      this.#put(item)
      this.#others.add(item)
    }
  }

  /** Items of one shop in a stable order, or of all shops of the seed when none is named. */
  items(platform: MarketPlatform, shop?: string): ShelfItem[] {
    return this.market(platform).filter(
      (item) => !this.#others.has(item) && (shop === undefined || item.shop === shop),
    )
  }

  /** The items of all sellers, as buyers see them. */
  market(platform: MarketPlatform): ShelfItem[] {
    return [...this.#items.values()].filter((item) => item.platform === platform)
  }

  item(platform: MarketPlatform, externalId: string): ShelfItem | undefined {
    return this.#items.get(`${platform}/${externalId}`)
  }

  sku(platform: MarketPlatform, externalSkuId: string): { item: ShelfItem; sku: ShelfSku } | undefined {
    return this.#skus.get(`${platform}/${externalSkuId}`)
  }

  /** Every offer of one merchant code, on every platform. */
  byCode(code: string): { item: ShelfItem; sku: ShelfSku }[] {
    return [...this.#skus.values()].filter((entry) => entry.sku.code === code)
  }

  shops(platform: SeedPlatform): string[] {
    return [...new Set(this.items(platform).map((item) => item.shop))]
  }

  /** Sets an absolute quantity (never below zero) and returns the change in units. */
  setQuantity(item: ShelfItem, sku: ShelfSku, quantity: number, now: Date, by: StockChange['by']): number {
    const next = Math.max(0, quantity)
    const delta = next - sku.quantity
    sku.quantity = next
    sku.modified = now
    item.modified = now
    if (delta !== 0) for (const listen of this.#listeners) listen({ item, sku, delta, by })
    return delta
  }

  setPrice(item: ShelfItem, sku: ShelfSku, priceFen: number, now: Date): void {
    sku.priceFen = priceFen
    sku.modified = now
    item.modified = now
  }

  onChange(listener: (change: StockChange) => void): void {
    this.#listeners.push(listener)
  }

  #put(item: ShelfItem): void {
    this.#items.set(`${item.platform}/${item.externalId}`, item)
    for (const sku of item.skus) this.#skus.set(`${item.platform}/${sku.externalSkuId}`, { item, sku })
  }
}

const HOUR = 3_600_000

function itemsOf(product: SeedProduct, since: Date): ShelfItem[] {
  return product.listings.map((listing) => {
    // Spread over the ten days before the start, so that a window of modified time is a real selection.
    const modified = new Date(since.getTime() - (1 + (stableNumber(listing.externalId) % 240)) * HOUR)
    const skus = listing.skus.flatMap((offer): ShelfSku[] => {
      const sku = product.skus.find((candidate) => candidate.code === offer.code)
      if (!sku) return []
      return [
        {
          externalSkuId: offer.externalSkuId,
          specId: offer.specId ?? '',
          code: sku.code,
          titleZh: sku.titleZh,
          titleEn: sku.titleEn,
          attributes: sku.attributes,
          priceFen: offer.priceFen,
          quantity: offer.quantity,
          barcode: sku.barcode,
          modified,
        },
      ]
    })
    return {
      platform: listing.platform,
      shop: listing.shop,
      externalId: listing.externalId,
      key: product.key,
      titleZh: product.titleZh,
      titleEn: product.titleEn,
      descriptionZh: product.descriptionZh,
      category: product.category,
      supplier: product.supplier,
      onSale: true,
      created: new Date(modified.getTime() - 90 * 24 * HOUR),
      modified,
      skus,
    }
  })
}
