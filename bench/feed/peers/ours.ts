import { createServer } from 'node:http'
import { authenticator } from '../../../src/auth/tokens.ts'
import type { Position } from '../../../src/realtime/cursor.ts'
import { Hub } from '../../../src/realtime/hub.ts'
import { RecentEvents } from '../../../src/realtime/recent-events.ts'
import { createGraphQL, type GraphQLDeps } from '../../../src/server/graphql.ts'
import { createLogger } from '../../../src/server/logger.ts'
import { serveWebSocket } from '../../../src/server/websocket.ts'
import type { StartContender } from '../contender.ts'
import { EPOCH } from './item.ts'
import { listenOnLoopback } from './listen.ts'

/** The real graph, hub and socket server, over the events in memory in place of database and relay. */
export const start: StartContender = async () => {
  const log = createLogger('error')
  const hub = new Hub()
  hub.moveTo({ epoch: EPOCH, seq: 0 })
  const recent = new RecentEvents()
  const tokens = authenticator({ kind: 'secret', secret: 'only for the benchmark, thirty-two bytes' })
  const { run } = createGraphQL({
    log,
    authenticator: tokens,
    source: {
      hub,
      read: async (after: Position, limit: number) => recent.read(after, limit) ?? [],
      head: async () => hub.position,
    },
    readLevels: async () => [],
    loaders: () => ({}),
    // What no selection of the benchmark reaches is left out.
  } as unknown as GraphQLDeps)
  const server = createServer()
  serveWebSocket(server, { run, authenticator: tokens, log })
  return {
    port: await listenOnLoopback(server),
    publish(event) {
      recent.add(EPOCH, event)
      hub.publish(event, EPOCH)
    },
  }
}
