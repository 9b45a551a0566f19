import { afterAll, beforeAll, expect, it } from 'vitest'
import { drainQueues } from '../../src/sync/messages/drain-queue.ts'
import { workInbox } from '../../src/sync/messages/work-inbox.ts'
import { describePostgres } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

/** Signs outside the first plane, a reversal of direction, and more than any column of ours has. */
const BUYER = `小明\u{1F600}\u{20BB7}\u202ex${'长'.repeat(60)}`
const MESSAGE = `急\u{1F69A} "引号" <b>&amp;</b> ]]> ${'很'.repeat(300)}`

describePostgres('orders of a shop with odd texts, told of twice and late', (database) => {
  let world: World
  const never = new AbortController().signal
  beforeAll(async () => {
    world = await openWorld(database().prisma)
  })
  afterAll(() => world.close())

  type Seller = 'TAOBAO' | 'JD'
  async function place(platform: Seller, from: number) {
    const skus = world.state.shelf.items(platform).slice(from, from + 2)
    const lines = skus.map(({ skus: [sku] }, index) => ({
      externalSkuId: sku?.externalSkuId ?? '',
      quantity: 2 - index,
    }))
    const { orders } = await world.control<{ orders: { id: string; created: string }[] }>('orders', {
      platform,
      buyer: BUYER,
      message: MESSAGE,
      lines,
    })
    const [made] = orders
    if (!made) throw new Error('no order was made')
    return { ...made, codes: skus.map(({ skus: [sku] }) => sku?.code ?? '') }
  }
  const step = (platform: Seller, id: string, what: string) =>
    world.control('orders/step', { platform, id, step: what })

  /** Every message twice, and the runs as well. */
  async function readAll(platform: Seller) {
    await drainQueues(world.deps, never)
    await workInbox(world.deps, platform, never)
    await world.control('messages/redeliver', { platform: 'TAOBAO' })
    await drainQueues(world.deps, never)
    await workInbox(world.deps, platform, never)
    for (const kind of ['ORDERS', 'REFUNDS', 'ORDERS'] as const)
      expect(await world.run(platform, kind)).toBe('SUCCEEDED')
  }
  const ordersOf = (externalId: string) =>
    database().prisma.order.findMany({
      where: { externalId },
      include: {
        lines: { orderBy: { position: 'asc' } },
        events: { orderBy: { at: 'asc' } },
        payments: true,
      },
    })

  it.each(['TAOBAO', 'JD'] as const)(
    'of %s are there once, whole, at their instant, and paid once',
    async (platform) => {
      const { id, created, codes } = await place(platform, 0)
      await step(platform, id, 'pay')
      await step(platform, id, 'touch')
      await readAll(platform)
      await step(platform, id, 'touch')
      await readAll(platform)
      const orders = await ordersOf(id)
      expect(orders).toMatchObject([
        {
          status: 'PAID',
          lines: [{ quantity: 2 }, { quantity: 1 }],
          payments: [{ status: 'PAID', refundedMinor: 0n }],
          events: [{ from: null, to: 'PAID' }],
        },
      ])
      expect(Math.abs((orders[0]?.placedAt.getTime() ?? 0) - Date.parse(created))).toBeLessThan(1_000)
      const held = await database().prisma.reservation.findMany({
        where: { ownerId: orders[0]?.id ?? '' },
        include: { sku: true },
      })
      expect(held.map(({ sku, quantity, status }) => [sku.code, quantity, status]).sort()).toEqual(
        codes.map((code, index) => [code, 2 - index, 'ACTIVE']).sort(),
      )
      expect(await database().prisma.syncFailure.count()).toBe(0)
    },
  )

  it.each(['TAOBAO', 'JD'] as const)(
    'of %s that are closed before they are paid hold nothing',
    async (platform) => {
      const { id } = await place(platform, 2)
      await readAll(platform)
      await step(platform, id, 'close')
      await readAll(platform)
      const [order, ...more] = await ordersOf(id)
      expect(more).toEqual([])
      // One that was over before we saw it is no order of ours.
      expect(order?.status ?? 'CANCELLED').toBe('CANCELLED')
      expect(await database().prisma.reservation.count({ where: { ownerId: order?.id ?? '' } })).toBe(0)
    },
  )
})
