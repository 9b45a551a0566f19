import { CREDENTIALS } from '../../sandbox/credentials.ts'
import { alibaba1688Connector } from '../connectors/alibaba-1688/index.ts'
import { jdConnector } from '../connectors/jd/index.ts'
import type { MarketplaceConnector } from '../connectors/marketplace.ts'
import { taobaoConnector } from '../connectors/taobao/index.ts'
import { createUpstream, type UpstreamCallEvent } from '../connectors/upstream.ts'
import type { Platform } from '../domain/platform.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

export type Connectors = ReadonlyMap<Platform, MarketplaceConnector>

/** The sandbox is this machine's own and has no quota to keep to. */
const UNHURRIED = { app: { perSecond: 500, burst: 500 }, shop: { perSecond: 500, burst: 500 } }

/** Connectors to the sandbox's marketplaces; none without it, until shops of the real ones are configured. */
export function openMarketplaces(
  sandboxUrl: string | null,
  onCall: (event: UpstreamCallEvent) => void,
  log: Logger,
  life: Lifetime,
): Connectors {
  if (!sandboxUrl) return new Map()
  const upstream = createUpstream({
    onCall,
    onBreaker: (event) => log.warn(event, 'circuit breaker'),
    onUnreadable: (event) => log.warn(event, 'unreadable record from a platform'),
  })
  life.onStop('upstream', () => upstream.close())
  const options = ({ appKey, secret }: { appKey: string; secret: string }, path: string) => ({
    endpoint: `${sandboxUrl}${path}`,
    appKey,
    appSecret: secret,
    rates: UNHURRIED,
    upstream,
  })
  const connectors = [
    taobaoConnector(options(CREDENTIALS.TAOBAO, '/router/rest')),
    jdConnector(options(CREDENTIALS.JD, '/routerjson')),
    alibaba1688Connector(options(CREDENTIALS.ALIBABA_1688, '/openapi')),
  ]
  return new Map(connectors.map((connector) => [connector.platform, connector]))
}
