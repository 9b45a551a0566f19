import { createServer } from 'node:http'
import { authenticator, signToken } from '../../../src/auth/tokens.ts'
import type { Role } from '../../../src/domain/viewer.ts'
import { createGraphQL, type GraphQLDeps } from '../../../src/server/graphql.ts'
import { closeHttpServer, listen } from '../../../src/server/http.ts'
import { type ProtectionSettings, protection } from '../../../src/server/limits/protection.ts'
import { createLogger } from '../../../src/server/logger.ts'
import { serveWebSocket, type WebSocketDeps } from '../../../src/server/websocket.ts'

const SECRET = 'a secret of thirty-two bytes for tests'

/** The graph and its sockets without a database: `viewer` answers, `systemStatus` as long as `status` takes. */
export async function startLimitedServer(
  settings: Partial<ProtectionSettings>,
  {
    status = async () => [],
    limits = {},
  }: { status?: GraphQLDeps['status']; limits?: WebSocketDeps['limits'] } = {},
) {
  const log = createLogger('silent')
  const tokens = authenticator({ kind: 'secret', secret: SECRET })
  const protecting = protection({
    production: false,
    origins: null,
    ratePoints: null,
    socketsPerAddress: 100,
    trustedProxies: 0,
    redis: null,
    ...settings,
  })
  const { handle, run } = createGraphQL({
    log,
    authenticator: tokens,
    protection: protecting,
    status,
    loaders: () => ({}),
    // What no operation of these tests reaches is left out.
  } as unknown as GraphQLDeps)
  const http = createServer((request, response) => void handle(request, response))
  const port = await listen(http, '127.0.0.1', 0)
  const closeSockets = serveWebSocket(http, {
    run,
    authenticator: tokens,
    log,
    protection: protecting,
    limits,
  })
  return {
    graph: `http://127.0.0.1:${port}/graphql`,
    bearer: async (role: Exclude<Role, 'anonymous'>, subject: string) =>
      `Bearer ${await signToken(SECRET, { role, subject, ttlSeconds: 600 })}`,
    async stop() {
      await closeSockets()
      await closeHttpServer(http)
    },
  }
}
