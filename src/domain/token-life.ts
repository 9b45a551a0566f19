const HOUR_MS = 3_600_000

/**
 * When to refresh a token before it expires: when a fifth of its life or an hour remains, whichever is
 * earlier. A life too short for an hour is halved, so that a new token is never due at once.
 * Null if it has no end: then only a refused call shows that it has expired.
 */
export function refreshDueAt(issuedAt: Date, expiresAt: Date | null): Date | null {
  if (!expiresAt) return null
  const life = Math.max(0, expiresAt.getTime() - issuedAt.getTime())
  const ahead = Math.max(life / 5, Math.min(HOUR_MS, life / 2))
  return new Date(expiresAt.getTime() - ahead)
}
