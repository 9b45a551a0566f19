import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { changeBy } from '../../test/support/alerts.ts'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku } from '../../test/support/fixtures.ts'
import { notifyWhenBack } from './notify-when-back.ts'

testDatabases('notifyWhenBack', (database) => {
  const ask = (skuId: string, customer = 'customer-1') => notifyWhenBack(database().prisma, skuId, customer)
  const requestsOf = (skuId: string) =>
    database().prisma.backInStockRequest.findMany({ where: { skuId }, orderBy: { id: 'asc' } })

  it('is told once, when the SKU can be bought in any warehouse', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma)
    const { skuId, productId } = level
    const elsewhere = await makeLevel(prisma, { skuId, productId, safetyStock: 5 })
    expect(await ask(skuId)).toMatchObject({ ok: true })
    await changeBy(prisma, elsewhere, 5)
    expect(await requestsOf(skuId)).toMatchObject([{ notifiedAt: null }])
    await changeBy(prisma, level, 3)
    const [told] = await requestsOf(skuId)
    expect(told).toMatchObject({ customerId: 'customer-1', notifiedAt: expect.any(Date) })
    const events = await prisma.outboxEvent.findMany({ where: { topic: 'back-in-stock' } })
    expect(
      events.filter(({ payload }) => (payload as { requestId: string }).requestId === told?.id),
    ).toMatchObject([{ key: 'customer:customer-1', payload: { customerId: 'customer-1' } }])
    await changeBy(prisma, level, -3)
    await changeBy(prisma, level, 3)
    expect(await requestsOf(skuId)).toEqual([told])
  })

  it('is told of the very first pieces of a SKU that never had any', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    await ask(skuId)
    const level = await makeLevel(prisma, { skuId, productId: 'unused' })
    await changeBy(prisma, level, 1)
    expect(await requestsOf(skuId)).toMatchObject([{ notifiedAt: expect.any(Date) }])
  })

  it('is one request, however often a customer asks, and one for each customer', async () => {
    const { skuId } = await makeLevel(database().prisma)
    const first = await ask(skuId)
    expect(await ask(skuId)).toEqual(first)
    await ask(skuId, 'customer-2')
    expect((await requestsOf(skuId)).map(({ customerId }) => customerId)).toEqual([
      'customer-1',
      'customer-2',
    ])
  })

  it('may be asked again after it was told', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma)
    await ask(level.skuId)
    await changeBy(prisma, level, 2)
    await changeBy(prisma, level, -2)
    expect(await ask(level.skuId)).toMatchObject({ ok: true })
    expect((await requestsOf(level.skuId)).map(({ notifiedAt }) => notifiedAt === null)).toEqual([
      false,
      true,
    ])
  })

  it('refuses what can be bought now, and what is no SKU', async () => {
    const { skuId } = await makeLevel(database().prisma, { onHand: 2 })
    expect(await ask(skuId)).toMatchObject({ errors: [{ code: 'INVALID_TRANSITION', field: ['skuId'] }] })
    expect(await ask('none')).toMatchObject({ errors: [{ code: 'NOT_FOUND', field: ['skuId'] }] })
  })
})

describePostgres('requests and returning stock at the same time', (database) => {
  it('never miss each other: a request is refused or told', async () => {
    const { prisma } = database()
    for (let round = 0; round < 10; round++) {
      const level = await makeLevel(prisma)
      const asking = Array.from({ length: 8 }, () => notifyWhenBack(prisma, level.skuId, v7()))
      const [asked] = await Promise.all([Promise.all(asking), changeBy(prisma, level, 1)])
      const accepted = asked.filter((answer) => answer.ok)
      const rows = await prisma.backInStockRequest.findMany({ where: { skuId: level.skuId } })
      expect(rows).toHaveLength(accepted.length)
      expect(rows.filter(({ notifiedAt }) => notifiedAt === null)).toEqual([])
    }
  })
})
