import { z } from 'zod'
import { localId } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { transaction } from '../store/transaction.ts'
import { type Acting, lockFor } from './acting.ts'
import type { OrderDeps } from './deps.ts'
import { forAll, moveOrder } from './move-order.ts'

const Input = z.object({ id: localId })

/** The customer has everything: the order becomes delivered, if it was not yet, and completed. */
export function confirmDelivery(
  { prisma }: OrderDeps,
  input: unknown,
  acting: Acting,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const { id } = parseInput(Input, input)
    return transaction(prisma, async (tx) => {
      const order = await lockFor(tx, id, acting)
      if (order.status !== 'SHIPPED' && order.status !== 'DELIVERED')
        throw new Refused('INVALID_TRANSITION', ['id'], `An order that is ${order.status} was not received.`)
      const { actor } = acting
      const delivered =
        order.status === 'SHIPPED'
          ? await moveOrder(tx, order, {
              to: 'DELIVERED',
              note: forAll('The customer has received it'),
              actor,
            })
          : order
      await moveOrder(tx, delivered, {
        to: 'COMPLETED',
        note: forAll('The customer has confirmed the receipt'),
        actor,
      })
      return id
    })
  })
}
