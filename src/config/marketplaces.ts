import { LINKABLE_PLATFORMS, type LinkablePlatform, type Platform } from '../domain/platform.ts'
import { ConfigError, type Setting, type Table, type Values } from './setting.ts'
import { httpAddress, secret, text } from './types.ts'

/** Our app at a real marketplace, as its open platform registered it. */
export interface MarketplaceApp {
  readonly appKey: string
  readonly appSecret: string
  /** Where signed calls go. */
  readonly endpoint: string
  /** Where shop owners agree. */
  readonly authorizeEndpoint: string
  /** Where codes and refresh tokens are exchanged. */
  readonly tokenEndpoint: string
}

/** The platforms' own addresses (protocols.md 1.1, 2.1, 3.1, 3.8). */
const REAL: Readonly<Record<LinkablePlatform, { endpoint: string; oauth: string }>> = {
  TAOBAO: { endpoint: 'https://gw.api.taobao.com/router/rest', oauth: 'https://oauth.taobao.com' },
  JD: { endpoint: 'https://api.jd.com/routerjson', oauth: 'https://open-oauth.jd.com/oauth2' },
  ALIBABA_1688: { endpoint: 'https://gw.open.1688.com/openapi', oauth: 'https://auth.1688.com' },
}

type Variable = `${LinkablePlatform}_${'APP_KEY' | 'APP_SECRET' | 'ENDPOINT' | 'OAUTH_ENDPOINT'}`

export const MARKETPLACES = Object.fromEntries(LINKABLE_PLATFORMS.flatMap(variablesOf)) as Record<
  Variable,
  Setting & { readonly type: ReturnType<typeof text> }
> satisfies Table

function variablesOf(platform: LinkablePlatform): [Variable, Setting][] {
  const { endpoint, oauth } = REAL[platform]
  return [
    [`${platform}_APP_KEY`, { type: text(), sentence: `Key of your app at ${platform}'s open platform.` }],
    [`${platform}_APP_SECRET`, { type: secret(), secret: true, sentence: 'Its secret.' }],
    [
      `${platform}_ENDPOINT`,
      { type: httpAddress(endpoint), otherwise: endpoint, sentence: 'Another address for calls.' },
    ],
    [
      `${platform}_OAUTH_ENDPOINT`,
      { type: httpAddress(oauth), otherwise: oauth, sentence: 'Another address for linking shops.' },
    ],
  ]
}

/** The marketplaces that are set up. @throws ConfigError */
export function marketplacesOf(vars: Values<typeof MARKETPLACES>): ReadonlyMap<Platform, MarketplaceApp> {
  const apps = new Map<Platform, MarketplaceApp>()
  for (const platform of LINKABLE_PLATFORMS) {
    const appKey = vars[`${platform}_APP_KEY`]
    const appSecret = vars[`${platform}_APP_SECRET`]
    const endpoint = vars[`${platform}_ENDPOINT`]
    const oauth = vars[`${platform}_OAUTH_ENDPOINT`]
    if (!appKey && !appSecret && !endpoint && !oauth) continue
    if (!appKey || !appSecret)
      throw new ConfigError(
        `${platform}_APP_${appKey ? 'SECRET' : 'KEY'} is missing: ${platform} takes the key and the secret of an app.`,
      )
    const real = REAL[platform]
    apps.set(platform, {
      appKey,
      appSecret,
      endpoint: endpoint ?? real.endpoint,
      authorizeEndpoint: oauth ?? real.oauth,
      // 1688 exchanges at its gateway.
      tokenEndpoint: platform === 'ALIBABA_1688' ? (endpoint ?? real.endpoint) : (oauth ?? real.oauth),
    })
  }
  return apps
}
