import { v7 } from 'uuid'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { enqueueRetries, retryDue } from '../../src/sync/failures/retry-due.ts'
import { retryFailures } from '../../src/sync/failures/retry-failures.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

testDatabases('records that were set aside', (database) => {
  let world: World
  const never = new AbortController().signal
  beforeAll(async () => {
    world = await openWorld(database().prisma)
  })
  afterAll(() => world.close())

  /** An order that does not fit, until `heal` is called. */
  const badOrder = async () => {
    const sku = world.state.shelf.items('TAOBAO')[0]?.skus[0]
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'TAOBAO',
      lines: [{ externalSkuId: sku?.externalSkuId ?? '', quantity: 1 }],
      paid: true,
    })
    const id = orders[0]?.id ?? ''
    const line = world.state.orders.find('TAOBAO', id)?.lines[0]
    if (!line) throw new Error('the order is there')
    line.quantity = 3_000_000_000
    return {
      id,
      heal: () => {
        line.quantity = 1
      },
    }
  }
  const failure = (externalId: string) =>
    database().prisma.syncFailure.findFirstOrThrow({ where: { externalId } })

  it('are tried again when asked for, by id, until they can be taken over', async () => {
    const { id, heal } = await badOrder()
    await world.run('TAOBAO', 'ORDERS')
    const { id: failureId, attempts } = await failure(id)
    expect(attempts).toBe(1)
    world.queued.length = 0
    expect(await retryFailures(world.deps, { ids: [failureId] })).toEqual({ ok: true, value: [failureId] })
    expect(world.queued).toContain(`retry ${world.shops.TAOBAO}`)
    await retryDue(world.deps, world.shops.TAOBAO, never)
    expect(await failure(id)).toMatchObject({ attempts: 2, resolvedAt: null, nextAttemptAt: null })
    heal()
    await retryFailures(world.deps, { ids: [failureId] })
    await retryDue(world.deps, world.shops.TAOBAO, never)
    expect(await failure(id)).toMatchObject({ resolvedAt: expect.any(Date) })
    expect(await database().prisma.order.findFirst({ where: { externalId: id } })).toMatchObject({
      status: 'PAID',
    })
  })

  it('are tried again for a whole shop, and only its own', async () => {
    const { id, heal } = await badOrder()
    await world.run('TAOBAO', 'ORDERS')
    expect(await retryFailures(world.deps, { shopId: world.shops.JD })).toEqual({ ok: true, value: [] })
    heal()
    const open = await failure(id)
    expect(await retryFailures(world.deps, { shopId: world.shops.TAOBAO })).toEqual({
      ok: true,
      value: [open.id],
    })
    await retryDue(world.deps, world.shops.TAOBAO, never)
    expect((await failure(id)).resolvedAt).not.toBeNull()
  })

  it('of a passing kind are tried again by themselves, and wait while the platform is away', async () => {
    const { prisma } = database()
    const { id, heal } = await badOrder()
    await world.run('TAOBAO', 'ORDERS')
    heal()
    await prisma.syncFailure.updateMany({ where: { externalId: id }, data: { nextAttemptAt: new Date() } })
    world.queued.length = 0
    expect(await enqueueRetries(world.deps)).toBe(1)
    expect(world.queued).toEqual([`retry ${world.shops.TAOBAO}`])
    await world.control('faults', { kind: 'http-500', platform: 'TAOBAO', calls: 20 })
    await retryDue(world.deps, world.shops.TAOBAO, never)
    await world.control('faults', undefined, 'DELETE')
    expect(await failure(id)).toMatchObject({ resolvedAt: null })
    expect(await enqueueRetries(world.deps)).toBe(0)
  })

  it('stay due when the worker is lost in the middle of a retry', async () => {
    const { prisma } = database()
    const { id } = await badOrder()
    await world.run('TAOBAO', 'ORDERS')
    await retryFailures(world.deps, { ids: [(await failure(id)).id] })
    const taobao = world.deps.connectors.get('TAOBAO')
    if (!taobao) throw new Error('the world has the connector')
    const lost = {
      ...taobao,
      readOrder: () => {
        throw new Error('the worker is gone')
      },
    }
    const deps = { ...world.deps, connectors: new Map([['TAOBAO', lost]]) } as typeof world.deps
    await expect(retryDue(deps, world.shops.TAOBAO, never)).rejects.toThrow('the worker is gone')
    const { nextAttemptAt } = await failure(id)
    expect(nextAttemptAt?.getTime()).toBeGreaterThan(world.deps.now().getTime())
    await prisma.syncFailure.deleteMany({ where: { externalId: id } })
  })

  it('of refunds that were read by their ids are over when those can be read', async () => {
    const { prisma } = database()
    const refunds = () => prisma.syncFailure.findMany({ where: { kind: 'REFUNDS', resolvedAt: null } })
    const sku = world.state.shelf.items('JD')[0]?.skus[0]
    const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
      platform: 'JD',
      lines: [{ externalSkuId: sku?.externalSkuId ?? '', quantity: 1 }],
      paid: true,
    })
    await world.control('orders/step', { platform: 'JD', id: orders[0]?.id, step: 'refund' })
    for (const kind of ['ORDERS', 'REFUNDS'] as const) await world.run('JD', kind)
    expect(await refunds()).toEqual([])
    await world.control('faults', { kind: 'wrong-types', platform: 'JD', calls: 20 })
    await world.run('JD', 'REFUNDS')
    await world.control('faults', undefined, 'DELETE')
    expect((await refunds()).map(({ externalId }) => externalId)).toContain('window:all')
    await retryFailures(world.deps, { shopId: world.shops.JD })
    await retryDue(world.deps, world.shops.JD, never)
    expect(await refunds()).toEqual([])
  })

  it('that the answer to a retry leaves out are tried again later', async () => {
    const { prisma } = database()
    const row = {
      shopId: world.shops.JD,
      kind: 'REFUNDS',
      externalId: '404',
      errorClass: 'UNREADABLE',
    } as const
    const { id } = await prisma.syncFailure.create({
      data: { ...row, id: v7(), message: 'amount: none', nextAttemptAt: new Date(0) },
    })
    await retryDue(world.deps, world.shops.JD, never)
    const after = await failure('404')
    expect(after).toMatchObject({ id, attempts: 2, resolvedAt: null })
    expect(after.nextAttemptAt?.getTime()).toBeGreaterThan(world.deps.now().getTime())
  })

  it.each([
    ['nothing', {}],
    ['both', { ids: ['x'], shopId: 'y' }],
    ['an id that is none', { ids: ['none'] }],
    ['a shop that is none', { shopId: 'none' }],
  ])('are refused for %s', async (_what, input) => {
    expect(await retryFailures(world.deps, input)).toMatchObject({ ok: false })
  })
})
