import { z } from 'zod'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { Revocation } from './revocations.ts'

/** How long a revocation stands when nobody says when the tokens end: longer than any token should live. */
const USUAL_DAYS = 400
const DAY_MS = 24 * 3600 * 1_000
/** Clocks of operators and gateways differ by less, ms. */
const CLOCK_MS = 60_000

const Input = z.object({
  tokenId: z.string().trim().min(1).max(200).nullish(),
  subject: z.string().trim().min(1).max(200).nullish(),
  issuedBefore: z.date().nullish(),
  expiresAt: z.date().nullish(),
  reason: z.string().trim().min(1).max(500),
})

export type NewRevocation = Revocation & { readonly reason: string; readonly revokedBy: string }

export interface RevokeDeps {
  readonly now: () => Date
  /** Writes it down and tells all gateways. Gives its id. */
  readonly record: (revocation: NewRevocation) => Promise<string>
}

/** Refuses tokens from now on, everywhere, and ends what was begun with them. Gives the id of the revocation. */
export function revokeTokens(deps: RevokeDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = Input.safeParse(input)
    if (!parsed.success) {
      const { path, message } = parsed.error.issues[0] ?? { path: [], message: 'is not valid' }
      throw new Refused('INVALID_INPUT', path.map(String), message)
    }
    const { tokenId, subject, reason, ...given } = parsed.data
    const now = deps.now()
    const issuedBefore = given.issuedBefore ?? now
    const expiresAt = given.expiresAt ?? new Date(now.getTime() + USUAL_DAYS * DAY_MS)
    if (Boolean(tokenId) === Boolean(subject))
      throw new Refused('INVALID_INPUT', ['tokenId'], 'Name either a token or a subject.')
    if (expiresAt <= now)
      throw new Refused('INVALID_INPUT', ['expiresAt'], 'Tokens that are over need no revocation.')
    if (issuedBefore.getTime() > now.getTime() + CLOCK_MS)
      throw new Refused('INVALID_INPUT', ['issuedBefore'], 'Tokens of the future cannot be revoked.')
    const about = tokenId ? { tokenId } : { subject: subject ?? '', issuedBefore }
    return deps.record({ ...about, expiresAt, reason, revokedBy: actor })
  })
}
