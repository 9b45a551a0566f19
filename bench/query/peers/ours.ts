import { randomBytes } from 'node:crypto'
import { buildApp } from '../../../src/app.ts'
import { authenticator } from '../../../src/auth/tokens.ts'
import { readConfig } from '../../../src/config/index.ts'
import { NO_TRACE } from '../../../src/domain/trace.ts'
import { Hub } from '../../../src/realtime/hub.ts'
import { createGraphQL, type GraphQLDeps } from '../../../src/server/graphql.ts'
import { createHttpServer, listen } from '../../../src/server/http.ts'
import { protection } from '../../../src/server/limits/protection.ts'
import { createLogger } from '../../../src/server/logger.ts'
import { queryCounters } from '../../../src/server/query-counters.ts'
import { aroundRequests } from '../../../src/server/requests.ts'
import { ResponseCache } from '../../../src/server/response-cache/response-cache.ts'
import type { Given, StartContender } from '../contender.ts'
import { fakePrisma } from './fake-prisma.ts'
import { POOL } from './given.ts'

/** Production takes no secret that can be guessed. */
const SECRET = randomBytes(32).toString('base64url')
/** All of the clients share one address; the budget is counted, but lasts. */
const RATE_POINTS = 1_000_000_000

/** The real gateway with its limits as in production, without the response cache. */
export const start: StartContender = (given) => startOurs(given, 'off')

export async function startOurs(given: Given, cache: 'on' | 'off'): Promise<{ port: number }> {
  return given.databaseUrl ? overPostgres(given.databaseUrl, cache) : inMemory(given, cache)
}

/** The program as it is started: `ROLE=gateway`. */
async function overPostgres(databaseUrl: string, cache: 'on' | 'off'): Promise<{ port: number }> {
  const config = readConfig({
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL: String(POOL),
    ROLE: 'gateway',
    SANDBOX: 'off',
    HOST: '127.0.0.1',
    PORT: '0',
    AUTH_JWT_SECRET: SECRET,
    ENCRYPTION_KEY: randomBytes(32).toString('base64'),
    RATE_LIMIT_POINTS: String(RATE_POINTS),
    RESPONSE_CACHE: cache,
    LOG_LEVEL: 'error',
  })
  return buildApp(config).start()
}

/** The real graph and HTTP server over rows in memory in place of the database. */
async function inMemory({ rows }: Given, cache: 'on' | 'off'): Promise<{ port: number }> {
  const log = createLogger('error')
  const counters = queryCounters()
  const kept = readConfig({ RESPONSE_CACHE: cache }).responseCache
  const { handle } = createGraphQL({
    counters,
    responseCache: kept && new ResponseCache(kept, counters),
    log,
    authenticator: authenticator({ kind: 'secret', secret: SECRET }),
    protection: protection({
      production: true,
      origins: [],
      ratePoints: RATE_POINTS,
      socketsPerAddress: 1_000,
      trustedProxies: 0,
      redis: null,
    }),
    source: { hub: new Hub(), read: async () => [], head: async () => ({ epoch: '', seq: 0 }) },
    prisma: fakePrisma(rows),
    loaders: () => ({}),
    // What no selection of the benchmark reaches is left out.
  } as unknown as GraphQLDeps)
  const server = createHttpServer(
    [
      async (req, res) => {
        await handle(req, res)
        return true
      },
    ],
    log,
    { around: aroundRequests(log, NO_TRACE) },
  )
  return { port: await listen(server, '127.0.0.1', 0) }
}
