import { z } from 'zod'
import { localId } from '../domain/input-schemas.ts'
import { canCustomerCancel, canMove } from '../domain/order-state.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { transaction } from '../store/transaction.ts'
import { type Acting, lockFor } from './acting.ts'
import type { OrderDeps } from './deps.ts'
import { letGo } from './let-go.ts'
import { moveOrder } from './move-order.ts'

export const reason = z.string().trim().min(1, 'has to say why').max(500, 'has to be at most 500 characters')

const Input = z.object({ id: localId, reason })

/**
 * Calls an order off: its stock is given back, its purchases are cancelled where that is still possible, and what
 * was paid waits to be given back. Customers may do so until something was bought for them.
 * @returns the order's id
 */
export function cancelOrder(deps: OrderDeps, input: unknown, acting: Acting): Promise<Outcome<string>> {
  return outcome(async () => {
    const { id, reason: why } = parseInput(Input, input)
    await transaction(deps.prisma, async (tx) => {
      const order = await lockFor(tx, id, acting)
      const { status } = order
      if (!canMove(status, 'CANCELLED'))
        throw new Refused('INVALID_TRANSITION', ['id'], `An order that is ${status} can't be cancelled.`)
      if (acting.customerId !== null && !canCustomerCancel(status))
        throw new Refused(
          'INVALID_TRANSITION',
          ['id'],
          `The order is ${status}: something was bought for it already. Ask us to cancel it.`,
        )
      await tx.order.update({ where: { id }, data: { cancelReason: why, payBy: null }, select: { id: true } })
      const { count } = await tx.payment.updateMany({
        where: { orderId: id, status: 'PAID', refundRequestedAt: null },
        data: { refundRequestedAt: new Date() },
      })
      const refund = count > 0 ? '; what was paid has to be given back' : ''
      await moveOrder(tx, order, { to: 'CANCELLED', note: `Cancelled: ${why}${refund}`, actor: acting.actor })
      await letGo(tx, deps, order, acting.actor)
    })
    deps.onPurchasesDue()
    return id
  })
}
