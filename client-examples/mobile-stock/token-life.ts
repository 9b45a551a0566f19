/** A token for the gateway. */
export interface Authorization {
  /** "Bearer ..." */
  readonly authorization: string
  /** How long the token is good from now on, in ms: the surest, for it needs no clock. */
  readonly expiresInMs?: number
  /** When it ends, ms since 1970, by the issuer's clock; absent, and no JWT: never. */
  readonly expiresAt?: number
}

/**
 * How long a token that was just received is valid, in ms; null: forever, zero or less: unknown. The device's
 * clock may be hours wrong. A JWT says how long it lives (`exp - iat`): more than that, or nothing, is left of it only by
 * a wrong clock.
 * @param now the device's clock, ms since 1970
 */
export function lifeMs(given: Authorization, now = Date.now()): number | null {
  if (given.expiresInMs !== undefined) return given.expiresInMs
  const { exp, iat } = claimsOf(given.authorization)
  const expiresAt = given.expiresAt ?? (exp === undefined ? undefined : exp * 1_000)
  if (expiresAt === undefined) return null
  const left = expiresAt - now
  const whole = exp === undefined || iat === undefined ? Number.POSITIVE_INFINITY : (exp - iat) * 1_000
  return left > 0 && left <= whole ? left : Number.isFinite(whole) ? whole : left
}

interface Claims {
  readonly exp?: number
  readonly iat?: number
}

/** Nothing for a token that is no JWT. */
function claimsOf(authorization: string): Claims {
  try {
    const body = authorization.split('.')[1] ?? ''
    const { exp, iat } = JSON.parse(atob(body.replace(/-/g, '+').replace(/_/g, '/'))) as Record<
      string,
      unknown
    >
    return { ...(typeof exp === 'number' && { exp }), ...(typeof iat === 'number' && { iat }) }
  } catch {
    return {}
  }
}
