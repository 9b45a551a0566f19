import { join } from 'node:path'
import { Redis } from 'ioredis'
import { findRedis } from './binaries.ts'
import { freePort, logOf, removeFolder, supervise, temporaryFolder } from './supervised.ts'
import { until } from './until.ts'

export interface TestRedis {
  readonly url: string
  readonly port: number
  /** Ends it in good order and removes its folder. */
  stop(): Promise<void>
  kill9(): Promise<void>
  /** It hangs: connections stay open, nothing answers. */
  pause(): void
  resume(): void
  /** After `kill9`: on the same port; with its data if `persistent` and not told `empty`, else without. */
  restart(how?: { empty?: boolean }): Promise<void>
}

/** A real Redis on a free loopback port. `persistent`: every write is in the append-only file before it is answered. */
export async function startRedis({ persistent = false } = {}): Promise<TestRedis> {
  const command = findRedis()
  if (!command) throw new Error('Redis is not installed')
  const folder = await temporaryFolder('redis')
  const port = await freePort()
  const url = `redis://127.0.0.1:${port}`
  const settings = {
    port,
    bind: '127.0.0.1',
    dir: folder,
    save: '',
    appendonly: persistent ? 'yes' : 'no',
    appendfsync: 'always',
  }
  const args = Object.entries(settings).flatMap(([name, value]) => [`--${name}`, `${value}`])

  const start = async () => {
    const server = supervise({ folder, command, args, signal: 'SIGTERM', runAs: null })
    await until(() => !server.running() || answers(url), 'Redis to answer', 30_000)
    if (!server.running()) throw new Error(`Redis did not start:\n${await logOf(folder)}`)
    return server
  }

  let server = await start()
  return {
    url,
    port,
    async stop() {
      await server.stop()
      await removeFolder(folder)
    },
    kill9: () => server.kill9(),
    pause: () => server.pause(),
    resume: () => server.resume(),
    async restart({ empty = false } = {}) {
      if (empty) await removeFolder(join(folder, 'appendonlydir'))
      server = await start()
    },
  }
}

async function answers(url: string): Promise<boolean> {
  const redis = new Redis(url, { lazyConnect: true, retryStrategy: () => null, maxRetriesPerRequest: 0 })
  redis.on('error', () => {})
  try {
    await redis.connect()
    return (await redis.ping()) === 'PONG'
  } catch {
    return false
  } finally {
    redis.disconnect()
  }
}
