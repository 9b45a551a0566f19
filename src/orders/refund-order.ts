import { z } from 'zod'
import { idempotencyKey, localId } from '../domain/input-schemas.ts'
import { canMove } from '../domain/order-state.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { lockFor } from './acting.ts'
import { reason } from './cancel-order.ts'
import type { OrderDeps } from './deps.ts'
import { letGo } from './let-go.ts'
import { moveOrder } from './move-order.ts'

const Input = z.object({ id: localId, reason, idempotencyKey })

/**
 * Tells that all payments of an order were given back (in the provider's console, say): the order becomes
 * REFUNDED, one that was cancelled stays so. The provider's own word, when it comes later, only confirms it.
 * @returns the order's id
 */
export function refundOrder(deps: OrderDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { id, reason: why } = parsed
    const refund = async (tx: Tx) => {
      const order = await lockFor(tx, id, { actor, customerId: null })
      if (order.status !== 'CANCELLED' && !canMove(order.status, 'REFUNDED'))
        throw new Refused('INVALID_TRANSITION', ['id'], `An order that is ${order.status} can't be refunded.`)
      const paid = await tx.payment.findMany({ where: { orderId: id, status: 'PAID' } })
      if (paid.length === 0)
        throw new Refused('INVALID_TRANSITION', ['id'], 'There is no payment to give back.')
      for (const payment of paid)
        await tx.payment.update({
          where: { id: payment.id },
          data: { status: 'REFUNDED', refundedMinor: payment.amountMinor },
          select: { id: true },
        })
      const note = { operators: `Refunded: ${why}`, customer: 'What was paid was given back' }
      if (order.status === 'CANCELLED') {
        await moveOrder(tx, order, { note, actor })
        return id
      }
      await moveOrder(tx, order, { to: 'REFUNDED', note, actor })
      await letGo(tx, deps, order, actor)
      return id
    }
    const request = { actor, operation: 'refundOrder', input: parsed }
    await transaction(deps.prisma, (tx) => idempotent(tx, request, () => refund(tx)))
    deps.onPurchasesDue()
    return id
  })
}
