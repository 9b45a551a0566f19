import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import type { SecretBox } from './secret-box.ts'

/** Credentials of a call for a shop; the token is decrypted, so it must not be kept or logged. */
export interface StoredCredentials {
  readonly platform: Platform
  readonly shopId: string
  readonly externalShopId: string
  readonly accessToken: string | null
}

/** Credentials of linked shops, by the platform and, where given, the id. One statement. */
export async function linkedShops(
  prisma: PrismaClient,
  box: SecretBox,
  where: { platforms: readonly Platform[] },
): Promise<StoredCredentials[]> {
  const shops = await prisma.shop.findMany({
    where: { platform: { in: [...where.platforms] }, status: 'LINKED' },
    orderBy: { id: 'asc' },
  })
  return shops.map(({ id, platform, externalShopId, accessToken }) => ({
    platform,
    shopId: id,
    externalShopId,
    accessToken: accessToken && box.open(accessToken),
  }))
}

/** Data for a run of one shop; null when the shop is not linked. */
export async function linkedShop(
  prisma: PrismaClient,
  box: SecretBox,
  shopId: string,
): Promise<(StoredCredentials & { readonly name: string }) | null> {
  const shop = await prisma.shop.findUnique({ where: { id: shopId, status: 'LINKED' } })
  if (!shop) return null
  const { platform, externalShopId, accessToken, name } = shop
  return { platform, shopId, externalShopId, name, accessToken: accessToken && box.open(accessToken) }
}

/**
 * The linked shop of this account. Messages that name no account are for the only shop of their platform; with
 * several, it is unknown.
 */
export async function findLinkedShop(
  prisma: PrismaClient,
  box: SecretBox,
  platform: Platform,
  externalShopId: string | null,
): Promise<(StoredCredentials & { readonly name: string }) | null> {
  const shops = await prisma.shop.findMany({
    where: { platform, status: 'LINKED', ...(externalShopId !== null && { externalShopId }) },
    select: { id: true },
    take: 2,
  })
  const [shop] = shops
  return shop && shops.length === 1 ? linkedShop(prisma, box, shop.id) : null
}
