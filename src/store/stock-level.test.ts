import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { addToLevel, type LevelNeeds } from './stock-level.ts'
import { transaction } from './transaction.ts'

testDatabases('the conditional update of a level', (database) => {
  const reserved = async (pieces: number, needs: LevelNeeds) => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 10, reserved: 2, safetyStock: 5 })
    const changed = await transaction(prisma, (tx) => addToLevel(tx, level, { reserved: pieces }, needs))
    const { skuId, warehouseId } = level
    const row = await prisma.stockLevel.findUniqueOrThrow({
      where: { skuId_warehouseId: { skuId, warehouseId } },
    })
    expect(changed?.reserved ?? 2).toBe(row.reserved)
    return row.reserved - 2
  }

  it('promises what is on hand, not reserved and not kept back: 3 of 10 with 2 reserved and 5 of safety stock', async () => {
    expect(await reserved(3, { available: 3 })).toBe(3)
    expect(await reserved(4, { available: 4 })).toBe(0)
    expect(await reserved(8, { available: 8 })).toBe(0)
  })

  it('takes what is free from the safety stock too', async () => {
    expect(await reserved(8, { free: 8 })).toBe(8)
    expect(await reserved(9, { free: 9 })).toBe(0)
  })

  it('never leads below nothing', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 3 })
    expect(await transaction(prisma, (tx) => addToLevel(tx, level, { onHand: -4 }))).toBeNull()
    expect(await transaction(prisma, (tx) => addToLevel(tx, level, { reserved: -1 }))).toBeNull()
    expect(await transaction(prisma, (tx) => addToLevel(tx, level, { onHand: -3 }))).toMatchObject({
      onHand: 0,
      onHandBefore: 3,
    })
  })
})
