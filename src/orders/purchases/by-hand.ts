import { z } from 'zod'
import { idempotencyKey, localId } from '../../domain/input-schemas.ts'
import { isFinal } from '../../domain/order-state.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import type { Prisma, PrismaClient } from '../../store/database.ts'
import { type IdempotentRequest, idempotent } from '../../store/idempotency.ts'
import { type LockedOrder, lockOrder } from '../../store/order.ts'
import { isUniqueViolation, type Tx, transaction } from '../../store/transaction.ts'
import { moveOrder } from '../move-order.ts'
import type { OwnStock } from './deps.ts'
import { followPurchases } from './settle.ts'

export interface ByHandDeps {
  readonly prisma: PrismaClient
  readonly ownStock: OwnStock
}

/** States in which a purchase is an operator's. */
const WAITING = ['AWAITING_MANUAL_PURCHASE', 'FAILED'] as const

const Completion = z.object({
  purchaseOrderId: localId,
  externalId: z
    .string()
    .trim()
    .regex(/^[\w.-]{1,64}$/, 'has to be the order number of the marketplace'),
  idempotencyKey,
})

const Retry = z.object({
  purchaseOrderId: localId,
  acceptMorePercent: z
    .int()
    .min(0, 'has to be 0 or more')
    .max(100, 'has to be at most 100')
    .nullish()
    .transform((percent) => percent ?? 0),
  idempotencyKey,
})

/**
 * An operator has bought it by hand: from here on it is followed like any other purchase.
 * @returns the order's id; null for a purchase for our own stock
 */
export function completeManualPurchase(
  deps: ByHandDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<string | null>> {
  return outcome(async () => {
    const parsed = parseInput(Completion, input)
    const { purchaseOrderId, externalId } = parsed
    const request = { actor, operation: 'completeManualPurchase', input: parsed }
    try {
      return await change(deps, purchaseOrderId, request, {
        data: {
          status: 'PAID',
          externalId,
          partIds: [],
          reason: null,
          submittedAt: new Date(),
          nextAttemptAt: new Date(),
          leasedUntil: null,
          attempts: 0,
        },
        note: `A purchase was made by hand: ${externalId}`,
      })
    } catch (error) {
      // The unique index over platform and number.
      if (!isUniqueViolation(error)) throw error
      throw new Refused('INVALID_INPUT', ['externalId'], 'externalId: is the number of another purchase')
    }
  })
}

/** Has the worker try again, with a maximum rise of the expected price in percent. */
export function retryPurchase(
  deps: ByHandDeps,
  input: unknown,
  actor: string,
): Promise<Outcome<string | null>> {
  return outcome(async () => {
    const parsed = parseInput(Retry, input)
    const { purchaseOrderId, acceptMorePercent } = parsed
    return change(
      deps,
      purchaseOrderId,
      { actor, operation: 'retryPurchase', input: parsed },
      {
        data: { status: 'PENDING', nextAttemptAt: new Date(), leasedUntil: null, attempts: 0 },
        note: 'A purchase is tried once more',
        also: async (tx, purchase) => {
          // Placed upstream and not paid: trying again is paying.
          if (purchase.externalId !== null)
            await tx.purchaseOrder.update({
              where: { id: purchaseOrderId },
              data: { status: 'PLACED' },
              select: { id: true },
            })
          if (acceptMorePercent > 0)
            await tx.$executeRaw`
            UPDATE purchase_order_line SET unit_price_minor = unit_price_minor * (100 + ${acceptMorePercent}) / 100
            WHERE purchase_order_id = ${purchaseOrderId}`
        },
      },
    )
  })
}

interface Change {
  readonly data: Prisma.PurchaseOrderUpdateManyMutationInput
  readonly note: string
  readonly also?: (tx: Tx, purchase: { readonly externalId: string | null }) => Promise<void>
}

async function change(
  { prisma, ownStock }: ByHandDeps,
  id: string,
  request: IdempotentRequest,
  { data, note, also }: Change,
): Promise<string | null> {
  const { actor } = request
  const changeOnce = async (tx: Tx) => {
    const purchase = await tx.purchaseOrder.findUnique({ where: { id } })
    if (!purchase) throw new Refused('NOT_FOUND', ['purchaseOrderId'], 'There is no such purchase.')
    const order = purchase.orderId ? await lockOrder(tx, { id: purchase.orderId }) : null
    if (order && isFinal(order.status)) throw notNow(`Its order is ${order.status}.`)
    const { count } = await tx.purchaseOrder.updateMany({ where: { id, status: { in: [...WAITING] } }, data })
    if (count === 0) throw notNow(`The purchase is ${purchase.status}: it does not wait for anybody.`)
    await also?.(tx, purchase)
    if (order) await noted(tx, order, note, actor)
    else await ownStock.revived(tx, id, actor)
    return { orderId: purchase.orderId }
  }
  const { orderId } = await transaction(prisma, (tx) => idempotent(tx, request, () => changeOnce(tx)))
  return orderId
}

async function noted(tx: Tx, order: LockedOrder, note: string, actor: string): Promise<void> {
  await followPurchases(tx, await moveOrder(tx, order, { note, actor }), actor)
}

const notNow = (message: string) => new Refused('INVALID_TRANSITION', ['purchaseOrderId'], message)
