import { CREDENTIALS } from '../../sandbox/credentials.ts'
import type { Config, MarketplaceApp } from '../config/index.ts'
import { alibaba1688Connector } from '../connectors/alibaba-1688/index.ts'
import { alibaba1688OAuth } from '../connectors/alibaba-1688/oauth.ts'
import type { ShopCredentials } from '../connectors/credentials.ts'
import { jdConnector } from '../connectors/jd/index.ts'
import { jdOAuth } from '../connectors/jd/oauth.ts'
import type { MarketplaceConnector } from '../connectors/marketplace.ts'
import type { OAuthConnector } from '../connectors/oauth.ts'
import { taobaoConnector } from '../connectors/taobao/index.ts'
import { taobaoOAuth } from '../connectors/taobao/oauth.ts'
import { createUpstream, type Upstream, type UpstreamCallEvent } from '../connectors/upstream.ts'
import { LINKABLE_PLATFORMS, type LinkablePlatform, type Platform } from '../domain/platform.ts'
import { runDetached } from '../domain/scope.ts'
import type { Trace } from '../domain/trace.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

export type Connectors = ReadonlyMap<Platform, MarketplaceConnector>

export interface Marketplaces {
  readonly connectors: Connectors
  readonly oauth: ReadonlyMap<Platform, OAuthConnector>
  /** Common policy of all calls to platforms. */
  readonly upstream: Upstream
}

export interface MarketplaceOptions {
  readonly apps: Config['marketplaces']
  /** Plays the marketplaces that are not configured; null: there is none. */
  readonly sandboxUrl: string | null
  /** Part of every rate that is this process's. */
  readonly part: () => number
  /** Called when a platform refuses a shop's token. */
  readonly renewToken: (shop: ShopCredentials) => Promise<string | null>
  readonly onCall: (event: UpstreamCallEvent) => void
  readonly log: Logger
  readonly trace: Trace
}

/** The sandbox is this machine's own and has no quota to keep to. */
export const UNHURRIED = { app: { perSecond: 500, burst: 500 }, shop: { perSecond: 500, burst: 500 } }

/** Connectors to the marketplaces that are configured, and to the sandbox's in place of the others. */
export function openMarketplaces(
  { apps, sandboxUrl, part, renewToken, onCall, log, trace }: MarketplaceOptions,
  life: Lifetime,
): Marketplaces {
  const upstream = createUpstream({
    part,
    // The new token replaces the old one at the platform: it must be stored even if its first caller is gone.
    renewToken: (shop) => runDetached(() => renewToken(shop)),
    onCall,
    trace,
    onBreaker: (event) => log.warn(event, 'circuit breaker'),
    onUnreadable: (event) => log.warn(event, 'unreadable record from a platform'),
  })
  life.onStop('upstream', () => upstream.close())
  const connectors = new Map<Platform, MarketplaceConnector>()
  const oauth = new Map<Platform, OAuthConnector>()
  for (const platform of LINKABLE_PLATFORMS) {
    const app = appOf(apps, sandboxUrl, platform)
    if (!app) continue
    connectors.set(platform, connectorOf(platform, app, upstream, !apps.has(platform)))
    oauth.set(platform, oauthOf(platform, app, upstream))
  }
  return { connectors, oauth, upstream }
}

/** The platform's app that is configured, or the sandbox's; null when there is neither. */
export function appOf(
  apps: Config['marketplaces'],
  sandboxUrl: string | null,
  platform: LinkablePlatform,
): MarketplaceApp | null {
  return apps.get(platform) ?? (sandboxUrl === null ? null : sandboxApp(sandboxUrl, platform))
}

function connectorOf(
  platform: LinkablePlatform,
  { endpoint, appKey, appSecret }: MarketplaceApp,
  upstream: Upstream,
  unhurried: boolean,
): MarketplaceConnector {
  const options = { endpoint, appKey, appSecret, upstream, ...(unhurried && { rates: UNHURRIED }) }
  switch (platform) {
    case 'TAOBAO':
      return taobaoConnector(options)
    case 'JD':
      return jdConnector(options)
    case 'ALIBABA_1688':
      return alibaba1688Connector(options)
  }
}

function oauthOf(platform: LinkablePlatform, app: MarketplaceApp, upstream: Upstream): OAuthConnector {
  const { authorizeEndpoint, tokenEndpoint: endpoint, appKey, appSecret } = app
  switch (platform) {
    case 'TAOBAO':
      return taobaoOAuth({ endpoint, appKey, appSecret, upstream })
    case 'JD':
      return jdOAuth({ endpoint, appKey, appSecret, upstream })
    case 'ALIBABA_1688':
      return alibaba1688OAuth({ authorizeEndpoint, endpoint, appKey, appSecret, upstream })
  }
}

function sandboxApp(url: string, platform: LinkablePlatform): MarketplaceApp {
  const { appKey, secret: appSecret } = CREDENTIALS[platform]
  const app = { appKey, appSecret }
  switch (platform) {
    case 'TAOBAO':
      return { ...app, endpoint: `${url}/router/rest`, authorizeEndpoint: url, tokenEndpoint: url }
    case 'JD':
      return {
        ...app,
        endpoint: `${url}/routerjson`,
        authorizeEndpoint: `${url}/oauth2`,
        tokenEndpoint: `${url}/oauth2`,
      }
    case 'ALIBABA_1688':
      return {
        ...app,
        endpoint: `${url}/openapi`,
        authorizeEndpoint: url,
        tokenEndpoint: `${url}/openapi`,
      }
  }
}
