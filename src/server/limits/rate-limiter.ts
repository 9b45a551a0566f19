import type { Redis } from 'ioredis'
import { LRUCache } from 'lru-cache'
import { RateLimiterMemory, RateLimiterRedis } from 'rate-limiter-flexible'
import type { Viewer } from '../../domain/viewer.ts'

export interface RateLimiter {
  /** Takes points from the viewer's budget. Gives null, or after how many ms there is a new budget. */
  take(viewer: Viewer, address: string, points: number): Promise<number | null>
  /** After how many ms there is a new budget for a viewer that was refused; null: `take` must be asked. */
  refusedFor(viewer: Viewer, address: string): number | null
}

export interface RateBudget {
  /** Points of cost in `seconds` for everybody of one address who has no token. */
  readonly points: number
  readonly seconds: number
}

/** Viewers without a budget that are remembered, so that what they go on sending costs no more than a look. */
const REMEMBERED = 10_000
/** A token's subject gets this multiple of what an address gets. */
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
  /** When there is a new budget, ms of `performance.now()`. */
  const refused = new LRUCache<string, number>({ max: REMEMBERED })
  return {
    refusedFor(viewer, address) {
      const until = viewer.role === 'worker' ? undefined : refused.get(keyOf(viewer, address))
      const ms = until === undefined ? 0 : until - performance.now()
      return ms > 0 ? ms : null
    },
    async take(viewer, address, points) {
      if (viewer.role === 'worker') return null
      const limiter = viewer.subject === null ? anonymous : known
      const key = keyOf(viewer, address)
      try {
        await limiter.consume(key, Math.ceil(points))
        return null
      } catch (refusal) {
        if (refusal instanceof Error) throw refusal
        const ms = Math.max(1, (refusal as { msBeforeNext: number }).msBeforeNext)
        refused.set(key, performance.now() + ms)
        return ms
      }
    },
  }
}

/** Who shares a budget. */
function keyOf({ role, subject }: Viewer, address: string): string {
  return subject === null ? address : `${role}:${subject}`
}

/** No limit: switched off. */
export const UNLIMITED: RateLimiter = { take: async () => null, refusedFor: () => null }
