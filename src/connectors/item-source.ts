import type { Money } from '../domain/money.ts'
import type { Platform } from '../domain/platform.ts'
import type { WebAddress } from '../domain/web-address.ts'
import type { Offer, OfferSku, Translation } from './marketplace.ts'

/** A price that holds from a quantity on. */
export interface PriceTier {
  readonly minQuantity: number
  readonly price: Money
}

export interface ItemSku extends OfferSku {
  readonly imageUrl: WebAddress | null
  /** Null where the source does not tell; `quantity` is 0 then and means nothing. */
  readonly quantityKnown: boolean
}

/** Any item of a marketplace, as a source shows it to buyers. All texts are untrusted. */
export interface Item extends Offer {
  readonly skus: readonly ItemSku[]
  /** Plain text. */
  readonly description: string | null
  readonly titles: readonly Translation[]
  /** http(s) addresses, the main picture first. */
  readonly images: readonly WebAddress[]
  readonly seller: string | null
  /** From the seller to an address in China. */
  readonly domesticFreight: Money | null
  /** Smallest quantity of one order, 1 or more. */
  readonly minOrderQuantity: number
  /** Orders are multiples of it; null: any number. */
  readonly lotSize: number | null
  /** By rising quantity; empty when one price holds for all. */
  readonly priceTiers: readonly PriceTier[]
  readonly weightGrams: number | null
}

/** Who reads: an account of ours that buys there, a data provider that is paid a call, a linked shop for its own goods. */
export type ItemSourceRole = 'ACCOUNT' | 'PROVIDER' | 'SHOP'

export interface ReadOptions {
  /** BCP 47 language in which a title is wanted too, where the source translates. */
  readonly locale?: string | undefined
  readonly signal?: AbortSignal | undefined
}

/** Reads items of marketplaces. Throws only the classes of domain/upstream-error.ts, or the signal's reason. */
export interface ItemSource {
  /** For operators, metrics and the cache: `taobao-global`, `item-data`. */
  readonly name: string
  readonly role: ItemSourceRole
  readonly platforms: readonly Platform[]
  /** Null: this source knows no such item (any more). */
  readItem(platform: Platform, externalId: string, options?: ReadOptions): Promise<Item | null>
  /** Target of a share text or code: a link or an item's id; null when it has none. Absent: not supported. */
  decodeShareText?(platform: Platform, text: string, signal?: AbortSignal): Promise<string | null>
}
