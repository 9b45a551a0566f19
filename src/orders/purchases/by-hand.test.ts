import { v7 } from 'uuid'
import { expect, it, vi } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { boughtToOrder, orderDeps } from '../../../test/support/orders.ts'
import { fakePlatform, makeDue, purchaseDeps } from '../../../test/support/purchasing.ts'
import { cancelOrder } from '../cancel-order.ts'
import { completeManualPurchase, retryPurchase } from './by-hand.ts'
import type { OwnStock } from './deps.ts'
import { workOnPurchases } from './work.ts'

const never = new AbortController().signal
const ownStock = (): OwnStock => ({ arrived: vi.fn(), calledOff: vi.fn(), revived: vi.fn() })

testDatabases('purchases by hand', (database) => {
  const deps = () => ({ prisma: database().prisma, ownStock: ownStock() })
  const orderOf = async (id: string) => {
    const order = await database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: { purchases: { include: { lines: true } } },
    })
    return { ...order, purchase: order.purchases[0] ?? expect.fail('it has a purchase') }
  }
  /** An order whose purchase waits for an operator: its price rose by a fifth. */
  async function waiting(platform = fakePlatform()) {
    const id = await boughtToOrder(orderDeps(database().prisma))
    platform.price(1800n)
    await workOnPurchases(purchaseDeps(database().prisma, platform), never)
    const { purchase } = await orderOf(id)
    expect(purchase.status).toBe('AWAITING_MANUAL_PURCHASE')
    return { id, purchaseOrderId: purchase.id, platform }
  }
  const complete = (purchaseOrderId: string, externalId: string) =>
    completeManualPurchase(deps(), { purchaseOrderId, externalId, idempotencyKey: v7() }, 'operator:olga')

  it('is followed from then on, and moves its order', async () => {
    const { id, purchaseOrderId } = await waiting()
    const externalId = `hand-${v7()}`
    expect(await complete(purchaseOrderId, externalId)).toEqual({ ok: true, value: id })
    const order = await orderOf(id)
    expect(order.status).toBe('PURCHASED')
    expect(order.purchase).toMatchObject({ status: 'PAID', externalId, reason: null })
  })

  it('is said to be unknown where the platform does not tell about it', async () => {
    const { id, purchaseOrderId, platform } = await waiting()
    await complete(purchaseOrderId, `hand-${v7()}`)
    await makeDue(database().prisma, id)
    await workOnPurchases(purchaseDeps(database().prisma, platform), never)
    expect((await orderOf(id)).purchase).toMatchObject({
      status: 'PAID',
      reason: expect.stringContaining('by hand'),
    })
  })

  it('is refused twice, for a number that another purchase has, and for an order that was called off', async () => {
    const one = await waiting()
    const externalId = `hand-${v7()}`
    await complete(one.purchaseOrderId, externalId)
    expect(await complete(one.purchaseOrderId, `hand-${v7()}`)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_TRANSITION', field: ['purchaseOrderId'] }],
    })
    const two = await waiting()
    expect(await complete(two.purchaseOrderId, externalId)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['externalId'] }],
    })
    const acting = { actor: 'operator:olga', customerId: null }
    await cancelOrder(orderDeps(database().prisma), { id: two.id, reason: 'x', idempotencyKey: v7() }, acting)
    expect(await complete(two.purchaseOrderId, `hand-${v7()}`)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_TRANSITION' }],
    })
  })

  it.each([
    ['purchaseOrderId', 'NOT_FOUND', { purchaseOrderId: 'none' }],
    ['externalId', 'INVALID_INPUT', { externalId: ' ' }],
    ['externalId', 'INVALID_INPUT', { externalId: 'a b' }],
  ])('refuses a wrong %s with %s', async (field, code, changes) => {
    const { purchaseOrderId } = await waiting()
    const input = { purchaseOrderId, externalId: '1', idempotencyKey: v7(), ...changes }
    expect(await completeManualPurchase(deps(), input, 'x')).toMatchObject({
      ok: false,
      errors: [{ code, field: [field] }],
    })
  })

  it('is tried again by the worker, for more when that is accepted', async () => {
    const { id, purchaseOrderId, platform } = await waiting()
    const work = () => workOnPurchases(purchaseDeps(database().prisma, platform), never)
    expect(await retryPurchase(deps(), { purchaseOrderId, idempotencyKey: v7() }, 'operator:olga')).toEqual({
      ok: true,
      value: id,
    })
    await work()
    expect((await orderOf(id)).purchase.status).toBe('AWAITING_MANUAL_PURCHASE')
    expect(
      await retryPurchase(
        deps(),
        { purchaseOrderId, acceptMorePercent: 20, idempotencyKey: v7() },
        'operator:olga',
      ),
    ).toMatchObject({
      ok: true,
    })
    await work()
    expect(await orderOf(id)).toMatchObject({
      status: 'PURCHASED',
      purchase: { status: 'PAID', totalMinor: 4200n },
    })
    expect(platform.orders).toHaveLength(1)
    expect(
      await retryPurchase(deps(), { purchaseOrderId, idempotencyKey: v7() }, 'operator:olga'),
    ).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_TRANSITION' }],
    })
  })
})
