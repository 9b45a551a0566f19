import type { Redis } from 'ioredis'
import { type AddressOf, addressOf } from './address.ts'
import { type Admission, admission } from './admission.ts'
import { LIMITS, type Limits } from './limits.ts'
import { rateLimiter, UNLIMITED } from './rate-limiter.ts'

export interface ProtectionSettings {
  readonly production: boolean
  /** Browsers may call from pages of these origins; null: from everywhere. */
  readonly origins: readonly string[] | null
  /** Points per `RATE_SECONDS` for an address without a token; null: no limit. */
  readonly ratePoints: number | null
  readonly socketsPerAddress: number
  readonly trustedProxies: number
  /** Shared by all gateways; null: this process counts alone. */
  readonly redis: Redis | null
  readonly limits?: Partial<Limits>
}

const RATE_SECONDS = 10

/** What protects all transports, put together once per process. */
export interface Protection {
  readonly production: boolean
  readonly limits: Limits
  readonly admission: Admission
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
    addressOf: addressOf(trustedProxies),
    socketsPerAddress,
    origins,
  }
}

/** For servers that are not told otherwise: what an operation may be is limited, how many there are is not. */
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
