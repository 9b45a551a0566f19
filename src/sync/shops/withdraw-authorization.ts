import { type ShopTokens, withdrawTokens } from '../../store/shop-tokens.ts'
import { openSyncAlert } from '../../store/sync-alert.ts'
import { transaction } from '../../store/transaction.ts'
import { type ShopDeps, tokenAlertKey } from './deps.ts'

/**
 * The platform does not take the shop's tokens any more: its jobs stop, its cursors stay, and the operator hears of
 * it once. False when there are other tokens by now, to which this does not apply.
 * @param reason in words for the operator, without secrets
 */
export async function withdrawAuthorization(
  { prisma, log }: Pick<ShopDeps, 'prisma' | 'log'>,
  shop: Pick<ShopTokens, 'shopId' | 'tokenVersion' | 'name' | 'platform'>,
  reason: string,
): Promise<boolean> {
  const { shopId, name, platform } = shop
  const withdrawn = await transaction(prisma, async (tx) => {
    if (!(await withdrawTokens(tx, shop, reason))) return false
    await openSyncAlert(tx, {
      shopId,
      kind: 'NEEDS_AUTHORIZATION',
      dedupeKey: tokenAlertKey(shopId),
      message: `${name} has to be linked again. ${reason}`,
    })
    return true
  })
  if (withdrawn) log.warn({ platform, shopId, reason }, 'a shop has to be linked again')
  return withdrawn
}
