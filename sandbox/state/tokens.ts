import { randomUUID } from 'node:crypto'
import { CREDENTIALS, SANDBOX_PLATFORMS, type SandboxPlatform } from '../credentials.ts'

export interface Grant {
  platform: SandboxPlatform
  shop: string
  accessToken: string
  refreshToken: string
  /** Undefined: no expiry. */
  expiresAt: Date | undefined
  refreshExpiresAt: Date | undefined
  expired: boolean
  /** Refresh with this grant's refresh token is refused from now on. */
  refreshRefused: boolean
}

interface Code {
  platform: SandboxPlatform
  shop: string
  redirectUri: string
  expiresAt: number
}

/** Seconds an access token lives, until a test says otherwise. */
const LIFE_SECONDS: Readonly<Record<SandboxPlatform, number>> = {
  TAOBAO: 2_592_000,
  TAOBAO_GLOBAL: 86_400,
  JD: 2_592_000,
  JD_VOP: 86_400,
  ALIBABA_1688: 36_000,
  QIMEN: 0,
  ITEM_DATA: 0,
  DEEPL: 0,
}

/** About two minutes (protocols.md 3.8); a code is good for one exchange. */
const CODE_LIFE_MS = 120_000

/** Codes, access tokens and refresh tokens of every app. The fixed tokens of credentials.ts are there from the start. */
export class TokenStore {
  #grants: Grant[] = []
  readonly #codes = new Map<string, Code>()
  readonly #life: Record<SandboxPlatform, number> = { ...LIFE_SECONDS }

  constructor() {
    for (const platform of SANDBOX_PLATFORMS) {
      const { token, shop } = CREDENTIALS[platform]
      if (token === '') continue
      this.#grants.push({
        platform,
        shop,
        accessToken: token,
        refreshToken: `${token}-refresh`,
        expiresAt: undefined,
        refreshExpiresAt: undefined,
        expired: false,
        refreshRefused: false,
      })
    }
  }

  lifeSeconds(platform: SandboxPlatform): number {
    return this.#life[platform]
  }

  /** Tokens granted from now on live this long. */
  setLifeSeconds(platform: SandboxPlatform, seconds: number): void {
    this.#life[platform] = seconds
  }

  issueCode(platform: SandboxPlatform, shop: string, redirectUri: string, now: Date): string {
    const code = randomUUID().replaceAll('-', '')
    this.#codes.set(code, { platform, shop, redirectUri, expiresAt: now.getTime() + CODE_LIFE_MS })
    return code
  }

  /** Exchanges a code once; undefined when it is unknown, used, late or of another app. */
  exchange(platform: SandboxPlatform, code: string, lifeSeconds: number, now: Date): Grant | undefined {
    const issued = this.#codes.get(code)
    this.#codes.delete(code)
    if (!issued || issued.platform !== platform || issued.expiresAt < now.getTime()) return undefined
    return this.grant(platform, issued.shop, lifeSeconds, now)
  }

  /** Exchanges a refresh token for a new pair; undefined when it is refused. */
  refresh(
    platform: SandboxPlatform,
    refreshToken: string,
    lifeSeconds: number,
    now: Date,
  ): Grant | undefined {
    const old = this.#grants.find((g) => g.platform === platform && g.refreshToken === refreshToken)
    if (!old || old.refreshRefused) return undefined
    if (old.refreshExpiresAt && old.refreshExpiresAt <= now) return undefined
    return this.grant(platform, old.shop, lifeSeconds, now)
  }

  /** The shop a token speaks for; 'expired' when it once did; undefined when it never did. */
  check(platform: SandboxPlatform, accessToken: string, now: Date): { shop: string } | 'expired' | undefined {
    const grant = this.#grants.find((g) => g.platform === platform && g.accessToken === accessToken)
    if (!grant) return undefined
    if (grant.expired || (grant.expiresAt && grant.expiresAt <= now)) return 'expired'
    return { shop: grant.shop }
  }

  /** Ends every access token of a shop now; with `refusesRefresh` the refresh tokens too. Returns how many. */
  expire(platform: SandboxPlatform, shop: string | undefined, refusesRefresh: boolean): number {
    const hit = this.#grants.filter((g) => g.platform === platform && (shop === undefined || g.shop === shop))
    for (const grant of hit) {
      grant.expired = true
      if (refusesRefresh) grant.refreshRefused = true
    }
    return hit.length
  }

  /** A new pair for a shop. */
  grant(platform: SandboxPlatform, shop: string, lifeSeconds: number, now: Date): Grant {
    const tag = randomUUID().replaceAll('-', '')
    const grant: Grant = {
      platform,
      shop,
      accessToken: `sbx-a-${tag}`,
      refreshToken: `sbx-r-${tag}`,
      expiresAt: new Date(now.getTime() + lifeSeconds * 1000),
      refreshExpiresAt: new Date(now.getTime() + 180 * 86_400_000),
      expired: false,
      refreshRefused: false,
    }
    this.#grants.push(grant)
    if (this.#grants.length > 1_000) this.#grants.splice(SANDBOX_PLATFORMS.length, 100)
    return grant
  }
}
