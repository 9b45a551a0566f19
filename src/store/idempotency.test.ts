import { v7 } from 'uuid'
import { describe, expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import type { PrismaClient } from './database.ts'
import { canonicalJson, idempotent } from './idempotency.ts'
import { addToLevel } from './stock-level.ts'
import { transaction } from './transaction.ts'

type Key = { skuId: string; warehouseId: string }

/** Adds one unit, under a key; the answer is the level's new on hand. */
function addOne(prisma: PrismaClient, key: string, level: Key, input: object = { add: 1 }, actor = 'test') {
  return transaction(prisma, (tx) =>
    idempotent(tx, { actor, operation: 'addOne', input: { ...input, idempotencyKey: key } }, async () => {
      const changed = await addToLevel(tx, level, { onHand: 1 })
      return { onHand: changed?.onHand ?? -1, call: v7() }
    }),
  )
}

const onHand = async (prisma: PrismaClient, level: Key) =>
  (await prisma.stockLevel.findFirstOrThrow({ where: level })).onHand

testDatabases('idempotent', (database) => {
  it('gives a repetition the first answer and changes nothing more', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const level = { skuId, warehouseId }
    const key = v7()
    const first = await addOne(prisma, key, level)
    expect(first.onHand).toBe(1)
    expect(await addOne(prisma, key, level)).toEqual(first)
    expect((await addOne(prisma, v7(), level)).onHand).toBe(2)
    expect(await onHand(prisma, level)).toBe(2)
  })

  it('refuses the key for another input or operation, naming the field', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const key = v7()
    await addOne(prisma, key, { skuId, warehouseId })
    const refused = { errors: [{ code: 'IDEMPOTENCY_MISMATCH', field: ['idempotencyKey'] }] }
    await expect(addOne(prisma, key, { skuId, warehouseId }, { add: 2 })).rejects.toMatchObject(refused)
    const input = { add: 1, idempotencyKey: key }
    const other = transaction(prisma, (tx) =>
      idempotent(tx, { actor: 'test', operation: 'other', input }, async () => ({})),
    )
    await expect(other).rejects.toMatchObject(refused)
    expect(await onHand(prisma, { skuId, warehouseId })).toBe(1)
  })

  it('takes two ways to write one input for a repetition', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const level = { skuId, warehouseId }
    const key = v7()
    const first = await addOne(prisma, key, level, {
      add: 1,
      to: { name: 'x', line2: null },
      note: undefined,
    })
    expect(await addOne(prisma, key, level, { note: null, to: { name: 'x' }, add: 1 })).toEqual(first)
    expect(await onHand(prisma, level)).toBe(1)
  })

  it('keeps the keys of different actors apart', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const key = v7()
    for (const actor of ['one', 'two']) await addOne(prisma, key, { skuId, warehouseId }, {}, actor)
    expect(await onHand(prisma, { skuId, warehouseId })).toBe(2)
  })

  it('leaves no record of a request that failed: the key may be used again', async () => {
    const { prisma } = database()
    const key = v7()
    const request = { actor: 'test', operation: 'fails', input: { idempotencyKey: key } }
    const failing = transaction(prisma, (tx) =>
      idempotent(tx, request, async () => {
        throw new Error('no luck')
      }),
    )
    await expect(failing).rejects.toThrow('no luck')
    expect(await transaction(prisma, (tx) => idempotent(tx, request, async () => 'luck'))).toBe('luck')
  })
})

describePostgres('idempotent under 50 parallel requests', (database) => {
  it('makes one change and gives 50 equal answers', async () => {
    const { prisma } = database()
    const { skuId, warehouseId } = await makeLevel(prisma)
    const key = v7()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => addOne(prisma, key, { skuId, warehouseId })),
    )
    expect(answers).toHaveLength(50)
    expect(new Set(answers.map((answer) => answer.call)).size).toBe(1)
    expect(await onHand(prisma, { skuId, warehouseId })).toBe(1)
    expect(await prisma.idempotencyRecord.count({ where: { key } })).toBe(1)
  })
})

describe('canonicalJson', () => {
  it('does not depend on the order of fields, at any depth', () => {
    const one = { b: [{ y: 1, x: 2 }], a: { d: null, c: 'text' } }
    const two = { a: { c: 'text', d: null }, b: [{ x: 2, y: 1 }] }
    expect(canonicalJson(one)).toBe(canonicalJson(two))
    expect(canonicalJson(one)).toBe('{"a":{"c":"text"},"b":[{"x":2,"y":1}]}')
  })

  it('does depend on the order of a list, on types and on values', () => {
    const texts = [[1, 2], [2, 1], ['1', 2], [null, 1, 2], { a: 1 }, { a: '1' }, {}].map(canonicalJson)
    expect(new Set(texts).size).toBe(texts.length)
  })

  it('does not depend on whether a field is null or absent', () => {
    expect(canonicalJson({ a: null, b: { c: undefined, d: 1n } })).toBe('{"b":{"d":"1"}}')
  })

  it('is JSON of the same value', () => {
    const value = { at: new Date(0), list: [{ b: 1, a: [] }], text: '"ü\n' }
    expect(JSON.parse(canonicalJson(value))).toEqual(JSON.parse(JSON.stringify(value)))
  })
})
