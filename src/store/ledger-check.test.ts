import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { inventoryWithAlerts } from '../../test/support/alerts.ts'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeWarehouse } from '../../test/support/fixtures.ts'
import { dispatchTransfer } from '../inventory/dispatch-transfer.ts'
import { reserve } from '../inventory/reserve.ts'
import type { PrismaClient } from './database.ts'
import { checkLedger } from './ledger-check.ts'
import { transaction } from './transaction.ts'

/** A level with a reservation and a transfer on the way, made as the application makes them. */
async function usedLevel(prisma: PrismaClient) {
  const level = await makeLevel(prisma, { onHand: 20 })
  const { skuId, warehouseId } = level
  const deps = inventoryWithAlerts(prisma)
  const owner = { type: 'order', id: v7() }
  const lines = [{ skuId, quantity: 4, field: [] }]
  await transaction(prisma, (tx) => reserve(tx, deps, { lines, owner, expiresAt: null, actor: 'test' }))
  const toWarehouseId = await makeWarehouse(prisma)
  const transfer = { skuId, fromWarehouseId: warehouseId, toWarehouseId, quantity: 5, idempotencyKey: v7() }
  const sent = await dispatchTransfer(deps, transfer, 'test')
  if (!sent.ok) throw new Error(sent.errors[0]?.message)
  const codes = {
    sku: (await prisma.sku.findUniqueOrThrow({ where: { id: skuId } })).code,
    from: (await prisma.warehouse.findUniqueOrThrow({ where: { id: warehouseId } })).code,
    to: (await prisma.warehouse.findUniqueOrThrow({ where: { id: toWarehouseId } })).code,
  }
  return { ...level, toWarehouseId, codes, transferId: sent.value.transferId }
}

testDatabases('the check of the ledger', (database) => {
  const differences = async (sku: string) =>
    (await checkLedger(database().prisma)).differences.filter((one) => one.sku === sku)

  it('finds nothing where everything agrees, and counts what it looked at', async () => {
    const { prisma } = database()
    const { codes } = await usedLevel(prisma)
    expect(await checkLedger(prisma)).toEqual({
      levels: await prisma.stockLevel.count(),
      movements: await prisma.stockMovement.count(),
      differences: [],
    })
    expect(await prisma.stockLevel.count({ where: { sku: { code: codes.sku } } })).toBe(2)
  })

  it('names a level that was changed past its ledger', async () => {
    const { prisma } = database()
    const { levelId, codes } = await usedLevel(prisma)
    await prisma.stockLevel.update({ where: { id: levelId }, data: { onHand: 16, version: 9 } })
    expect(await differences(codes.sku)).toEqual([
      { sku: codes.sku, warehouse: codes.from, what: 'on hand is 16, its movements sum to 15' },
      { sku: codes.sku, warehouse: codes.from, what: 'version is 9, with 3 movements from 1 to 3' },
    ])
  })

  it('names a product whose availability is not that of its levels, and sums that no Int holds', async () => {
    const { prisma } = database()
    const { skuId, productId, codes } = await usedLevel(prisma)
    await prisma.product.update({ where: { id: productId }, data: { availability: 'LOW_STOCK' } })
    const what = 'the product is LOW_STOCK, its levels say IN_STOCK'
    expect(await differences(codes.sku)).toEqual([{ sku: codes.sku, warehouse: 'all warehouses', what }])
    await prisma.product.update({ where: { id: productId }, data: { availability: 'IN_STOCK' } })
    await prisma.$executeRaw`ALTER TABLE stock_level DISABLE TRIGGER USER`
    await prisma.stockLevel.updateMany({ where: { skuId }, data: { incoming: 2_000_000_000 } })
    await prisma.$executeRaw`ALTER TABLE stock_level ENABLE TRIGGER USER`
    expect(await differences(codes.sku)).toContainEqual({
      sku: codes.sku,
      warehouse: 'all warehouses',
      what: 'together 15 on hand, 4 reserved and 4000000000 incoming: at most 2147483647 are kept',
    })
    await prisma.stockLevel.updateMany({ where: { skuId }, data: { incoming: 0 } })
  })

  it('names reserved pieces that nobody holds', async () => {
    const { prisma } = database()
    const { skuId, codes } = await usedLevel(prisma)
    await prisma.reservation.updateMany({ where: { skuId }, data: { status: 'RELEASED' } })
    expect(await differences(codes.sku)).toEqual([
      { sku: codes.sku, warehouse: codes.from, what: 'reserved is 4, active reservations hold 0' },
    ])
  })

  it('names incoming pieces that do not come', async () => {
    const { prisma } = database()
    const { transferId, codes } = await usedLevel(prisma)
    await prisma.stockTransfer.update({ where: { id: transferId }, data: { status: 'CANCELLED' } })
    expect(await differences(codes.sku)).toEqual([
      {
        sku: codes.sku,
        warehouse: codes.to,
        what: 'incoming is 5, 0 are in transit and 0 awaited from purchases',
      },
    ])
  })

  it('names movements that lead nowhere', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, codes } = await usedLevel(prisma)
    await prisma.stockMovement.create({
      data: {
        skuId,
        warehouseId,
        delta: 2,
        reason: 'RECEIPT',
        onHandAfter: 99,
        reservedAfter: 4,
        levelVersion: 7,
      },
    })
    const found = await differences(codes.sku)
    expect(found.map(({ what }) => what)).toEqual([
      'on hand is 15, its movements sum to 17',
      'version is 3, with 4 movements from 1 to 7',
      'movement 7 says 99 on hand and 4 reserved after it, those up to it sum to 17 and 4',
    ])
  })

  it('names a purchase that is over and still awaited', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId, codes } = await usedLevel(prisma)
    await prisma.stockLevel.update({ where: { id: levelId }, data: { incoming: 3 } })
    const { id } = await prisma.purchaseOrder.create({
      data: {
        warehouseId,
        platform: 'JD',
        status: 'CANCELLED',
        lines: { create: { skuId, externalId: '1', quantity: 3, awaited: 3, unitPriceMinor: 1n } },
      },
    })
    expect((await differences(codes.sku)).map(({ what }) => what)).toEqual([
      `3 pieces are awaited from purchase ${id}, which is CANCELLED`,
    ])
  })
})
