import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findRedis } from './binaries.ts'
import { startRedis, type TestRedis } from './redis.ts'
import { freePort, removeFolder, supervise, temporaryFolder } from './supervised.ts'
import { until } from './until.ts'

export interface TestRedisSentinel {
  readonly url: string
  readonly master: TestRedis
  readonly replica: TestRedis
  /** Port of the present master, as the sentinel says. */
  masterPort(): Promise<number>
  stop(): Promise<void>
}

/** A real master with a replica, and a sentinel that makes the replica the master when the other is gone. */
export async function startRedisSentinel(): Promise<TestRedisSentinel> {
  const command = findRedis()
  if (!command) throw new Error('Redis is not installed')
  const [master, replica] = await Promise.all([startRedis(), startRedis()])
  const toReplica = new Redis(replica.url)
  await toReplica.replicaof('127.0.0.1', master.port)
  await until(
    async () => (await toReplica.info('replication')).includes('master_link_status:up'),
    'the replica to have all',
    30_000,
  )
  toReplica.disconnect()

  const folder = await temporaryFolder('redis-sentinel')
  const port = await freePort()
  const config = join(folder, 'sentinel.conf')
  const lines = [
    `port ${port}`,
    'bind 127.0.0.1',
    `dir ${folder}`,
    `sentinel monitor shop 127.0.0.1 ${master.port} 1`,
    'sentinel down-after-milliseconds shop 700',
    'sentinel failover-timeout shop 5000',
  ]
  await writeFile(config, `${lines.join('\n')}\n`)
  const server = supervise({ folder, command, args: [config, '--sentinel'], signal: 'SIGTERM', runAs: null })
  const sentinel = new Redis({ host: '127.0.0.1', port })
  sentinel.on('error', () => {})
  // It has to know the replica before it can make it the master.
  await until(
    async () =>
      ((await sentinel.call('SENTINEL', 'REPLICAS', 'shop').catch(() => [])) as unknown[]).length > 0,
    'the sentinel to know the replica',
    30_000,
  )
  return {
    url: `redis+sentinel://127.0.0.1:${port}/shop`,
    master,
    replica,
    async masterPort() {
      const [, found] = (await sentinel.call('SENTINEL', 'GET-MASTER-ADDR-BY-NAME', 'shop')) as string[]
      return Number(found)
    },
    async stop() {
      sentinel.disconnect()
      await server.stop()
      await Promise.all([master.stop(), replica.stop()])
      await removeFolder(folder)
    },
  }
}
