import { createServer } from 'node:http'
import { authenticator, signToken } from '../../../src/auth/tokens.ts'
import type { FeedEvent } from '../../../src/domain/feed-event.ts'
import type { Role } from '../../../src/domain/viewer.ts'
import { Hub } from '../../../src/realtime/hub.ts'
import { RecentEvents } from '../../../src/realtime/recent-events.ts'
import type { EventStreams } from '../../../src/server/event-streams.ts'
import { createGraphQL, type GraphQLDeps } from '../../../src/server/graphql.ts'
import { closeHttpServer, listen } from '../../../src/server/http.ts'
import { createLogger } from '../../../src/server/logger.ts'
import { serveWebSocket, type WebSocketDeps } from '../../../src/server/websocket.ts'

const SECRET = 'a secret of thirty-two bytes for tests'
const EPOCH = 'ab'

export type ProtocolServer = Awaited<ReturnType<typeof startProtocolServer>>

/** The real graph, hub and socket server on a free port; changes are published by the test, without a database. */
export async function startProtocolServer(
  limits: WebSocketDeps['limits'] = {},
  { streams, ...sockets }: Pick<WebSocketDeps, 'pingMs' | 'onClosed'> & { streams?: EventStreams } = {},
) {
  const log = createLogger('silent')
  const tokens = authenticator({ kind: 'secret', secret: SECRET })
  const hub = new Hub()
  const recent = new RecentEvents()
  hub.moveTo({ epoch: EPOCH, seq: 0 })
  const { yoga, run, groups } = createGraphQL({
    log,
    authenticator: tokens,
    ...(streams && { streams }),
    source: {
      hub,
      read: async (after: { epoch: string; seq: number }, limit: number) => recent.read(after, limit) ?? [],
      head: async () => hub.position,
    },
    readLevels: async () => [],
    readOpenAlerts: async () => [],
    loaders: () => ({}),
    // What no operation of these tests reaches is left out.
  } as unknown as GraphQLDeps)
  const http = createServer((request, response) => void yoga(request, response))
  const port = await listen(http, '127.0.0.1', 0)
  const closeSockets = serveWebSocket(http, { run, authenticator: tokens, log, limits, ...sockets })
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
    async stop() {
      hub.stop()
      await closeSockets()
      await closeHttpServer(http)
    },
  }
}
