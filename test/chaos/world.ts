import { signToken } from '../../src/auth/tokens.ts'
import { DEVELOPMENT_JWT_SECRET } from '../../src/config/index.ts'
import type { Database } from '../../src/store/database.ts'
import { migrate } from '../../src/store/migrator.ts'
import { openServerDatabase } from '../../src/store/server-database.ts'
import { type LevelFixture, makeLevel, makeSku, makeWarehouse } from '../support/fixtures.ts'
import { startPostgres, type TestPostgres } from '../support/postgres.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { freePort } from '../support/supervised.ts'
import { TcpProxy } from '../support/tcp-proxy.ts'
import { Member } from './member.ts'
import type { Numbered } from './outbox.ts'

/** Everything that a chaos run has: servers, processes of the program, and the links between all of them. */
export interface World {
  readonly postgres: TestPostgres
  readonly redis: TestRedis
  /** Of the test itself, past all links. */
  readonly database: Database
  readonly gateways: readonly Gateway[]
  readonly workers: readonly Member[]
  readonly levels: readonly LevelFixture[]
  /** Events that were deleted from the outbox. */
  readonly forgotten: Numbered[]
  /** Value of the Authorization header: an operator, who sees all figures. */
  readonly authorization: string
  stop(): Promise<void>
}

export interface Gateway extends Member {
  /** Between the clients and the process. */
  readonly front: TcpProxy
  readonly graph: string
}

export interface WorldOptions {
  readonly gateways: number
  readonly workers: number
  readonly skus: number
  readonly warehouses: number
}

/** Units of each level at the start: near the threshold of alerts, so that some open and end. */
const ON_HAND = 25

export async function startWorld(options: WorldOptions): Promise<World> {
  const stops: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const one of stops.splice(0).reverse()) await one()
  }
  try {
    const [postgres, redis] = await Promise.all([startPostgres(), startRedis({ persistent: true })])
    stops.push(
      () => postgres.stop(),
      () => redis.stop(),
    )
    const url = await postgres.createDatabase()
    const database = await openServerDatabase({ url })
    stops.push(() => database.close())
    await migrate(database)
    const levels = await makeLevels(database, options)

    const link = async (port: number) => {
      const proxy = await TcpProxy.open(port)
      stops.push(() => proxy.close())
      return proxy
    }
    const member = async (role: 'gateway' | 'worker', number: number) => {
      const links = {
        postgres: await link(Number(new URL(url).port)),
        redis: await link(redis.port),
      }
      const env = {
        DATABASE_URL: url.replace(/:\d+\//, `:${links.postgres.port}/`),
        REDIS_URL: `redis://127.0.0.1:${links.redis.port}`,
        SANDBOX: 'off',
        SYNC: 'off',
        RATE_LIMIT: 'off',
        LOG_LEVEL: 'error',
      }
      const made = new Member({ name: `${role} ${number}`, role, port: await freePort(), env, links })
      made.start()
      stops.push(() => made.stop())
      return made
    }
    const workers: Member[] = []
    const gateways: Gateway[] = []
    for (let n = 1; n <= options.workers; n++) workers.push(await member('worker', n))
    for (let n = 1; n <= options.gateways; n++) {
      const made = await member('gateway', n)
      const front = await link(made.options.port)
      gateways.push(Object.assign(made, { front, graph: `http://127.0.0.1:${front.port}/graphql` }))
    }
    await Promise.all([...gateways, ...workers].map((one) => one.ready()))
    const claims = { role: 'operator', subject: 'chaos', ttlSeconds: 24 * 3600 } as const
    const authorization = `Bearer ${await signToken(DEVELOPMENT_JWT_SECRET, claims)}`
    return { postgres, redis, database, gateways, workers, levels, forgotten: [], authorization, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

async function makeLevels({ prisma }: Database, { skus, warehouses }: WorldOptions): Promise<LevelFixture[]> {
  const houses: string[] = []
  for (let n = 0; n < warehouses; n++) houses.push(await makeWarehouse(prisma))
  const levels: LevelFixture[] = []
  for (let n = 0; n < skus; n++) {
    const sku = await makeSku(prisma)
    for (const warehouseId of houses)
      levels.push(await makeLevel(prisma, { ...sku, warehouseId, onHand: ON_HAND }))
  }
  return levels
}
