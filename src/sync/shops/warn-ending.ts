import { alertsOutlived, permissionsEnded, permissionsEnding } from '../../store/ending-permissions.ts'
import { openSyncAlert, resolveSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import type { ShopDeps } from './deps.ts'
import { withdrawAuthorization } from './withdraw-authorization.ts'

/** Time for the operator to ask the shop's owner. */
export const WARN_AHEAD_MS = 3 * 24 * 3_600_000
const KIND = 'TOKEN_ENDS'

/**
 * Tells, days before, that a permission ends which no refresh prolongs (tokens of some apps can't be refreshed, and
 * refresh tokens end too); takes shops off whose token is over. Any number of workers may do this.
 */
export async function runWarnEnding(deps: Pick<ShopDeps, 'prisma' | 'now' | 'log'>): Promise<void> {
  const { prisma, now } = deps
  const by = new Date(now().getTime() + WARN_AHEAD_MS)
  for (const shop of await permissionsEnded(prisma, now()))
    await withdrawAuthorization(deps, shop, 'Its token has ended and cannot be refreshed.')
  for (const { shopId, name, endsAt } of await permissionsEnding(prisma, by, KIND))
    await transaction(prisma, (tx) =>
      openSyncAlert(tx, {
        shopId,
        kind: KIND,
        dedupeKey: `token-ends:${shopId}`,
        message: `${name} has to be linked again before ${endsAt.toISOString()}: its permission ends and cannot be renewed.`,
      }),
    )
  for (const key of await alertsOutlived(prisma, by, KIND))
    await transaction(prisma, (tx) => resolveSyncAlert(tx, key))
}
