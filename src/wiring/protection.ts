import type { Redis } from 'ioredis'
import type { Config } from '../config.ts'
import { parseRedisAddress, type RedisAddress } from '../domain/redis-address.ts'
import { openRedis } from '../realtime/redis-connection.ts'
import { type Protection, protection } from '../server/limits/protection.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

/** Limits as configured. Budgets are counted in Redis when there is one: gateways share them. */
export function protectionOf(config: Config, log: Logger, life: Lifetime): Protection {
  const counted = config.limits.ratePoints !== null && config.role !== 'worker'
  const address = counted && config.redisUrl ? parseRedisAddress(config.redisUrl) : null
  const redis = address && budgetsIn(address, log, life)
  const { executionMs, ...limits } = config.limits
  return protection({ ...limits, production: config.production, redis, limits: { executionMs } })
}

function budgetsIn(address: RedisAddress, log: Logger, life: Lifetime): Redis {
  // No request waits for a Redis that is away: each gateway counts alone then.
  const redis = openRedis(address, { commandTimeoutMs: 500, queueOffline: false })
  redis.on('error', (error) => log.warn({ err: error }, 'Redis is away: each gateway limits alone'))
  life.onStop('rate limit', () => redis.disconnect())
  // Told as an error above; it tries again by itself.
  void redis.connect().catch(() => {})
  return redis
}
