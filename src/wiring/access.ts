import type { AccessUseCases } from '../../schema/context.ts'
import { type Revocation, RevocationList } from '../auth/revocations.ts'
import { revokeTokens } from '../auth/revoke-tokens.ts'
import type { Config } from '../config/index.ts'
import type { Logger } from '../server/logger.ts'
import type { Database } from '../store/database.ts'
import {
  forgetRevocations,
  REVOCATION_CHANNEL,
  readRevocations,
  recordRevocation,
} from '../store/token-revocation.ts'
import type { Lifetime } from './lifetime.ts'

/** Should a notification be lost: the list is read again this often, ms. */
const READ_MS = 10_000
const FORGET_MS = 3_600_000

export interface AccessParts {
  readonly revocations: RevocationList
  readonly useCases: AccessUseCases
}

/** The revocation list, read before the first token is checked and kept up to date by notifications of the database. */
export async function openAccess(
  config: Config,
  database: Database,
  log: Logger,
  life: Lifetime,
): Promise<AccessParts> {
  const revocations = new RevocationList()
  const read = async () => {
    const rows = await readRevocations(database)
    revocations.replace(
      rows.flatMap<Revocation>(({ tokenId, subject, issuedBefore, expiresAt }) => {
        if (tokenId !== null) return [{ tokenId, expiresAt }]
        return subject !== null && issuedBefore ? [{ subject, issuedBefore, expiresAt }] : []
      }),
    )
    return false
  }
  await read()
  if (config.role !== 'worker') {
    const reading = life.every({ name: 'revoked tokens', everyMs: READ_MS, run: read, log })
    const unlisten = await database.listen(REVOCATION_CHANNEL, () => reading.wake())
    life.onStop('wake-up of revoked tokens', unlisten)
  }
  if (config.role !== 'gateway') {
    const run = async () => {
      await forgetRevocations(database)
      return false
    }
    life.every({ name: 'old revocations', everyMs: FORGET_MS, run, log })
  }
  const deps = {
    now: () => new Date(),
    tokenLifeMs: config.auth.tokenLifeMs,
    record: (revocation: Parameters<typeof recordRevocation>[1]) =>
      recordRevocation(database.prisma, revocation),
  }
  return { revocations, useCases: { revokeTokens: (input, actor) => revokeTokens(deps, input, actor) } }
}
