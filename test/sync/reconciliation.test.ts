import { afterAll, beforeAll, expect, it } from 'vitest'
import { shopDayOf } from '../../src/domain/shop-day.ts'
import type { SyncAlertKind } from '../../src/domain/sync-words.ts'
import { openSyncAlert, resolveSyncAlert } from '../../src/store/sync-alert.ts'
import { transaction } from '../../src/store/transaction.ts'
import { applyRepair } from '../../src/sync/reconcile/apply-repair.ts'
import { reconcile } from '../../src/sync/reconcile/compare.ts'
import { enqueueDaily, runReconciliation } from '../../src/sync/reconcile/run-reconciliation.ts'
import { driftKey } from '../../src/sync/warehouse/move-stock.ts'
import { testDatabases } from '../support/databases.ts'
import { openWorld, type World } from './world.ts'

testDatabases('a comparison', (database) => {
  let world: World
  const ids: string[] = []
  const never = new AbortController().signal
  const today = shopDayOf(new Date())

  beforeAll(async () => {
    world = await openWorld(database().prisma)
    const skus = world.state.shelf.items('TAOBAO').flatMap((item) => item.skus)
    for (const [index, sku] of skus.slice(0, 6).entries()) {
      const { orders } = await world.control<{ orders: { id: string }[] }>('orders', {
        platform: 'TAOBAO',
        lines: [{ externalSkuId: sku.externalSkuId, quantity: index + 1 }],
        paid: true,
      })
      ids.push(orders[0]?.id ?? '')
    }
    await world.run('TAOBAO', 'ORDERS')
    await world.run('TAOBAO', 'STOCK_PUSH')
    await world.run('JD', 'STOCK_PUSH')
  })
  afterAll(() => world.close())

  const compare = async () => {
    const begun = await runReconciliation(world.deps, world.shops.TAOBAO, today)
    if (!begun.ok) throw new Error(begun.errors[0]?.message)
    await reconcile(world.deps, { id: begun.value, shopId: world.shops.TAOBAO, day: today }, never)
    return database().prisma.reconciliation.findUniqueOrThrow({
      where: { id: begun.value },
      include: { discrepancies: { orderBy: [{ kind: 'asc' }, { reference: 'asc' }] } },
    })
  }
  const openDrift = () => database().prisma.syncAlertRow.count({ where: { kind: 'DRIFT', resolvedAt: null } })

  it('ends the alerts about the warehouse that it shows to be over', async () => {
    const { prisma } = database()
    const alert = (kind: SyncAlertKind, dedupeKey: string) =>
      transaction(prisma, (tx) => openSyncAlert(tx, { shopId: null, kind, dedupeKey, message: 'm' }))
    await alert('DRIFT', driftKey('GZ-HUB', 'P009-RED'))
    await alert('DRIFT', driftKey('GZ-HUB', 'P012-RED'))
    await alert('DRIFT', driftKey('NOWHERE', 'P012-RED'))
    await alert('WAREHOUSE_MESSAGE', 'warehouse:x')
    const keys = async () =>
      (await prisma.syncAlertRow.findMany({ where: { resolvedAt: null, shopId: null } }))
        .map((row) => row.dedupeKey)
        .sort()
    const stock = world.state.warehouse.stock('GZ-HUB', 'P009-RED')
    stock.quantity -= 1
    await compare()
    expect(await keys()).toEqual(['drift:GZ-HUB:P009-RED', 'drift:NOWHERE:P012-RED', 'warehouse:x'])
    stock.quantity += 1
    await compare()
    expect(await keys()).toEqual(['drift:NOWHERE:P012-RED'])
    await transaction(prisma, (tx) => resolveSyncAlert(tx, 'drift:NOWHERE:P012-RED'))
  })

  it('invents nothing where both sides agree', async () => {
    const row = await compare()
    expect(row.discrepancies).toEqual([])
    expect(row.checked).toBe(6 + 36 + 36)
    expect(row.finishedAt).not.toBeNull()
    expect(await openDrift()).toBe(0)
  })

  it('finds everything that was put out of step, and repairs it', async () => {
    const { prisma } = database()
    const [first = '', second = '', third = '', fourth = ''] = ids
    const gone = await prisma.order.findFirstOrThrow({ where: { externalId: first } })
    await prisma.reservation.deleteMany({ where: { ownerId: gone.id } })
    for (const table of ['order_event', 'order_line', 'payment'])
      await prisma.$executeRawUnsafe(`DELETE FROM "${table}" WHERE order_id = $1`, gone.id)
    await prisma.order.delete({ where: { id: gone.id } })
    await prisma.order.updateMany({
      where: { externalId: second },
      data: { totalMinor: 1n, externalTotalMinor: 1n },
    })
    const there = world.state.orders.find('TAOBAO', third)
    if (!there) throw new Error('the order is there')
    there.status = 'REFUNDED'
    await prisma.orderLine.updateMany({ where: { order: { externalId: fourth } }, data: { quantity: 99 } })
    const sold = world.state.shelf.byCode('P010-RED').find(({ item }) => item.platform === 'TAOBAO')
    if (!sold) throw new Error('the SKU is there')
    sold.sku.quantity = 7
    world.state.warehouse.stock('GZ-HUB', 'P011-RED').quantity = 55
    world.state.warehouse.stock('YIWU-01', 'P012-RED').quantity = 3

    const { discrepancies } = await compare()
    const offer = `P010-RED (${sold.item.externalId}/${sold.sku.externalSkuId})`
    expect(discrepancies.map(({ kind, reference, ours, theirs }) => [kind, reference, ours, theirs])).toEqual(
      [
        ['DAY_AMOUNT', today, expect.any(String), expect.any(String)],
        ['DAY_COUNT', today, '5', '6'],
        ['ORDER_AMOUNT', `order ${second}`, '0.01', expect.any(String)],
        ['ORDER_LINES', `order ${fourth}`, expect.stringContaining('× 99'), expect.stringContaining('× 4')],
        ['ORDER_MISSING', `order ${first}`, null, expect.any(String)],
        ['ORDER_STATUS', `order ${third}`, 'PAID', expect.any(String)],
        ['STOCK_SHOP', offer, '100', '7'],
        ['STOCK_WAREHOUSE', 'P011-RED in GZ-HUB', '100', '55'],
        ['STOCK_WAREHOUSE', 'P012-RED in YIWU-01', '0', '3'],
      ],
    )
    expect(await openDrift()).toBe(1)

    for (const { id, kind, suggestedRepair } of discrepancies) {
      const repaired = await applyRepair(world.deps, { id, idempotencyKey: id }, 'operator:ada')
      expect(repaired.ok).toBe(!kind.startsWith('DAY_'))
      expect(suggestedRepair === null).toBe(kind.startsWith('DAY_'))
    }
    await world.run('TAOBAO', 'STOCK_PUSH')
    const after = await compare()
    expect(after.discrepancies).toEqual([])
    expect(await openDrift()).toBe(0)
    const repaired = await prisma.discrepancy.findMany({ where: { repairedAt: { not: null } } })
    expect(repaired).toHaveLength(7)
    expect(repaired[0]?.repairedBy).toBe('operator:ada')
    const moved = await prisma.stockMovement.findMany({
      where: { sku: { code: 'P011-RED' }, reason: 'SYNC' },
    })
    expect(moved).toMatchObject([{ delta: -45, actor: 'operator:ada' }])
  })

  it('finds a refund that was missed, and a line that is still to be sent, and repairs both', async () => {
    const { prisma } = database()
    const fifth = ids[4] ?? ''
    const sku = world.state.shelf.items('TAOBAO').at(-1)?.skus[0]
    const order = world.state.orders.find('TAOBAO', fifth)
    const [line] = order?.lines ?? []
    if (!order || !line || !sku) throw new Error('the order is there')
    order.lines.push({ ...line, id: `${line.id}9`, sku, quantity: 1, refund: undefined })
    await world.control('orders/step', { platform: 'TAOBAO', id: fifth, step: 'touch' })
    await world.run('TAOBAO', 'ORDERS')
    for (const step of ['refund', 'refund-done'])
      await world.control('orders/step', { platform: 'TAOBAO', id: fifth, step, lineId: line.id })
    const refund = order.lines[0]?.refund
    if (!refund) throw new Error('it was asked for')
    refund.modified = refund.created = new Date(Date.now() - 20 * 60_000)
    const { discrepancies } = await compare()
    // Early in a day the refund was of the day before.
    const sameDay = shopDayOf(refund.modified) === today
    expect(discrepancies.map(({ kind, ours, theirs }) => [kind, ours, theirs])).toEqual([
      ['ORDER_LINES', `${line.id} to be sent`, 'given back'],
      ...(sameDay ? [['REFUND', null, expect.stringContaining('SUCCEEDED')]] : []),
    ])
    for (const { id } of discrepancies)
      expect(await applyRepair(world.deps, { id, idempotencyKey: id }, 'operator:ada')).toMatchObject({
        ok: true,
      })
    expect((await compare()).discrepancies).toEqual([])
    const after = await prisma.order.findFirstOrThrow({
      where: { externalId: fifth },
      include: { lines: { orderBy: { position: 'asc' } }, refunds: true },
    })
    expect(after.lines.map((one) => one.status)).toEqual(['REFUNDED', 'PENDING'])
    expect(after.refunds).toHaveLength(sameDay ? 1 : 0)
  })

  it('is repaired once, and not over a count that has changed since', async () => {
    const { prisma } = database()
    world.state.warehouse.stock('GZ-HUB', 'P009-RED').quantity = 90
    const { discrepancies } = await compare()
    expect(discrepancies).toHaveLength(1)
    const { id } = discrepancies[0] ?? { id: '' }
    const level = await prisma.stockLevel.findFirstOrThrow({ where: { sku: { code: 'P009-RED' } } })
    await prisma.stockLevel.update({ where: { id: level.id }, data: { version: { increment: 1 } } })
    expect(await applyRepair(world.deps, { id, idempotencyKey: id }, 'test')).toMatchObject({
      ok: false,
      errors: [{ code: 'VERSION_CONFLICT' }],
    })
    const again = await compare()
    const repair = again.discrepancies[0]?.id ?? ''
    expect(await applyRepair(world.deps, { id: repair, idempotencyKey: repair }, 'test')).toEqual({
      ok: true,
      value: repair,
    })
    expect(await applyRepair(world.deps, { id: repair, idempotencyKey: repair }, 'test')).toEqual({
      ok: true,
      value: repair,
    })
    expect(await applyRepair(world.deps, { id: 'none', idempotencyKey: 'none' }, 'test')).toMatchObject({
      ok: false,
    })
  })

  it.each(['yesterday', '2026-02-30', '1999-01-01', '2999-01-01'])('is refused for %s', async (day) => {
    expect(await runReconciliation(world.deps, world.shops.TAOBAO, day)).toMatchObject({
      ok: false,
      errors: [{ code: 'INVALID_INPUT', field: ['day'] }],
    })
  })

  it('is made every day for every shop, and once', async () => {
    const { prisma } = database()
    await prisma.shop.updateMany({ data: { createdAt: new Date(Date.now() - 5 * 86_400_000) } })
    const noon = new Date(`${today}T04:00:00.000Z`)
    const deps = { ...world.deps, now: () => noon }
    world.queued.length = 0
    expect(await enqueueDaily(deps)).toBe(3)
    expect(world.queued.every((job) => job.startsWith('reconcile '))).toBe(true)
    await prisma.reconciliation.updateMany({ where: { finishedAt: null }, data: { finishedAt: noon } })
    expect(await enqueueDaily(deps)).toBe(0)
    const early = new Date(new Date(`${today}T00:00:00.000Z`).getTime() + 86_400_000 - 6 * 3_600_000)
    expect(await enqueueDaily({ ...deps, now: () => early })).toBe(0)
  })
})
