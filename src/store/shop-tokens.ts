import type { Platform } from '../domain/platform.ts'
import type { PrismaClient } from './database.ts'
import type { SecretBox } from './secret-box.ts'
import type { Tx } from './transaction.ts'

/** Tokens in the clear, for as long as a call takes. */
export interface Tokens {
  readonly accessToken: string
  /** Null: they cannot be refreshed. */
  readonly refreshToken: string | null
  readonly expiresAt: Date | null
  readonly refreshExpiresAt: Date | null
  /** When to refresh them ahead of their end. */
  readonly refreshDueAt: Date | null
}

/** Data of a shop for a refresh. */
export interface ShopTokens {
  readonly shopId: string
  readonly platform: Platform
  readonly name: string
  readonly accessToken: string
  readonly refreshToken: string | null
  /** When to refresh them ahead of their end; null: they need not be, or cannot. */
  readonly refreshDueAt: Date | null
  /** Every change of the tokens raises it; writes are conditional on it. */
  readonly tokenVersion: number
}

/** The tokens of a linked shop; null when it is not linked. */
export async function readTokens(
  prisma: PrismaClient,
  box: SecretBox,
  shopId: string,
): Promise<ShopTokens | null> {
  const shop = await prisma.shop.findUnique({ where: { id: shopId, status: 'LINKED' } })
  if (!shop?.accessToken) return null
  const { platform, name, tokenVersion, accessToken, refreshToken, refreshDueAt } = shop
  return {
    shopId,
    platform,
    name,
    tokenVersion,
    accessToken: box.open(accessToken),
    refreshToken: refreshToken && box.open(refreshToken),
    refreshDueAt,
  }
}

/** Makes the shop, or links the known one again, which keeps its name, its listings and its cursors. */
export async function linkShop(
  tx: Tx,
  box: SecretBox,
  shop: { readonly platform: Platform; readonly externalShopId: string; readonly name: string },
  tokens: Tokens,
): Promise<{ readonly id: string; readonly name: string }> {
  const { platform, externalShopId } = shop
  const columns = { ...columnsOf(box, tokens), status: 'LINKED', statusReason: null } as const
  return tx.shop.upsert({
    where: { platform_externalShopId: { platform, externalShopId } },
    create: { ...shop, ...columns, tokenVersion: 1 },
    update: { ...columns, tokenVersion: { increment: 1 } },
    select: { id: true, name: true },
  })
}

/** Puts refreshed tokens in the place of version `of`, and ends the lease. False when those were replaced or forgotten meanwhile. */
export async function replaceTokens(
  prisma: PrismaClient,
  box: SecretBox,
  of: Pick<ShopTokens, 'shopId' | 'tokenVersion'>,
  tokens: Tokens,
): Promise<boolean> {
  const { count } = await prisma.shop.updateMany({
    where: { id: of.shopId, status: 'LINKED', tokenVersion: of.tokenVersion },
    data: { ...columnsOf(box, tokens), tokenVersion: { increment: 1 } },
  })
  return count === 1
}

/**
 * The platform takes the tokens of this version no more: the shop's owner has to link it again. Its cursors stay.
 * False when the tokens were replaced or forgotten meanwhile.
 */
export async function withdrawTokens(
  tx: Tx,
  of: Pick<ShopTokens, 'shopId' | 'tokenVersion'>,
  reason: string,
): Promise<boolean> {
  const { count } = await tx.shop.updateMany({
    where: { id: of.shopId, status: 'LINKED', tokenVersion: of.tokenVersion },
    data: { ...NO_TOKENS, status: 'NEEDS_AUTHORIZATION', statusReason: reason },
  })
  return count === 1
}

/** On purpose. Its data, listings and cursors stay. False when there is no such shop. */
export async function forgetTokens(tx: Tx, shopId: string): Promise<boolean> {
  const { count } = await tx.shop.updateMany({
    where: { id: shopId },
    data: { ...NO_TOKENS, status: 'UNLINKED', statusReason: null },
  })
  return count === 1
}

const NO_TOKENS = {
  accessToken: null,
  refreshToken: null,
  tokenExpiresAt: null,
  refreshExpiresAt: null,
  refreshDueAt: null,
  refreshLeaseEnds: null,
  tokenVersion: { increment: 1 },
} as const

function columnsOf(box: SecretBox, tokens: Tokens) {
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt, refreshDueAt } = tokens
  return {
    accessToken: box.seal(accessToken),
    refreshToken: refreshToken === null ? null : box.seal(refreshToken),
    tokenExpiresAt: expiresAt,
    refreshExpiresAt,
    refreshDueAt: refreshToken === null ? null : refreshDueAt,
    refreshLeaseEnds: null,
  }
}
