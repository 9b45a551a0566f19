import { z } from 'zod'
import type { ShopCredentials } from '../../connectors/credentials.ts'
import type { MarketplaceConnector, Offer } from '../../connectors/marketplace.ts'
import { itemOfOffer } from '../../connectors/shop-item.ts'
import type { Platform } from '../../domain/platform.ts'
import { itemOfJson, jsonOfItem } from '../item-json.ts'
import { type ImportKindWork, ImportRefused } from './kind.ts'
import { NewListings, result, type TakeOverOffersDeps, takeOverOffer } from './take-over-offer.ts'

export interface ImportListingsWork extends TakeOverOffersDeps {
  /** Null when it is not linked. */
  readonly shopOf: (shopId: string) => Promise<(ShopCredentials & { readonly platform: Platform }) | null>
  readonly connectors: ReadonlyMap<Platform, Pick<MarketplaceConnector, 'offers'>>
}

export const ListingsOptions = NewListings.extend({ shopId: z.string() })

/** Rows are the offers of a linked shop, listed page by page in the platform's order. */
export function importListingsWork(deps: ImportListingsWork): ImportKindWork {
  return {
    async listRows(job, add, signal) {
      const { shopId } = ListingsOptions.parse(job.options)
      const shop = await deps.shopOf(shopId)
      const connector = shop && deps.connectors.get(shop.platform)
      if (!connector) throw new ImportRefused('The shop is not linked any more.')
      let position = 0
      for await (const { offers, unreadable } of connector.offers(shop, undefined, signal)) {
        await add([
          ...offers.map((offer) => ({
            position: position++,
            reference: offer.externalId,
            payload: { platform: shop.platform, readAt: new Date().toISOString(), offer: stored(offer) },
          })),
          ...unreadable.map(({ externalId, message }) => ({
            position: position++,
            reference: externalId ?? 'unknown',
            payload: { unreadable: message },
          })),
        ])
      }
    },

    work: {
      async prepareRow(job, row) {
        const options = ListingsOptions.parse(job.options)
        const payload = Payload.parse(row.payload)
        if ('unreadable' in payload)
          return async () => result({ outcome: 'FAILED', code: 'UNREADABLE', message: payload.unreadable })
        return (tx) =>
          takeOverOffer(tx, deps, {
            ...options,
            platform: payload.platform as Platform,
            offer: itemOfJson(payload.offer),
            at: new Date(payload.readAt),
            actor: job.actor,
            reference: `import:${job.id}`,
          })
      },
    },
  }
}

const Payload = z.union([
  z.object({ unreadable: z.string() }),
  z.object({ platform: z.string(), readAt: z.string(), offer: z.unknown() }),
])

const stored = (offer: Offer) => jsonOfItem(itemOfOffer(offer)) as { [key: string]: string }
