import { Redis } from 'ioredis'
import { startSandbox } from '../../sandbox/index.ts'
import { query, startPostgres } from '../support/postgres.ts'
import { startRedis } from '../support/redis.ts'

/** What the program runs against: real servers of its own, and the sandbox outside of its process. */
export async function startServers() {
  const postgres = await startPostgres()
  const redis = await startRedis()
  const sandbox = await startSandbox({ host: '127.0.0.1', port: 0 })
  const databaseUrl = await postgres.createDatabase()
  const databaseName = new URL(databaseUrl).pathname.slice(1)
  const ask = new Redis(redis.url)
  ask.on('error', () => {})
  return {
    databaseUrl,
    redisUrl: redis.url,
    sandboxUrl: sandbox.url,
    /** Connections of others than us. */
    async connections() {
      const clients = String(await ask.client('LIST'))
      const [row] = await query<{ count: number }>(
        postgres.url(),
        `SELECT count(*)::int AS count FROM pg_stat_activity WHERE datname = '${databaseName}'`,
      )
      return { redis: clients.trim().split('\n').length - 1, sql: row?.count ?? 0 }
    },
    async stop() {
      ask.disconnect()
      await sandbox.stop()
      await redis.stop()
      await postgres.stop()
    },
  }
}
