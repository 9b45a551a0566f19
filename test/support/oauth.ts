import { Buffer } from 'node:buffer'
import { randomUUID } from 'node:crypto'
import type { OAuthConnector, TokenSet } from '../../src/connectors/oauth.ts'
import type { Platform } from '../../src/domain/platform.ts'
import type { PrismaClient } from '../../src/store/database.ts'
import { secretBox } from '../../src/store/secret-box.ts'
import type { ShopDeps } from '../../src/sync/shops/deps.ts'

export const testBox = secretBox([Buffer.alloc(32, 'a key for tests')])

/** A platform whose refresh tokens are good once, as the strictest are. Its calls are kept. */
export function testPlatform(options: { pkce?: boolean } = {}) {
  const spent: string[] = []
  const exchanged: Parameters<OAuthConnector['exchangeCode']>[0][] = []
  const asked: Parameters<OAuthConnector['authorizeUrl']>[0][] = []
  const platform = {
    /** Of the account that agrees next. */
    externalShopId: randomUUID() as string,
    shopName: 'A shop' as string | null,
    lifeMs: 3_600_000 as number | null,
    refreshable: true,
    exchanged,
    asked,
    /** Refresh tokens in the order in which they were brought. */
    spent,
    /** What the platform answers to instead. */
    failure: null as Error | null,
    /** Called while a refresh is on its way. */
    meanwhile: async () => {},
    now: () => new Date(),
  }
  const grant = (): TokenSet => {
    const id = randomUUID()
    const inLife = (lives: number) =>
      platform.lifeMs === null ? null : new Date(platform.now().getTime() + lives * platform.lifeMs)
    return {
      accessToken: `access-${id}`,
      refreshToken: platform.refreshable ? `refresh-${id}` : null,
      expiresAt: inLife(1),
      refreshExpiresAt: inLife(10),
      externalShopId: platform.externalShopId,
      shopName: platform.shopName,
    }
  }
  const connector: OAuthConnector = {
    ...(options.pkce && { pkce: true }),
    authorizeUrl(request) {
      asked.push(request)
      return `https://platform.example/authorize?${new URLSearchParams({ state: request.state })}`
    },
    async exchangeCode(request) {
      exchanged.push(request)
      if (platform.failure) throw platform.failure
      return grant()
    },
    async refresh(refreshToken) {
      spent.push(refreshToken)
      await platform.meanwhile()
      if (platform.failure) throw platform.failure
      return grant()
    },
  }
  return Object.assign(platform, { connector })
}

export type TestPlatform = ReturnType<typeof testPlatform>

/** Dependencies with this platform as Taobao, and what was logged. */
export function testShopDeps(prisma: PrismaClient, platform: TestPlatform) {
  const logged: { fields: object; message: string }[] = []
  const log = (fields: object, message: string) => void logged.push({ fields, message })
  const oauth: ReadonlyMap<Platform, OAuthConnector> = new Map([['TAOBAO', platform.connector]])
  const deps: ShopDeps = {
    prisma,
    box: testBox,
    oauth,
    redirectUri: (name) => `https://gateway.example/oauth/${name.toLowerCase()}/callback`,
    now: () => platform.now(),
    log: { info: log, warn: log },
  }
  return { ...deps, logged }
}
