import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../../test/support/fixtures.ts'
import { orderDeps, paid, placed } from '../../../test/support/orders.ts'
import { fakePlatform, purchaseDeps } from '../../../test/support/purchasing.ts'
import { cancelOrder } from '../cancel-order.ts'
import { completeManualPurchase } from './by-hand.ts'
import { workOnPurchases } from './work.ts'

testDatabases('lines of an order whose goods are bought', (database) => {
  const deps = () => orderDeps(database().prisma)
  const never = new AbortController().signal

  /** A SKU that a marketplace sells, and one that nobody does any more once it is ordered. */
  async function toBeBought(platform: 'ALIBABA_1688' | 'WEIDIAN') {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma, { supplierKey: v7() })
    await prisma.sku.update({ where: { id: skuId }, data: { buyToOrder: true } })
    await prisma.listing.create({
      data: { platform, skuId, externalId: v7(), externalSkuId: 's1', priceMinor: 1500n },
    })
    return skuId
  }
  const orderOf = (id: string) =>
    database().prisma.order.findUniqueOrThrow({
      where: { id },
      include: {
        lines: { orderBy: { position: 'asc' } },
        purchases: true,
        events: { orderBy: [{ at: 'asc' }, { id: 'asc' }] },
      },
    })
  const statesOf = async (id: string) => (await orderOf(id)).lines.map(({ status }) => status)

  it('move alone, and their order with the last of them; customers and subscribers are told', async () => {
    const { prisma } = database()
    const { skuId: own } = await makeLevel(prisma, { onHand: 5 })
    const [bought, unlisted] = [await toBeBought('ALIBABA_1688'), await toBeBought('WEIDIAN')]
    const id = await placed(
      deps(),
      [bought, own, unlisted].map((skuId) => ({ skuId, quantity: 1 })),
    )
    expect(await statesOf(id)).toEqual(['PENDING', 'PENDING', 'PENDING'])
    await prisma.listing.deleteMany({ where: { skuId: unlisted } })
    await paid(deps(), id)
    // Nobody offers it any more: that is an operator's from the start.
    expect(await statesOf(id)).toEqual(['PENDING', 'PENDING', 'PURCHASING'])
    expect((await orderOf(id)).status).toBe('PURCHASING')

    const told = () => prisma.outboxEvent.count({ where: { payload: { path: ['orderId'], equals: id } } })
    const before = await told()
    await workOnPurchases(purchaseDeps(prisma, fakePlatform()), never)
    expect(await statesOf(id)).toEqual(['PURCHASED', 'PENDING', 'PURCHASING'])
    const { status, events, purchases } = await orderOf(id)
    expect(status).toBe('PURCHASING')
    expect(events.at(-1)).toMatchObject({
      from: 'PURCHASING',
      to: 'PURCHASING',
      note: 'Line 1: PURCHASED',
      customerNote: 'Line 1: PURCHASED',
    })
    expect(await told()).toBeGreaterThan(before)

    const waiting = purchases.find((purchase) => purchase.status === 'AWAITING_MANUAL_PURCHASE')
    const input = { purchaseOrderId: waiting?.id, externalId: v7(), idempotencyKey: v7() }
    const ownStock = purchaseDeps(prisma, fakePlatform()).ownStock
    expect(await completeManualPurchase({ prisma, ownStock }, input, 'operator:olga')).toMatchObject({
      ok: true,
    })
    expect(await statesOf(id)).toEqual(['PURCHASED', 'PENDING', 'PURCHASED'])
    expect((await orderOf(id)).status).toBe('PURCHASED')
  })

  it('that were called off stay so, whatever becomes of the purchase', async () => {
    const { prisma } = database()
    const platform = fakePlatform()
    const id = await placed(deps(), [{ skuId: await toBeBought('ALIBABA_1688'), quantity: 1 }])
    await paid(deps(), id)
    await workOnPurchases(purchaseDeps(prisma, platform), never)
    const cancel = { id, reason: 'changed', idempotencyKey: v7() }
    await cancelOrder(deps(), cancel, { actor: 'operator:olga', customerId: null })
    expect(await statesOf(id)).toEqual(['CANCELLED'])
    await workOnPurchases(purchaseDeps(prisma, platform), never)
    expect(await statesOf(id)).toEqual(['CANCELLED'])
    expect((await orderOf(id)).purchases).toMatchObject([{ cancelRequestedAt: null }])
  })
})
