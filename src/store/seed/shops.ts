import { catalogue, SHOPS } from '../../../seed/catalogue.ts'
import { refreshDueAt } from '../../domain/token-life.ts'
import type { Prisma } from '../generated/client.ts'
import { listingId, shopId, skuId } from './ids.ts'
import type { SeedOptions } from './options.ts'
import { type TableRows, tableRows } from './table-rows.ts'

const DAY_MS = 24 * 3600_000
const TOKEN_DAYS = 30
const LINKED_DAYS_AGO = 80

/** Kinds that are read have a cursor; pushed ones have none. */
const KINDS = [
  { kind: 'PRODUCTS', isRead: true },
  { kind: 'STOCK', isRead: true },
  { kind: 'ORDERS', isRead: true },
  { kind: 'LOGISTICS', isRead: true },
  { kind: 'STOCK_PUSH', isRead: false },
  { kind: 'SHIPMENT_PUSH', isRead: false },
] as const

/** Shops, what they list, and how far they are synced: up to `now`. */
export function shopTables(options: SeedOptions): TableRows[] {
  const { now } = options
  const syncStates: Prisma.SyncStateCreateManyInput[] = SHOPS.flatMap(({ key }) =>
    KINDS.map(({ kind, isRead }) => ({
      shopId: shopId(key),
      kind,
      cursor: isRead ? now : null,
      lastSuccessAt: now,
    })),
  )
  return [
    tableRows('shop', shops(options)),
    tableRows('sync_state', syncStates),
    tableRows('listing', listings(now)),
  ]
}

function shops({ now, secretBox, shopAccounts }: SeedOptions): Prisma.ShopCreateManyInput[] {
  const expiresAt = new Date(now.getTime() + TOKEN_DAYS * DAY_MS)
  return SHOPS.map(({ key, platform, name }) => {
    const account = shopAccounts[key]
    return {
      id: shopId(key),
      platform,
      externalShopId: account?.externalShopId ?? key,
      name,
      status: account ? 'LINKED' : 'NEEDS_AUTHORIZATION',
      accessToken: account ? secretBox.seal(account.accessToken) : null,
      refreshToken: account ? secretBox.seal(account.refreshToken) : null,
      tokenExpiresAt: account ? expiresAt : null,
      refreshDueAt: account ? refreshDueAt(now, expiresAt) : null,
      createdAt: new Date(now.getTime() - LINKED_DAYS_AGO * DAY_MS),
      updatedAt: now,
    }
  })
}

/** One row for each SKU and platform. */
function listings(now: Date): Prisma.ListingCreateManyInput[] {
  return catalogue().flatMap((product) =>
    product.listings.flatMap(({ platform, shop, externalId, url, skus }) =>
      skus.map(({ code, externalSkuId, specId, priceFen, quantity }) => ({
        id: listingId(platform, code),
        platform,
        shopId: shopId(shop),
        skuId: skuId(code),
        externalId,
        externalSkuId,
        specId: specId ?? null,
        url,
        priceMinor: BigInt(priceFen),
        quantity,
        syncedAt: now,
      })),
    ),
  )
}
