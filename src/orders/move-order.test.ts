import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { orderDeps, placed } from '../../test/support/orders.ts'
import { lockOrder } from '../store/order.ts'
import { transaction } from '../store/transaction.ts'
import { moveOrder, type News } from './move-order.ts'

testDatabases('the history of an order', (database) => {
  async function anOrder(): Promise<string> {
    const { skuId } = await makeLevel(database().prisma, { onHand: 5 })
    return placed(orderDeps(database().prisma), [{ skuId, quantity: 1 }])
  }
  const tell = (id: string, news: Omit<News, 'actor'> & { actor?: string }) =>
    transaction(database().prisma, async (tx) => {
      const order = await lockOrder(tx, { id })
      if (!order) throw new Error('the order is there')
      return moveOrder(tx, order, { actor: 'test', ...news })
    })
  const history = async (id: string) =>
    (
      await database().prisma.orderEvent.findMany({
        where: { orderId: id, from: { not: null } },
        orderBy: [{ at: 'asc' }, { id: 'asc' }],
      })
    ).map(({ from, to, note, actor }) => [from, to, note, actor])
  const told = async (id: string) =>
    (await database().prisma.outboxEvent.findMany({ where: { topic: 'order' } })).filter(
      ({ payload }) => (payload as { orderId?: string }).orderId === id,
    ).length

  it('keeps news without a step once, in whatever order it is repeated, and tells subscribers each time', async () => {
    const id = await anOrder()
    await tell(id, { to: 'PAID', note: 'paid' })
    const before = await told(id)
    for (const note of ['a', 'b', 'a', 'b', 'a']) await tell(id, { note })
    await tell(id, { note: 'a', actor: 'somebody else' })
    expect(await history(id)).toEqual([
      ['PENDING_PAYMENT', 'PAID', 'paid', 'test'],
      ['PAID', 'PAID', 'a', 'test'],
      ['PAID', 'PAID', 'b', 'test'],
      ['PAID', 'PAID', 'a', 'somebody else'],
    ])
    expect((await told(id)) - before).toBe(6)
  })

  it('keeps late news once, with equal states', async () => {
    const id = await anOrder()
    await tell(id, { to: 'PAID', note: 'paid' })
    await tell(id, { to: 'SHIPPED', note: 'sent' })
    for (let count = 0; count < 3; count++) await tell(id, { to: 'PURCHASED', note: 'bought' })
    expect((await history(id)).slice(2)).toEqual([
      ['SHIPPED', 'SHIPPED', 'bought (told late: the order stays as it is)', 'test'],
    ])
  })

  it('keeps what alternates, unless it repeats the last news about the same thing', async () => {
    const id = await anOrder()
    const about = 'parcel:1'
    for (const note of ['on its way', 'on its way', 'stuck', 'on its way', 'on its way'])
      await tell(id, { note, about })
    await tell(id, { note: 'on its way', about: 'parcel:2' })
    await tell(id, { note: 'on its way', about })
    expect((await history(id)).map(([, , note]) => note)).toEqual([
      'on its way',
      'stuck',
      'on its way',
      'on its way',
    ])
  })

  it('has an entry in every state for news that comes in each', async () => {
    const id = await anOrder()
    await tell(id, { note: 'a' })
    await tell(id, { to: 'PAID', note: 'paid' })
    await tell(id, { note: 'a' })
    expect((await history(id)).map(([from, to, note]) => `${from} ${to} ${note}`)).toEqual([
      'PENDING_PAYMENT PENDING_PAYMENT a',
      'PENDING_PAYMENT PAID paid',
      'PAID PAID a',
    ])
  })
})
