import type { Outcome } from '../src/domain/user-error.ts'
import { payloadOf } from './payload.ts'
import { payloadType } from './payload-type.ts'

interface OrderResult {
  readonly orderId: string | null
}

/** What every change to an order answers. */
export const OrderPayload = payloadType<OrderResult>(
  'OrderPayload',
  'What became of a change to an order.',
  (t) => ({
    order: t.prismaField({
      type: 'Order',
      nullable: true,
      description: 'The order as it is now; null when the change was refused.',
      resolve: (query, { orderId }, _args, { prisma }) =>
        orderId === null ? null : prisma.order.findUnique({ ...query, where: { id: orderId } }),
    }),
  }),
)

/** Runs a use case that gives the id of the order it changed; null when it concerned none. */
export function orderPayload(run: () => Promise<Outcome<string | null>>) {
  return payloadOf<string | null, OrderResult>(run, (orderId) => ({ orderId }), { orderId: null })
}
