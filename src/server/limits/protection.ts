import type { Redis } from 'ioredis'
import { type AddressOf, addressOf } from './address.ts'
import { type Admission, admission } from './admission.ts'
import { type Door, doorOf } from './door.ts'
import { LIMITS, type Limits } from './limits.ts'
import { rateLimiter, UNLIMITED } from './rate-limiter.ts'
import { WatchLimits } from './watch-limits.ts'

export interface ProtectionSettings {
  readonly production: boolean
  /** Browsers may call from pages of these origins; null: from everywhere. */
  readonly origins: readonly string[] | null
  /** Points per `RATE_SECONDS` for an address without a token; null: no limit. */
  readonly ratePoints: number | null
  readonly socketsPerAddress: number
  readonly trustedProxies: number
  /** Told once, when a request was forwarded although no proxy is trusted. */
  readonly onForwarded?: () => void
  /** Shared by all gateways; null: this process counts alone. */
  readonly redis: Redis | null
  readonly limits?: Partial<Limits>
  /** Ids that may be watched (limits/watch-limits.ts); absent: any number. */
  readonly watchedPerSocket?: number
  readonly watchedPerAddress?: number
}

const RATE_SECONDS = 10

/** Protection of all transports, built once per process. */
export interface Protection {
  readonly production: boolean
  readonly limits: Limits
  readonly admission: Admission
  readonly door: Door
  readonly watches: WatchLimits
  readonly addressOf: AddressOf
  readonly socketsPerAddress: number
  readonly origins: readonly string[] | null
}

export function protection(settings: ProtectionSettings): Protection {
  const { production, origins, ratePoints, socketsPerAddress, trustedProxies, redis } = settings
  const limits = { ...LIMITS, ...settings.limits }
  const rate =
    ratePoints === null ? UNLIMITED : rateLimiter({ points: ratePoints, seconds: RATE_SECONDS }, redis)
  return {
    production,
    limits,
    admission: admission({ limits, rate, production }),
    door: doorOf(limits, rate),
    watches: new WatchLimits({
      perSocket: settings.watchedPerSocket ?? Number.POSITIVE_INFINITY,
      perAddress: settings.watchedPerAddress ?? Number.POSITIVE_INFINITY,
    }),
    addressOf: addressOf(trustedProxies, settings.onForwarded),
    socketsPerAddress,
    origins,
  }
}

/** Default: limits the size of operations, but not their number. */
export function openProtection(): Protection {
  return protection({
    production: false,
    origins: null,
    ratePoints: null,
    socketsPerAddress: Number.POSITIVE_INFINITY,
    trustedProxies: 0,
    redis: null,
  })
}
