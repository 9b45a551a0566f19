import type { Redis } from 'ioredis'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { Viewer } from '../../domain/viewer.ts'

export interface RateLimiter {
  /** Takes points from the viewer's budget. Gives null, or after how many ms there is a new budget. */
  take(viewer: Viewer, address: string, points: number): Promise<number | null>
}

export interface RateBudget {
  /** Points of cost in `seconds` for everybody of one address who has no token. */
  readonly points: number
  readonly seconds: number
}

/** A token's subject gets so many times what an address gets. */
const WITH_TOKEN = 10

/**
 * One budget per subject, or per address without a token, shared by all gateways when there is Redis. When Redis is
 * away each gateway counts alone. Our own workers are not limited.
 */
export function rateLimiter(budget: RateBudget, redis: Redis | null): RateLimiter {
  const limiterOf = (name: string, points: number) => {
    const options = { keyPrefix: `haitao:rate:${name}`, points, duration: budget.seconds }
    const memory = new RateLimiterMemory(options)
    return redis ? new RateLimiterRedis({ ...options, storeClient: redis, insuranceLimiter: memory }) : memory
  }
  const anonymous = limiterOf('address', budget.points)
  const known = limiterOf('subject', budget.points * WITH_TOKEN)
  return {
    async take(viewer, address, points) {
      if (viewer.role === 'worker') return null
      const [limiter, key] =
        viewer.subject === null
          ? ([anonymous, address] as const)
          : ([known, `${viewer.role}:${viewer.subject}`] as const)
      try {
        await limiter.consume(key, Math.ceil(points))
        return null
      } catch (refused) {
        if (refused instanceof Error) throw refused
        return Math.max(1, (refused as { msBeforeNext: number }).msBeforeNext)
      }
    },
  }
}

/** No limit: switched off. */
export const UNLIMITED: RateLimiter = { take: async () => null }
