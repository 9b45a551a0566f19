import { setTimeout as delay } from 'node:timers/promises'
import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { expectLedgerToAddUp } from '../../test/support/ledger.ts'
import { ADDRESS, buyer, orderDeps } from '../../test/support/orders.ts'
import type { Outcome } from '../domain/user-error.ts'
import type { OrderDeps } from './deps.ts'
import { placeOrder } from './place-order.ts'
import { turnstile } from './turnstile.ts'

/** Rounds of the races; the long form (ROUNDS=50) is for a machine with time. */
const ROUNDS = Number(process.env.ROUNDS ?? 5)

const input = (lines: object[], idempotencyKey = v7()) => ({
  lines,
  shippingAddress: ADDRESS,
  idempotencyKey,
})

/** How many of each answer: `ok`, or the first error's code. */
function tally(results: readonly Outcome<string>[]): Record<string, number> {
  const counts: Record<string, number> = {}
  for (const result of results) {
    const answer = result.ok ? 'ok' : (result.errors[0]?.code ?? 'none')
    counts[answer] = (counts[answer] ?? 0) + 1
  }
  return counts
}

describePostgres('placeOrder, many at once', (database) => {
  it(`gives the last 10 pieces to 10 of 200, ${ROUNDS} times`, { timeout: ROUNDS * 60_000 }, async () => {
    const { prisma } = database()
    const deps = orderDeps(prisma)
    for (let round = 0; round < ROUNDS; round++) {
      const { skuId } = await makeLevel(prisma, { onHand: 10 })
      const results = await Promise.all(
        Array.from({ length: 200 }, async (_, customer) => {
          await delay(Math.random() * 30)
          return placeOrder(deps, input([{ skuId, quantity: 1 }]), buyer(`${round}-${customer}`))
        }),
      )
      expect(tally(results)).toEqual({ ok: 10, INSUFFICIENT_STOCK: 190 })
      expect(await prisma.order.count({ where: { lines: { some: { skuId } } } })).toBe(10)
      expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([
        { onHand: 10, reserved: 10, available: 0 },
      ])
      await expectLedgerToAddUp(prisma, [skuId])
    }
  })

  it('never promises more than there is when carts share SKUs in any order', async () => {
    const { prisma } = database()
    const deps = orderDeps(prisma)
    const levels = [await makeLevel(prisma, { onHand: 12 }), await makeLevel(prisma, { onHand: 7 })]
    const [a, b] = levels.map((level) => level.skuId)
    const results = await Promise.all(
      Array.from({ length: 60 }, (_, customer) => {
        const lines = [
          { skuId: a, quantity: 1 },
          { skuId: b, quantity: 1 },
          { skuId: a, quantity: 1 },
        ]
        return placeOrder(deps, input(customer % 2 ? lines : lines.reverse()), buyer(`c${customer}`))
      }),
    )
    expect(tally(results)).toEqual({ ok: 6, INSUFFICIENT_STOCK: 54 })
    expect(await prisma.stockLevel.findMany({ where: { skuId: { in: [a ?? '', b ?? ''] } } })).toMatchObject([
      { onHand: 12, reserved: 12 },
      { onHand: 7, reserved: 6 },
    ])
  })

  it('never lets one customer have more unpaid orders, or pieces of a SKU in them, than the limits', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 1_000 })
    const unpaid = (customerId: string) =>
      prisma.order.findMany({ where: { customerId, status: 'PENDING_PAYMENT' }, include: { lines: true } })
    const rush = (customerId: string, quantity: number, unpaidLimits: OrderDeps['unpaidLimits']) => {
      const deps = orderDeps(prisma, { unpaidLimits, rush: turnstile(40) })
      return Promise.all(
        Array.from({ length: 40 }, () => placeOrder(deps, input([{ skuId, quantity }]), buyer(customerId))),
      )
    }
    const [many, much] = [v7(), v7()]
    expect(tally(await rush(many, 1, { orders: 5, piecesOfSku: 50 }))).toEqual({ ok: 5, LIMIT_EXCEEDED: 35 })
    expect(await unpaid(many)).toHaveLength(5)
    expect(tally(await rush(much, 3, { orders: 20, piecesOfSku: 10 }))).toEqual({ ok: 3, LIMIT_EXCEEDED: 37 })
    expect((await unpaid(much)).flatMap(({ lines }) => lines.map((line) => line.quantity))).toEqual([3, 3, 3])
    await expectLedgerToAddUp(prisma, [skuId])
  })

  it('makes one order of the same key sent 50 times at once, and 50 equal answers', async () => {
    const { prisma } = database()
    const deps = orderDeps(prisma)
    const { skuId } = await makeLevel(prisma, { onHand: 100 })
    const request = input([{ skuId, quantity: 1 }])
    const results = await Promise.all(
      Array.from({ length: 50 }, () => placeOrder(deps, request, buyer('ada'))),
    )
    expect(results).toHaveLength(50)
    expect(new Set(results.map((result) => JSON.stringify(result))).size).toBe(1)
    expect(results[0]?.ok).toBe(true)
    expect(await prisma.order.count({ where: { lines: { some: { skuId } } } })).toBe(1)
    expect(await prisma.stockLevel.findMany({ where: { skuId } })).toMatchObject([{ reserved: 1 }])
  })
})
