import { createHmac } from 'node:crypto'
import { CREDENTIALS } from '../credentials.ts'
import { stableNumber } from '../state/ids.ts'
import type { SandboxState } from '../state/state.ts'
import { toJson } from '../wire/json.ts'
import { GLOBAL_STATUS } from './order-views.ts'

/** Lower-case hex, unlike request signatures (purchasing.md 1.6). */
export function globalPushSign(secret: string, appKey: string, rawBody: string): string {
  return createHmac('sha256', secret)
    .update(appKey + rawBody)
    .digest('hex')
}

/** Tells the registered address of every change of a purchase's status: type 3, ids and status only. */
export function pushTaobaoGlobal(state: SandboxState): void {
  const { appKey, secret } = CREDENTIALS.TAOBAO_GLOBAL
  state.purchases.onEvent((event, purchase) => {
    if (purchase.platform !== 'TAOBAO_GLOBAL' || event === 'trace') return
    const body = toJson({
      seller_id: String(stableNumber(purchase.buyer)),
      message_type: 3,
      data: {
        purchase_id: BigInt(purchase.id),
        outer_purchase_id: purchase.ownKey,
        order_status: GLOBAL_STATUS[purchase.status],
        status_update_time: Math.floor(purchase.modified.getTime() / 1000),
      },
      timestamp: state.clock.now().getTime(),
      site: 'taobao_global',
    })
    state.postman.send({
      platform: 'TAOBAO_GLOBAL',
      about: `3 ${purchase.id} ${GLOBAL_STATUS[purchase.status]}`,
      build: (url) => ({
        url,
        headers: { 'content-type': 'application/json', authorization: globalPushSign(secret, appKey, body) },
        body,
      }),
    })
  })
}
