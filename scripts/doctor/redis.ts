import { parseRedisAddress, withoutLogin } from '../../src/domain/redis-address.ts'
import { openOnce } from '../../src/realtime/redis-connection.ts'
import { compareClock } from './clock.ts'
import { type Finding, ok, warning, withoutStop, wrong } from './finding.ts'

const COMMAND_MS = 5_000
const OLDEST = 7

/** Redis of REDIS_URL: of a cluster one of its nodes. */
export async function checkRedis(url: string | null): Promise<Finding[]> {
  const address = url === null ? null : parseRedisAddress(url)
  if (!address) return [ok('Redis', 'not used')]
  const where = withoutLogin(address)
  const redis = openOnce(address, COMMAND_MS)
  // Told by the command that fails.
  redis.on('error', () => {})
  try {
    await redis.connect()
    const info = await redis.info()
    const field = (name: string) => new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? ''
    const time = async () => {
      const [seconds, micros] = await redis.time()
      return Number(seconds) * 1_000 + Number(micros) / 1_000
    }
    return [
      judge(where, field('redis_version'), field('maxmemory_policy')),
      await compareClock('Redis', time),
    ]
  } catch (error) {
    const remedy = 'check REDIS_URL, that Redis 7 or newer runs there, and that it lets this machine in'
    return [wrong('Redis', `${where} can't be used: ${withoutStop(error)}`, remedy)]
  } finally {
    redis.disconnect()
  }
}

function judge(where: string, version: string, policy: string): Finding {
  const name = 'Redis'
  if (Number.parseInt(version, 10) < OLDEST)
    return wrong(name, `${where} is version ${version}`, `sharded pub/sub needs Redis ${OLDEST} or newer`)
  if (policy.startsWith('allkeys'))
    return warning(
      name,
      `${where}, version ${version}, evicts keys (${policy}): events are then read from the database`,
      'set maxmemory-policy to noeviction or volatile-ttl',
    )
  return ok(name, `${where}, version ${version}`)
}
