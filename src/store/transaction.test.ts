import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeLevel } from '../../test/support/fixtures.ts'
import { addToLevel } from './stock-level.ts'
import { sqlState, transaction } from './transaction.ts'

testDatabases('transaction', (database) => {
  it('rolls back what was done before a failure, and throws it on', async () => {
    const { prisma } = database()
    const level = await makeLevel(prisma, { onHand: 5 })
    let attempts = 0
    const failing = transaction(prisma, async (tx) => {
      attempts++
      await addToLevel(tx, level, { onHand: 1 })
      throw new Error('no luck')
    })
    await expect(failing).rejects.toThrow('no luck')
    expect(attempts).toBe(1)
    expect((await prisma.stockLevel.findUniqueOrThrow({ where: { id: level.levelId } })).onHand).toBe(5)
  })

  it.each([
    ['23505', `INSERT INTO feed_state (id, epoch) VALUES (1, '')`],
    ['23514', `INSERT INTO feed_state (id, epoch) VALUES (2, '')`],
    ['23502', 'INSERT INTO feed_state (id) VALUES (1)'],
    ['23503', `INSERT INTO stock_level (id, sku_id, warehouse_id) VALUES ('x', 'none', 'none')`],
    ['22012', 'SELECT 1 / 0'],
    ['42P01', 'SELECT * FROM nowhere'],
    ['40001', `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40001'; END $$`],
    ['40P01', `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '40P01'; END $$`],
  ])('finds SQLSTATE %s in the error of a statement', async (state, sql) => {
    const error = await database()
      .prisma.$executeRawUnsafe(sql)
      .then(
        () => null,
        (thrown: unknown) => thrown,
      )
    expect(error).toBeInstanceOf(Error)
    const found = sqlState(error)
    // Both mean "again"; one of the drivers does not tell them apart.
    expect(state === '40P01' && found === '40001' ? state : found).toBe(state)
  })

  it('finds no SQLSTATE where there is none', () => {
    for (const value of [null, undefined, 'text', new Error('plain')]) expect(sqlState(value)).toBeNull()
  })

  it.each(['40001', '40P01'])('runs again after %s, five times at most', async (state) => {
    const { prisma } = database()
    const raise = `DO $$ BEGIN RAISE EXCEPTION 'again' USING ERRCODE = '${state}'; END $$`
    let attempts = 0
    const lucky = await transaction(prisma, async (tx) => {
      if (++attempts < 3) await tx.$executeRawUnsafe(raise)
      return 'done'
    })
    expect([lucky, attempts]).toEqual(['done', 3])
    attempts = 0
    const unlucky = transaction(prisma, async (tx) => {
      attempts++
      await tx.$executeRawUnsafe(raise)
    })
    await expect(unlucky).rejects.toThrow()
    expect(attempts).toBe(5)
  })
})

describePostgres('transactions that lock each other', (database) => {
  it('are run again after the deadlock: both succeed', async () => {
    const { prisma } = database()
    const a = await makeLevel(prisma)
    const b = await makeLevel(prisma)
    let attempts = 0
    const locked = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const both = [
      [a, b],
      [b, a],
    ].map(([first, second], index) =>
      transaction(prisma, async (tx) => {
        attempts++
        if (!first || !second) throw new Error('two levels are needed')
        await addToLevel(tx, first, { onHand: 1 })
        locked[index]?.resolve()
        await Promise.all(locked.map(({ promise }) => promise))
        await addToLevel(tx, second, { onHand: 1 })
      }),
    )
    await Promise.all(both)
    expect(attempts).toBeGreaterThanOrEqual(3)
    for (const { levelId } of [a, b])
      expect(await prisma.stockLevel.findUnique({ where: { id: levelId } })).toMatchObject({
        onHand: 2,
        version: 2,
      })
  })
})
