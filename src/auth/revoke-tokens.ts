import { z } from 'zod'
import { exactlyOne } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { Revocation } from './revocations.ts'

/** Clocks of issuers, operators and gateways differ by less, in ms. */
const CLOCK_MS = 60_000

const Input = z
  .object({
    tokenId: z.string().trim().min(1).max(200).nullish(),
    subject: z.string().trim().min(1).max(200).nullish(),
    issuedBefore: z.date().nullish(),
    expiresAt: z.date().nullish(),
    reason: z.string().trim().min(1).max(500),
  })
  .check(exactlyOne('tokenId', 'subject'))

export type NewRevocation = Revocation & { readonly reason: string; readonly revokedBy: string }

export interface RevokeDeps {
  readonly now: () => Date
  /** Longest life of a token, in ms: a revocation lasts that long when the caller does not say when the tokens expire. */
  readonly tokenLifeMs: number
  /** Stores it and notifies all gateways. Returns its id. */
  readonly record: (revocation: NewRevocation) => Promise<string>
}

/** Refuses tokens from now on, everywhere, and ends connections that use them. Returns the id of the revocation. */
export function revokeTokens(deps: RevokeDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const { tokenId, subject, reason, ...given } = parseInput(Input, input)
    const now = deps.now()
    const issuedBefore = given.issuedBefore ?? now
    const expiresAt = given.expiresAt ?? new Date(now.getTime() + deps.tokenLifeMs + 2 * CLOCK_MS)
    if (expiresAt <= now)
      throw new Refused('INVALID_INPUT', ['expiresAt'], 'Tokens that are over need no revocation.')
    if (issuedBefore.getTime() > now.getTime() + CLOCK_MS)
      throw new Refused('INVALID_INPUT', ['issuedBefore'], 'Tokens of the future cannot be revoked.')
    const about = tokenId ? { tokenId } : { subject: subject ?? '', issuedBefore }
    return deps.record({ ...about, expiresAt, reason, revokedBy: actor })
  })
}
