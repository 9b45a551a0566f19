import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import { forgetTokens } from '../../store/shop-tokens.ts'
import { resolveSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import { type ShopDeps, tokenAlertKey } from './deps.ts'

/** Forgets the tokens; cursors, listings and orders stay. Again is no failure. Returns the shop's id. */
export function unlinkShop(
  { prisma, log }: Pick<ShopDeps, 'prisma' | 'log'>,
  shopId: string,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    await transaction(prisma, async (tx) => {
      if (!(await forgetTokens(tx, shopId))) throw new Refused('NOT_FOUND', ['id'], 'There is no such shop.')
      await resolveSyncAlert(tx, tokenAlertKey(shopId))
    })
    log.info({ actor, shopId }, 'shop unlinked')
    return shopId
  })
}
