import { createServer } from 'node:http'
import { SignJWT } from 'jose'
import { authenticator, signToken } from '../../../src/auth/tokens.ts'
import type { FeedEvent } from '../../../src/domain/feed-event.ts'
import type { Role } from '../../../src/domain/viewer.ts'
import { Hub } from '../../../src/realtime/hub.ts'
import { RecentEvents } from '../../../src/realtime/recent-events.ts'
import type { EventStreams } from '../../../src/server/event-streams.ts'
import { createGraphQL, type GraphQLDeps } from '../../../src/server/graphql.ts'
import { closeHttpServer, listen } from '../../../src/server/http.ts'
import { type ProtectionSettings, protection } from '../../../src/server/limits/protection.ts'
import { createLogger } from '../../../src/server/logger.ts'
import { serveWebSocket, type WebSocketDeps } from '../../../src/server/websocket.ts'

const SECRET = 'a secret of thirty-two bytes for tests'
const EPOCH = 'ab'

export type ProtocolServer = Awaited<ReturnType<typeof startProtocolServer>>

/** The real graph, hub and socket server on a free port; changes are published by the test, without a database. */
export async function startProtocolServer(
  limits: WebSocketDeps['limits'] = {},
  {
    streams,
    settings = {},
    longestReplay,
    ...sockets
  }: Pick<WebSocketDeps, 'pingMs' | 'onClosed'> & {
    streams?: EventStreams
    /** Limits other than those of sockets. */
    settings?: Partial<ProtectionSettings>
    longestReplay?: number
  } = {},
) {
  const log = createLogger('silent')
  const tokens = authenticator({ kind: 'secret', secret: SECRET })
  const hub = new Hub()
  const recent = new RecentEvents()
  hub.moveTo({ epoch: EPOCH, seq: 0 })
  const protecting = protection({
    production: false,
    origins: null,
    ratePoints: null,
    socketsPerAddress: Number.POSITIVE_INFINITY,
    trustedProxies: 0,
    redis: null,
    ...settings,
  })
  const { handle, run, groups } = createGraphQL({
    log,
    protection: protecting,
    authenticator: tokens,
    ...(streams && { streams }),
    source: {
      hub,
      read: async (after: { epoch: string; seq: number }, limit: number) => recent.read(after, limit) ?? [],
      head: async () => hub.position,
      longestReplay,
    },
    readLevels: async () => [],
    readOpenAlerts: async () => [],
    loaders: () => ({}),
    // What no operation of these tests reaches is left out.
  } as unknown as GraphQLDeps)
  const http = createServer((request, response) => void handle(request, response))
  const port = await listen(http, '127.0.0.1', 0)
  const closeSockets = serveWebSocket(http, {
    run,
    authenticator: tokens,
    log,
    limits,
    protection: protecting,
    ...sockets,
  })
  return {
    url: `ws://127.0.0.1:${port}/graphql`,
    graph: `http://127.0.0.1:${port}/graphql`,
    hub,
    groups,
    publish(event: FeedEvent) {
      recent.add(EPOCH, event)
      hub.publish(event, EPOCH)
    },
    closeSockets,
    /** Value of `authorization` in connection_init and pings. */
    bearer: async (role: Exclude<Role, 'anonymous'>, subject: string, ttlSeconds = 600) =>
      `Bearer ${await signToken(SECRET, { role, subject, ttlSeconds })}`,
    /** The same for an analyst, with other claims than usual. */
    signed: async (claims: object) =>
      `Bearer ${await new SignJWT({ role: 'analyst', sub: 'ann', aud: 'haitao-graph', ...claims })
        .setProtectedHeader({ alg: 'HS256' })
        .sign(new TextEncoder().encode(SECRET))}`,
    async stop() {
      hub.stop()
      await closeSockets()
      await closeHttpServer(http)
    },
  }
}
