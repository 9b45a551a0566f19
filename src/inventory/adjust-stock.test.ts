import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeLevel, makeSku, makeWarehouse } from '../../test/support/fixtures.ts'
import { movementsOf, outboxOfSku } from '../../test/support/ledger.ts'
import { adjustStock } from './adjust-stock.ts'

testDatabases('adjustStock', (database) => {
  const adjust = (input: object, actor = 'operator:test') =>
    adjustStock(
      { prisma: database().prisma, onLevelsChanged: async () => {} },
      { idempotencyKey: v7(), ...input },
      actor,
    )

  it('changes on hand by a delta, with one movement and one event that tell of it', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, productId, levelId } = await makeLevel(prisma, { onHand: 10, reserved: 2 })
    const result = await adjust({ skuId, warehouseId, delta: -4, reason: 'SALE', reference: 'order 7' })
    const after = { id: levelId, skuId, warehouseId, onHand: 6, reserved: 2, version: 2 }
    expect(result).toMatchObject({ ok: true, value: { level: after } })
    expect(await movementsOf(prisma, skuId)).toMatchObject([
      { levelVersion: 1 },
      {
        delta: -4,
        reservedDelta: 0,
        reason: 'SALE',
        onHandAfter: 6,
        reservedAfter: 2,
        levelVersion: 2,
        reference: 'order 7',
        actor: 'operator:test',
      },
    ])
    expect(await outboxOfSku(prisma, skuId)).toMatchObject([
      { topic: 'stock', productId, level: after, delta: -4, reason: 'SALE' },
    ])
  })

  it('makes the level at the first movement of a SKU in a warehouse', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    const warehouseId = await makeWarehouse(prisma)
    const result = await adjust({ skuId, warehouseId, delta: 5, reason: 'RECEIPT' })
    expect(result).toMatchObject({ ok: true, value: { level: { onHand: 5, version: 1 } } })
    expect(await movementsOf(prisma, skuId)).toHaveLength(1)
  })

  it('leaves no level behind when the first movement is refused', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    const warehouseId = await makeWarehouse(prisma)
    const result = await adjust({ skuId, warehouseId, delta: -1 })
    expect(result).toMatchObject({ ok: false, errors: [{ code: 'INSUFFICIENT_STOCK', field: ['delta'] }] })
    expect(await prisma.stockLevel.count({ where: { skuId } })).toBe(0)
  })

  it('never goes below zero, and says how much there is', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId } = await makeLevel(prisma, { onHand: 3 })
    expect(await adjust({ skuId, warehouseId, delta: -4 })).toEqual({
      ok: false,
      errors: [{ code: 'INSUFFICIENT_STOCK', field: ['delta'], message: 'Only 3 on hand (0 reserved).' }],
    })
    expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({
      onHand: 3,
      version: 1,
    })
    expect(await outboxOfSku(prisma, skuId)).toEqual([])
    expect(await adjust({ skuId, warehouseId, delta: -3 })).toMatchObject({ ok: true })
  })

  it('sets on hand when the level is still at the expected version', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 10 })
    const set = { skuId, warehouseId, setOnHand: 4, expectedVersion: 1 }
    expect(await adjust(set)).toMatchObject({ ok: true, value: { level: { onHand: 4, version: 2 } } })
    expect(await outboxOfSku(prisma, skuId)).toMatchObject([{ delta: -6, level: { onHand: 4 } }])
    expect(await adjust(set)).toMatchObject({
      ok: false,
      errors: [
        {
          code: 'VERSION_CONFLICT',
          field: ['expectedVersion'],
          message: expect.stringContaining('version 2 now'),
        },
      ],
    })
    expect(await movementsOf(prisma, skuId)).toHaveLength(2)
  })

  it('changes nothing when on hand is what it should be already', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma, { onHand: 4 })
    const result = await adjust({ skuId, warehouseId, setOnHand: 4, expectedVersion: 1 })
    expect(result).toMatchObject({ ok: true, value: { level: { onHand: 4, version: 1 }, movementId: null } })
    expect(await movementsOf(prisma, skuId)).toHaveLength(1)
    expect(await outboxOfSku(prisma, skuId)).toEqual([])
  })

  it('sets the first count of a SKU that has no level yet, at version 0', async () => {
    const { prisma } = database()
    const { skuId } = await makeSku(prisma)
    const warehouseId = await makeWarehouse(prisma)
    const result = await adjust({ skuId, warehouseId, setOnHand: 8, expectedVersion: 0 })
    expect(result).toMatchObject({ ok: true, value: { level: { onHand: 8, version: 1 } } })
  })

  it('refuses what would not fit into the column, naming the field', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId } = await makeLevel(prisma, { onHand: 1_000_000_000 })
    const refused = await adjust({ skuId, warehouseId, delta: 1 })
    expect(refused).toMatchObject({ ok: false, errors: [{ code: 'LIMIT_EXCEEDED', field: ['delta'] }] })
    expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({ version: 1 })
  })

  it('answers a repetition as the first time and changes nothing more', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId } = await makeLevel(prisma, { onHand: 10 })
    const input = { skuId, warehouseId, delta: -1, idempotencyKey: v7() }
    const first = await adjust(input)
    expect(first.ok).toBe(true)
    expect(await adjust(input)).toEqual(first)
    expect(await adjust({ ...input, delta: -2 })).toMatchObject({
      ok: false,
      errors: [{ code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] }],
    })
    expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({ onHand: 9 })
    expect(await outboxOfSku(prisma, skuId)).toHaveLength(1)
  })

  it('rolls everything back when what follows in the transaction fails', async () => {
    const { prisma } = database()
    const { skuId, warehouseId, levelId } = await makeLevel(prisma, { onHand: 10 })
    const onLevelsChanged = async () => {
      throw new Error('no luck')
    }
    const input = { skuId, warehouseId, delta: -1, idempotencyKey: v7() }
    await expect(adjustStock({ prisma, onLevelsChanged }, input, 'test')).rejects.toThrow('no luck')
    expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({ onHand: 10 })
    expect(await movementsOf(prisma, skuId)).toHaveLength(1)
    expect(await outboxOfSku(prisma, skuId)).toEqual([])
    expect(await prisma.idempotencyRecord.count({ where: { key: input.idempotencyKey } })).toBe(0)
  })

  it.each<[string, object]>([
    ['neither delta nor setOnHand; neither was', {}],
    ['both; both were', { delta: 1, setOnHand: 1, expectedVersion: 1 }],
  ])('refuses %s given, naming both fields', async (what, input) => {
    const { skuId, warehouseId } = await makeLevel(database().prisma, { onHand: 5 })
    const message = `give exactly one of delta and setOnHand; ${what.split('; ')[1]} given`
    expect(await adjust({ skuId, warehouseId, ...input })).toEqual({
      ok: false,
      errors: ['delta', 'setOnHand'].map((field) => ({
        code: 'INVALID_INPUT',
        field: [field],
        message: `${field}: ${message}`,
      })),
    })
  })

  it.each<[string, object, string[]]>([
    ['no such SKU', { skuId: 'none', delta: 1 }, ['skuId']],
    ['no such warehouse', { warehouseId: 'none', delta: 1 }, ['warehouseId']],
    ['a delta of 0', { delta: 0 }, ['delta']],
    ['half a piece', { delta: 0.5 }, ['delta']],
    ['too many pieces', { delta: 1_000_000_001 }, ['delta']],
    ['a negative count', { setOnHand: -1, expectedVersion: 1 }, ['setOnHand']],
    ['a count without version', { setOnHand: 1 }, ['expectedVersion']],
    ['a version with a delta', { delta: 1, expectedVersion: 1 }, ['expectedVersion']],
    ['a reason of transfers', { delta: 1, reason: 'TRANSFER_IN' }, ['reason']],
    ['an unknown reason', { delta: 1, reason: 'GIFT' }, ['reason']],
    ['no key', { delta: 1, idempotencyKey: ' ' }, ['idempotencyKey']],
  ])('refuses %s, naming the field', async (_what, input, field) => {
    const { skuId, warehouseId } = await makeLevel(database().prisma, { onHand: 5 })
    const result = await adjust({ skuId, warehouseId, ...input })
    expect(result.ok).toBe(false)
    expect(result.ok ? [] : result.errors.map((error) => error.field)).toEqual([field])
    const code = field[0] === 'skuId' || field[0] === 'warehouseId' ? 'NOT_FOUND' : 'INVALID_INPUT'
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toEqual([code])
  })
})
