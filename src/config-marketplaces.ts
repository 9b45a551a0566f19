import { ConfigError } from './config-error.ts'
import { PLATFORMS, type Platform } from './domain/platform.ts'

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
const REAL: Readonly<Record<Platform, { endpoint: string; oauth: string }>> = {
  TAOBAO: { endpoint: 'https://gw.api.taobao.com/router/rest', oauth: 'https://oauth.taobao.com' },
  JD: { endpoint: 'https://api.jd.com/routerjson', oauth: 'https://open-oauth.jd.com/oauth2' },
  ALIBABA_1688: { endpoint: 'https://gw.open.1688.com/openapi', oauth: 'https://auth.1688.com' },
}

/**
 * The marketplaces that are set up: `<PLATFORM>_APP_KEY` and `<PLATFORM>_APP_SECRET`, and where they are not the
 * platform's own, `<PLATFORM>_ENDPOINT` and `<PLATFORM>_OAUTH_ENDPOINT`.
 * @throws ConfigError
 */
export function readMarketplaces(
  env: Readonly<Record<string, string | undefined>>,
): ReadonlyMap<Platform, MarketplaceApp> {
  const apps = new Map<Platform, MarketplaceApp>()
  for (const platform of PLATFORMS) {
    const appKey = env[`${platform}_APP_KEY`]
    const appSecret = env[`${platform}_APP_SECRET`]
    const endpoint = address(env, `${platform}_ENDPOINT`)
    const oauth = address(env, `${platform}_OAUTH_ENDPOINT`)
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

function address(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const text = env[name]
  if (!text) return undefined
  if (!/^https?:\/\//.test(text) || !URL.canParse(text))
    throw new ConfigError(`${name} takes an http or https address; it is set to something else.`)
  return text.replace(/\/+$/, '')
}
