import { z } from 'zod'
import { idempotencyKey, localId } from '../domain/input-schemas.ts'
import { canCustomerCancel, canMove } from '../domain/order-state.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { type Acting, lockFor } from './acting.ts'
import type { OrderDeps } from './deps.ts'
import { letGo } from './let-go.ts'
import { forAll, moveOrder } from './move-order.ts'

export const reason = z.string().trim().min(1, 'has to say why').max(500, 'has to be at most 500 characters')

const Input = z.object({ id: localId, reason, idempotencyKey })

/**
 * Calls an order off: its stock is given back, its purchases are cancelled where that is still possible, and what
 * was paid waits to be given back. Customers may do so until something was bought for them.
 * @returns the order's id
 */
export function cancelOrder(deps: OrderDeps, input: unknown, acting: Acting): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { id, reason: why } = parsed
    const cancel = async (tx: Tx) => {
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
      const words = `Cancelled: ${why}${refund}`
      const byUs = { operators: words, customer: `Cancelled by us${refund}` }
      const note = acting.customerId === null ? byUs : forAll(words)
      await moveOrder(tx, order, { to: 'CANCELLED', note, actor: acting.actor })
      await letGo(tx, deps, order, acting.actor)
      return id
    }
    const request = { actor: acting.actor, operation: 'cancelOrder', input: parsed }
    await transaction(deps.prisma, (tx) => idempotent(tx, request, () => cancel(tx)))
    deps.onPurchasesDue()
    return id
  })
}
