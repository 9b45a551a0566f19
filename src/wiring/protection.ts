import type { Redis } from 'ioredis'
import type { Config } from '../config/index.ts'
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
  const { executionMs, documentLength, anonymousDocumentLength, anonymousBodyBytes, ...settings } =
    config.limits
  const limits = { executionMs, documentLength, anonymousDocumentLength, anonymousBodyBytes }
  const onForwarded = () =>
    log.warn(
      `A request has X-Forwarded-For and TRUSTED_PROXIES is 0: behind a proxy all clients share one address, with ${settings.socketsPerAddress} sockets and one budget. Set TRUSTED_PROXIES to the number of your proxies.`,
    )
  return protection({ ...settings, onForwarded, production: config.production, redis, limits })
}

function budgetsIn(address: RedisAddress, log: Logger, life: Lifetime): Redis {
  // No request waits for a Redis that is down: each gateway counts alone then.
  const redis = openRedis(address, { commandTimeoutMs: 500, queueOffline: false })
  redis.on('error', (error) => log.warn({ err: error }, 'Redis is away: each gateway limits alone'))
  life.onStop('rate limit', () => redis.disconnect())
  // Reported as an error above; the client reconnects.
  void redis.connect().catch(() => {})
  return redis
}
