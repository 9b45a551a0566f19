import { Redis } from 'ioredis'
import type { Config } from '../config.ts'
import { type Protection, protection } from '../server/limits/protection.ts'
import type { Logger } from '../server/logger.ts'
import type { Lifetime } from './lifetime.ts'

/** Limits as configured. Budgets are counted in Redis when there is one: gateways share them. */
export function protectionOf(config: Config, log: Logger, life: Lifetime): Protection {
  const counted = config.limits.ratePoints !== null && config.role !== 'worker'
  const redis = counted && config.redisUrl ? openRedis(config.redisUrl, log, life) : null
  const { executionMs, ...limits } = config.limits
  return protection({ ...limits, production: config.production, redis, limits: { executionMs } })
}

function openRedis(url: string, log: Logger, life: Lifetime): Redis {
  // No request waits for a Redis that is away: each gateway counts alone then.
  const redis = new Redis(url, {
    enableOfflineQueue: false,
    maxRetriesPerRequest: 0,
    commandTimeout: 500,
    connectTimeout: 5_000,
    retryStrategy: (attempt) => Math.min(100 * attempt, 2_000),
  })
  redis.on('error', (error) => log.warn({ err: error }, 'Redis is away: each gateway limits alone'))
  life.onStop('rate limit', () => redis.disconnect())
  return redis
}
