import { v7 } from 'uuid'
import { beforeAll, expect, it } from 'vitest'
import { testDatabases } from '../../../test/support/databases.ts'
import { makeLevel, makeProduct, makeSku, makeWarehouse } from '../../../test/support/fixtures.ts'
import type { PrismaClient } from '../database.ts'
import { orderFunnel } from './order-funnel.ts'
import { purchasePriceSpread } from './price-spread.ts'
import { sellThrough } from './sell-through.ts'
import { stockValueByWarehouse } from './stock-value.ts'
import { alertsBySupplier } from './supplier-alerts.ts'

const at = (day: number, hour = 0) => new Date(Date.UTC(2026, 2, day, hour))
const MARCH = { from: at(1), to: at(32) }
const ALL = { offset: 0, limit: 100 }

async function moved(
  prisma: PrismaClient,
  key: { skuId: string; warehouseId: string },
  levelVersion: number,
  figures: { delta: number; reason: 'SALE' | 'RECEIPT' | 'ADJUSTMENT'; occurredAt: Date },
) {
  await prisma.stockMovement.create({
    data: { skuId: key.skuId, warehouseId: key.warehouseId, onHandAfter: 0, levelVersion, ...figures },
  })
}

async function alert(
  prisma: PrismaClient,
  skuId: string,
  data: { kind: 'LOW_STOCK' | 'OUT_OF_STOCK' | 'BACK_IN_STOCK'; openedAt: Date; resolvedAt?: Date },
  proposal?: string,
) {
  await prisma.inventoryAlert.create({
    data: {
      skuId,
      threshold: 10,
      resumeAbove: 12,
      available: 3,
      status: data.resolvedAt ? 'RESOLVED' : 'OPEN',
      ...data,
      ...(proposal && { replenishment: { create: { quantity: 5, status: proposal, reason: 'low' } } }),
    },
  })
}

async function order(
  prisma: PrismaClient,
  source: 'STOREFRONT' | 'JD',
  placedAt: Date,
  steps: readonly (readonly [status: 'PAID' | 'SHIPPED' | 'CANCELLED', at: Date])[],
) {
  await prisma.order.create({
    data: {
      number: v7(),
      source,
      status: steps.at(-1)?.[0] ?? 'PENDING_PAYMENT',
      totalMinor: 100n,
      placedAt,
      events: { create: steps.map(([to, when]) => ({ to, at: when })) },
    },
  })
}

testDatabases('reports', (database) => {
  const ids: Record<'fast' | 'slow' | 'warehouse' | 'other' | 'supplier', string> = {
    fast: '',
    slow: '',
    warehouse: '',
    other: '',
    supplier: '',
  }
  beforeAll(async () => {
    const { prisma } = database()
    ids.warehouse = await makeWarehouse(prisma)
    ids.other = await makeWarehouse(prisma)
    const productId = await makeProduct(prisma, `supplier-${v7()}`)
    const { supplierId } = await prisma.product.findUniqueOrThrow({ where: { id: productId } })
    ids.supplier = supplierId ?? ''
    const fast = { ...(await makeSku(prisma, { productId })), warehouseId: ids.warehouse }
    const slow = { ...(await makeSku(prisma)), warehouseId: ids.warehouse }
    ids.fast = fast.skuId
    ids.slow = slow.skuId
    await makeLevel(prisma, { ...fast, onHand: 10, reserved: 2, safetyStock: 1 })
    await makeLevel(prisma, { ...fast, warehouseId: ids.other, onHand: 5 })
    await makeLevel(prisma, { ...slow, onHand: 100 })
    await moved(prisma, fast, 2, { delta: -20, reason: 'SALE', occurredAt: at(2) })
    await moved(prisma, fast, 3, { delta: -10, reason: 'SALE', occurredAt: at(31, 23) })
    await moved(prisma, fast, 4, { delta: 7, reason: 'RECEIPT', occurredAt: at(3) })
    await moved(prisma, fast, 5, { delta: -50, reason: 'ADJUSTMENT', occurredAt: at(3) })
    // Before and right after the month.
    await moved(prisma, slow, 2, { delta: -5, reason: 'SALE', occurredAt: new Date(at(1).getTime() - 1) })
    await moved(prisma, slow, 3, { delta: -5, reason: 'SALE', occurredAt: at(32) })

    await alert(prisma, ids.fast, { kind: 'LOW_STOCK', openedAt: at(2), resolvedAt: at(2, 4) }, 'APPROVED')
    await alert(prisma, ids.fast, { kind: 'OUT_OF_STOCK', openedAt: at(3), resolvedAt: at(3, 2) })
    await alert(prisma, ids.fast, { kind: 'LOW_STOCK', openedAt: at(5) }, 'PROPOSED')
    await alert(prisma, ids.fast, { kind: 'BACK_IN_STOCK', openedAt: at(5), resolvedAt: at(5) })
    await alert(prisma, ids.slow, { kind: 'LOW_STOCK', openedAt: at(9) })
    await alert(prisma, ids.slow, { kind: 'OUT_OF_STOCK', openedAt: at(40) })

    await order(prisma, 'STOREFRONT', at(2), [])
    await order(prisma, 'STOREFRONT', at(2), [
      ['PAID', at(2, 1)],
      ['SHIPPED', at(3)],
    ])
    await order(prisma, 'JD', at(3), [['PAID', at(3, 3)]])
    await order(prisma, 'JD', at(3), [['CANCELLED', at(3, 5)]])
    await order(prisma, 'JD', at(33), [['PAID', at(33)]])

    const listing = (
      skuId: string,
      platform: 'TAOBAO' | 'JD' | 'ALIBABA_1688',
      priceMinor: bigint,
      more = {},
    ) => prisma.listing.create({ data: { skuId, platform, externalId: v7(), priceMinor, ...more } })
    await listing(ids.fast, 'TAOBAO', 3000n)
    await listing(ids.fast, 'JD', 2500n)
    await listing(ids.fast, 'JD', 2000n)
    await listing(ids.fast, 'ALIBABA_1688', 100n, { onSale: false })
    await listing(ids.fast, 'ALIBABA_1688', 200n, { removedAt: new Date() })
    await listing(ids.slow, 'JD', 900n)
  })

  it('add up what lies in every warehouse at its price', async () => {
    const rows = await stockValueByWarehouse(database().prisma)
    expect(rows.find(({ warehouseId }) => warehouseId === ids.warehouse)).toEqual({
      warehouseId: ids.warehouse,
      currency: 'CNY',
      skus: 2,
      onHand: 110n,
      reserved: 2n,
      available: 107n,
      valueMinor: 110n * 1990n,
    })
    expect(rows.find(({ warehouseId }) => warehouseId === ids.other)?.valueMinor).toBe(5n * 1990n)
    expect(rows).toHaveLength(2)
  })

  it('count sales of the period only, and what is left', async () => {
    const { rows, total } = await sellThrough(database().prisma, MARCH, ALL)
    expect(total).toBe(2)
    expect(rows).toEqual([
      {
        skuId: ids.fast,
        sold: 30n,
        received: 7n,
        onHand: 15n,
        currency: 'CNY',
        rate: 30 / 45,
        daysLeft: 15.5,
        revenueMinor: 30n * 1990n,
        total: 2,
      },
      expect.objectContaining({ skuId: ids.slow, sold: 0n, onHand: 100n, rate: 0, daysLeft: null }),
    ])
  })

  it('come in slices that say how many there are in all', async () => {
    const second = await sellThrough(database().prisma, MARCH, { offset: 1, limit: 1 })
    expect([second.total, second.rows.map(({ skuId }) => skuId)]).toEqual([2, [ids.slow]])
    expect(await sellThrough(database().prisma, MARCH, { offset: 9, limit: 1 })).toEqual({
      rows: [],
      total: 0,
    })
  })

  it('group alerts by supplier, without news and without other months', async () => {
    const { rows, total } = await alertsBySupplier(database().prisma, MARCH, ALL)
    expect(total).toBe(2)
    expect(rows).toEqual([
      {
        supplierId: ids.supplier,
        lowStock: 2,
        outOfStock: 1,
        oversold: 0,
        unresolved: 1,
        hoursToResolve: 3,
        proposals: 2,
        approved: 1,
        total: 2,
      },
      expect.objectContaining({ supplierId: null, lowStock: 1, outOfStock: 0, hoursToResolve: null }),
    ])
  })

  it('follow orders from state to state, skipped ones too', async () => {
    const { prisma } = database()
    const steps = await orderFunnel(prisma, MARCH, null)
    expect(steps).toHaveLength(10)
    const reached = Object.fromEntries(steps.map((step) => [step.status, [step.reached, step.standing]]))
    expect(reached).toMatchObject({
      PENDING_PAYMENT: [4, 1],
      PAID: [2, 1],
      PURCHASED: [0, 0],
      SHIPPED: [1, 1],
      CANCELLED: [1, 1],
    })
    expect(steps[0]).toMatchObject({ status: 'PENDING_PAYMENT', hoursToReach: 0 })
    expect(steps.find(({ status }) => status === 'PAID')?.hoursToReach).toBe(2)
    expect(steps.find(({ status }) => status === 'DELIVERED')?.hoursToReach).toBeNull()
    const ofJd = await orderFunnel(prisma, MARCH, ['JD'])
    expect(ofJd.map(({ reached: orders }) => orders).slice(0, 2)).toEqual([2, 1])
    expect((await orderFunnel(prisma, MARCH, []))[0]?.reached).toBe(0)
  })

  it('compare the best prices of platforms where it can be bought', async () => {
    expect(await purchasePriceSpread(database().prisma, ALL)).toEqual({
      total: 1,
      rows: [
        {
          skuId: ids.fast,
          currency: 'CNY',
          platforms: 2,
          cheapest: 'JD',
          cheapestMinor: 2000n,
          dearest: 'TAOBAO',
          dearestMinor: 3000n,
          percent: 50,
          total: 1,
        },
      ],
    })
  })
})
