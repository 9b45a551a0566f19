import type { PurchaseEvent } from '../state/purchase.ts'
import type { SandboxState } from '../state/state.ts'
import { chinaTime } from '../wire/china-time.ts'
import type { VopMethod } from './vop-call.ts'

/** Message types of order events: 1 split, 5 delivered, 10 cancelled, 12 delivery order made, 14 pay failed, 31 finished. */
const TYPE: Readonly<Partial<Record<PurchaseEvent, string>>> = {
  split: '1',
  signed: '5',
  cancelled: '10',
  shipped: '12',
  'pay-failed': '14',
  finished: '31',
}

/** Puts what happens to VOP orders, prices and stock into the pull queue. */
export function queueVopMessages(state: SandboxState): void {
  state.purchases.onEvent((event, purchase) => {
    const type = TYPE[event]
    if (purchase.platform !== 'JD_VOP' || type === undefined) return
    const expired = event === 'cancelled' && purchase.closeReason === 'timeout'
    state.mail.add('JD_VOP', purchase.buyer, expired ? '15' : type, {
      orderId: BigInt(purchase.id),
      ...(type === '1' ? { pOrder: BigInt(purchase.id) } : {}),
      ...(type === '5' ? { state: 1 } : {}),
      // 2: it was never confirmed (purchasing.md 2.3).
      ...(expired ? { cancelType: 2 } : {}),
    })
  })
}

/** `type` is a comma list; a message stays in the queue until it is deleted. */
const get: VopMethod = (call) => {
  const types = call.text('type')?.split(',')
  return call.state.mail
    .waiting('JD_VOP')
    .filter((mail) => mail.shop === call.account && (types === undefined || types.includes(mail.topic)))
    .slice(0, 100)
    .map((mail) => ({
      id: mail.id,
      type: Number(mail.topic),
      time: chinaTime(mail.born),
      result: mail.content,
    }))
}

const del: VopMethod = (call) => {
  call.state.mail.confirm('JD_VOP', call.required('id').split(','))
  return true
}

/** The pull queue: process, then delete (purchasing.md 2.3). */
export const messageMethods: Readonly<Record<string, VopMethod>> = { 'message/get': get, 'message/del': del }
