import { buildSchema, parse } from 'graphql'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readConfig } from '../../src/config/index.ts'
import { viewerOf } from '../../src/domain/viewer.ts'
import { createLogger } from '../../src/server/logger.ts'
import { Lifetime } from '../../src/wiring/lifetime.ts'
import { protectionOf } from '../../src/wiring/protection.ts'
import { startRedis, type TestRedis } from '../support/redis.ts'
import { until } from '../support/until.ts'

let redis: TestRedis
const life = new Lifetime()
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(async () => {
  await life.stop(() => {})
  await redis.stop()
})

const SCHEMA = buildSchema('type Query { viewer: V } type V { role: String }')
const DOCUMENT = parse('{ viewer { role } }')

/** A gateway's limits; gives how an operation of 2 points is answered. */
function gateway(): (address: string) => Promise<'admitted' | 'refused'> {
  const config = readConfig({ REDIS_URL: redis.url, RATE_LIMIT_POINTS: '100' })
  const { admission } = protectionOf(config, createLogger('silent'), life)
  return (address) =>
    admission.admit({ viewer: viewerOf('anonymous'), address }, { schema: SCHEMA, document: DOCUMENT }).then(
      () => 'admitted' as const,
      () => 'refused' as const,
    )
}
const times = async (ask: ReturnType<typeof gateway>, address: string, count: number) => {
  const seen = { admitted: 0, refused: 0 }
  for (let n = 0; n < count; n++) seen[await ask(address)]++
  return seen
}

it('a budget is shared by gateways with one Redis, and each goes on alone without it', async () => {
  const [first, second] = [gateway(), gateway()]
  // Until both are connected they count alone.
  await until(async () => {
    const address = `connecting ${performance.now()}`
    await times(first, address, 50)
    return (await second(address)) === 'refused'
  }, 'both gateways to share a budget')
  expect(await times(first, 'a', 30)).toEqual({ admitted: 30, refused: 0 })
  expect(await times(second, 'a', 30)).toEqual({ admitted: 20, refused: 10 })
  expect(await times(second, 'b', 1)).toEqual({ admitted: 1, refused: 0 })

  await redis.kill9()
  expect(await times(first, 'c', 60)).toEqual({ admitted: 50, refused: 10 })
  expect(await times(second, 'c', 60)).toEqual({ admitted: 50, refused: 10 })
})
