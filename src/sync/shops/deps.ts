import type { OAuthConnector, TokenSet } from '../../connectors/oauth.ts'
import type { Platform } from '../../domain/platform.ts'
import { refreshDueAt } from '../../domain/token-life.ts'
import type { PrismaClient } from '../../store/database.ts'
import type { SecretBox } from '../../store/secret-box.ts'
import type { Tokens } from '../../store/shop-tokens.ts'

/** Dependencies of linking and refreshing; built in src/wiring/shops.ts. */
export interface ShopDeps {
  readonly prisma: PrismaClient
  readonly box: SecretBox
  /** The platforms that are configured. */
  readonly oauth: ReadonlyMap<Platform, OAuthConnector>
  /** Where a platform sends the shop's owner back to. */
  readonly redirectUri: (platform: Platform) => string
  readonly now: () => Date
  /** Never given a state, a code or a token. */
  readonly log: {
    info(fields: object, message: string): void
    warn(fields: object, message: string): void
  }
}

/** Key of the alert for a shop that must be linked again. */
export function tokenAlertKey(shopId: string): string {
  return `token:${shopId}`
}

/** Tokens of a platform, in their stored form. */
export function tokensOf(set: TokenSet, issuedAt: Date): Tokens {
  const { accessToken, refreshToken, expiresAt, refreshExpiresAt } = set
  return {
    accessToken,
    refreshToken,
    expiresAt,
    refreshExpiresAt,
    refreshDueAt: refreshDueAt(issuedAt, expiresAt),
  }
}
