import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import type { ShopTokens } from './shop-tokens.ts'

/** Lease of one process for a refresh, in seconds; when it dies, others continue after it. */
export const LEASE_SECONDS = 90

type Version = Pick<ShopTokens, 'shopId' | 'tokenVersion'>

/**
 * The right to spend the refresh token of this version, for one process at a time. False when another one has it,
 * or when there are other tokens by now. By the database's clock, so that the clocks of machines may differ.
 */
export async function takeRefreshLease(prisma: PrismaClient, of: Version): Promise<boolean> {
  const taken = await prisma.$executeRaw`
    UPDATE shop SET refresh_lease_ends = clock_timestamp() + ${LEASE_SECONDS} * interval '1 second'
    WHERE id = ${of.shopId} AND token_version = ${of.tokenVersion} AND status = 'LINKED'
      AND (refresh_lease_ends IS NULL OR refresh_lease_ends <= clock_timestamp())`
  return taken === 1
}

/** Gives the right back after a refresh that failed; `retryAt` puts off the next one that is made ahead of time. */
export async function endRefreshLease(prisma: PrismaClient, of: Version, retryAt: Date): Promise<void> {
  await prisma.shop.updateMany({
    where: { id: of.shopId, tokenVersion: of.tokenVersion },
    data: { refreshLeaseEnds: null, refreshDueAt: retryAt },
  })
}

/** Linked shops whose token is due for a refresh that no process has begun; the most urgent first. */
export async function shopsToRefresh(
  prisma: PrismaClient,
  platforms: readonly Platform[],
  now: Date,
  limit: number,
): Promise<string[]> {
  const shops = await prisma.shop.findMany({
    where: {
      status: 'LINKED',
      platform: { in: [...platforms] },
      refreshToken: { not: null },
      refreshDueAt: { lte: now },
      OR: [{ refreshLeaseEnds: null }, { refreshLeaseEnds: { lte: now } }],
    },
    orderBy: [{ refreshDueAt: 'asc' }, { id: 'asc' }],
    take: limit,
    select: { id: true },
  })
  return shops.map(({ id }) => id)
}
