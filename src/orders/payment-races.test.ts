import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres } from '../../test/support/databases.ts'
import { expectLedgerToAddUp } from '../../test/support/ledger.ts'
import { paymentDesk } from '../../test/support/payment-desk.ts'
import { cancelOrder } from './cancel-order.ts'

const ROUNDS = 12

describePostgres('payments at the same moment', (database) => {
  const { deps, orderOf, anOrder, body, take } = paymentDesk(database)

  it('as a cancellation, each reported twice, are one payment, and never forgotten', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const { id, skuId, ...order } = await anOrder()
      const event = body(order)
      const input = { id, reason: 'changed my mind', idempotencyKey: v7() }
      const cancel = () => cancelOrder(deps(), input, { actor: 'operator:olga', customerId: null })
      // The cancellation is first in every other round.
      const [first, second, third] =
        round % 2 === 0
          ? await Promise.all([take(event), take(event), cancel()])
          : await Promise.all([cancel(), take(event), take(event)])
      const answers = [first, second, third].filter((one) => 'result' in one)
      expect(answers.filter(({ repeated }) => !repeated)).toHaveLength(1)
      const { status, payments } = await orderOf(id)
      expect({ status, payments }).toMatchObject({
        status: 'CANCELLED',
        payments: [{ status: 'PAID', refundRequestedAt: expect.any(Date) }],
      })
      await expectLedgerToAddUp(database().prisma, [skuId])
    }
  })

  it('under two references are two, and one of them is wanted back', async () => {
    for (let round = 0; round < ROUNDS; round++) {
      const order = await anOrder()
      const answers = await Promise.all([take(body(order)), take(body({ ...order, reference: v7() }))])
      expect(answers.map(({ result }) => result).sort()).toEqual(['ACCEPTED', 'RECORDED'])
      const { status, payments } = await orderOf(order.id)
      expect(status).toBe('PAID')
      expect(payments.map(({ refundRequestedAt }) => refundRequestedAt !== null).sort()).toEqual([
        false,
        true,
      ])
    }
  })
})
