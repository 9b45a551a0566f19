import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import type { Prisma } from './generated/client.ts'

export interface EndingPermission {
  readonly shopId: string
  readonly platform: Platform
  readonly name: string
  readonly tokenVersion: number
  readonly endsAt: Date
}

/** Permissions that expire by then and can't be refreshed: tokens without a refresh, and refresh tokens themselves. */
const endsBy = (by: Date): Prisma.ShopWhereInput => ({
  status: 'LINKED',
  OR: [
    { refreshToken: null, tokenExpiresAt: { lte: by } },
    { refreshToken: { not: null }, refreshExpiresAt: { lte: by } },
  ],
})

/** Shops whose permission ends by then and of which no open alert of this kind tells. */
export async function permissionsEnding(
  prisma: PrismaClient,
  by: Date,
  kind: string,
): Promise<EndingPermission[]> {
  const shops = await prisma.shop.findMany({
    where: { ...endsBy(by), syncAlerts: { none: { kind, resolvedAt: null } } },
    orderBy: { id: 'asc' },
  })
  return shops.flatMap(
    ({ id, platform, name, tokenVersion, refreshToken, tokenExpiresAt, refreshExpiresAt }) => {
      const endsAt = refreshToken ? refreshExpiresAt : tokenExpiresAt
      return endsAt ? [{ shopId: id, platform, name, tokenVersion, endsAt }] : []
    },
  )
}

/** Keys of open alerts of this kind about shops whose permission does not end by then any more. */
export async function alertsOutlived(prisma: PrismaClient, by: Date, kind: string): Promise<string[]> {
  const alerts = await prisma.syncAlertRow.findMany({
    where: { kind, resolvedAt: null, shop: { isNot: endsBy(by) } },
    select: { dedupeKey: true },
  })
  return alerts.map(({ dedupeKey }) => dedupeKey)
}

/** Linked shops whose token is over and can't be refreshed. */
export async function permissionsEnded(prisma: PrismaClient, now: Date): Promise<EndingPermission[]> {
  const shops = await prisma.shop.findMany({
    where: { status: 'LINKED', refreshToken: null, tokenExpiresAt: { lte: now } },
    orderBy: { id: 'asc' },
  })
  return shops.map(({ id, platform, name, tokenVersion, tokenExpiresAt }) => ({
    shopId: id,
    platform,
    name,
    tokenVersion,
    endsAt: tokenExpiresAt ?? now,
  }))
}
