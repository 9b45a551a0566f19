import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku, makeWarehouse } from '../../test/support/fixtures.ts'
import { sqlState } from './transaction.ts'

const CHECK = '23514'
const UNIQUE = '23505'

testDatabases('the invariants of the model', (database) => {
  /** The SQLSTATE with which the database refuses. */
  async function refusal(work: Promise<unknown>): Promise<string | null> {
    return work.then(
      () => 'accepted',
      (error: unknown) => sqlState(error),
    )
  }

  it.each(['on_hand', 'reserved', 'safety_stock', 'incoming', 'version'])(
    'refuse a level whose %s is negative',
    async (column) => {
      const { prisma } = database()
      const { levelId } = await makeLevel(prisma, { onHand: 5 })
      const update = `UPDATE stock_level SET ${column} = -1 WHERE id = $1`
      expect(await refusal(prisma.$executeRawUnsafe(update, levelId))).toBe(CHECK)
      const level = await prisma.stockLevel.findUniqueOrThrow({ where: { id: levelId } })
      expect(level.onHand).toBe(5)
    },
  )

  it('compute available, and refuse to have it written', async () => {
    const { prisma } = database()
    const { levelId } = await makeLevel(prisma, { onHand: 9, reserved: 2, safetyStock: 3 })
    expect((await prisma.stockLevel.findUniqueOrThrow({ where: { id: levelId } })).available).toBe(4)
    await prisma.stockLevel.update({ where: { id: levelId }, data: { safetyStock: 30 } })
    expect((await prisma.stockLevel.findUniqueOrThrow({ where: { id: levelId } })).available).toBe(0)
    const write = prisma.$executeRaw`UPDATE stock_level SET available = 7 WHERE id = ${levelId}`
    expect(await refusal(write)).toBe('428C9')
  })

  it('refuse a second level of one SKU and warehouse', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const second = prisma.$executeRaw`
      INSERT INTO stock_level (id, sku_id, warehouse_id) VALUES (${v7()}, ${skuId}, ${warehouseId})`
    expect(await refusal(second)).toBe(UNIQUE)
    expect(await prisma.stockLevel.count({ where: { skuId } })).toBe(1)
  })

  it('refuse a second listing of the same platform, item and SKU', async () => {
    const { prisma } = database()
    const externalId = v7()
    const listing = { platform: 'TAOBAO' as const, externalId }
    await prisma.listing.create({ data: listing })
    expect(await refusal(prisma.listing.create({ data: listing }))).toBe(UNIQUE)
    await prisma.listing.create({ data: { ...listing, externalSkuId: '1' } })
    await prisma.listing.create({ data: { ...listing, platform: 'JD' } })
    expect(await prisma.listing.count({ where: { externalId } })).toBe(3)
  })

  it('refuse to change or delete a movement of the ledger', async () => {
    const { prisma } = database()
    const { skuId } = await makeLevel(prisma, { onHand: 5 })
    const update = prisma.$executeRaw`UPDATE stock_movement SET delta = 6 WHERE sku_id = ${skuId}`
    await expect(update).rejects.toThrow(/append-only: UPDATE refused/)
    const remove = prisma.stockMovement.deleteMany({ where: { skuId } })
    await expect(remove).rejects.toThrow(/append-only: DELETE refused/)
    expect(await prisma.stockMovement.findMany({ where: { skuId } })).toMatchObject([{ delta: 5 }])
  })

  it('refuse two movements that lead to the same version', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 5 })
    const again = prisma.stockMovement.create({
      data: { skuId, warehouseId, delta: 1, reason: 'RECEIPT', onHandAfter: 6, levelVersion: 1 },
    })
    expect(await refusal(again)).toBe(UNIQUE)
  })

  it('allow one unresolved alert per SKU, warehouse and kind', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const alert = { skuId, warehouseId, threshold: 10, resumeAbove: 12, available: 3 }
    const first = await prisma.inventoryAlert.create({ data: { ...alert, kind: 'LOW_STOCK' } })
    await prisma.inventoryAlert.update({ where: { id: first.id }, data: { status: 'ACKNOWLEDGED' } })
    const second = prisma.inventoryAlert.create({ data: { ...alert, kind: 'LOW_STOCK' } })
    expect(await refusal(second)).toBe(UNIQUE)
    await prisma.inventoryAlert.create({ data: { ...alert, kind: 'OUT_OF_STOCK' } })
    await prisma.inventoryAlert.update({ where: { id: first.id }, data: { status: 'RESOLVED' } })
    await prisma.inventoryAlert.create({ data: { ...alert, kind: 'LOW_STOCK' } })
    expect(await prisma.inventoryAlert.count({ where: { skuId } })).toBe(3)
  })

  it('allow one alert rule per scope, the global one included', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    const warehouseId = await makeWarehouse(prisma)
    for (const scope of [{}, { skuId }, { warehouseId }, { skuId, warehouseId }]) {
      const data = { ...scope, threshold: 3, resumeAbove: 4 }
      await prisma.alertRule.create({ data })
      expect(await refusal(prisma.alertRule.create({ data }))).toBe(UNIQUE)
    }
    const wrong = prisma.alertRule.create({
      data: { skuId: (await makeSku(prisma)).skuId, threshold: 3, resumeAbove: 2 },
    })
    expect(await refusal(wrong)).toBe(CHECK)
  })
})
