import { beforeEach, expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { stockPayload } from '../../test/support/events.ts'
import { until } from '../../test/support/until.ts'
import { appendToOutbox, outboxOf, RelayOvertaken } from './outbox.ts'
import { transaction } from './transaction.ts'

const versions = (events: readonly { payload: { level?: { version: number } } }[]) =>
  events.map((event) => event.payload.level?.version)

testDatabases('the outbox', (database) => {
  const outbox = () => outboxOf(database())
  const append = (from: number, to: number) =>
    transaction(database().prisma, (tx) =>
      appendToOutbox(
        tx,
        Array.from({ length: to - from + 1 }, (_, index) => stockPayload({ version: from + index })),
      ),
    )

  beforeEach(async () => {
    await database().prisma.outboxEvent.deleteMany()
    await database().prisma.feedState.update({ where: { id: 1 }, data: { lastSeq: 0 } })
  })

  it('numbers what was appended from 1, densely and in order, in parts', async () => {
    await append(1, 3)
    await append(4, 5)
    let head = await outbox().head()
    expect(head.lastSeq).toBe(0)
    const first = await outbox().number(head, 4)
    expect(first.map((event) => event.seq)).toEqual([1, 2, 3, 4])
    head = { ...head, lastSeq: 4 }
    expect(await outbox().head()).toEqual(head)
    const second = await outbox().number(head, 4)
    expect(second.map((event) => event.seq)).toEqual([5])
    expect(versions([...first, ...second] as never)).toEqual([1, 2, 3, 4, 5])
    expect(await outbox().number({ ...head, lastSeq: 5 }, 4)).toEqual([])
    expect((await outbox().head()).lastSeq).toBe(5)
  })

  it('gives payloads back as they were appended', async () => {
    const payload = stockPayload({ version: 7, delta: -3, productId: '“引号” \\ \u0007' })
    await transaction(database().prisma, (tx) => appendToOutbox(tx, [payload]))
    const numbered = await outbox().number(await outbox().head(), 10)
    expect(numbered).toEqual([{ seq: 1, payload }])
    expect(await outbox().read(0, 10)).toEqual(numbered)
  })

  it('reads numbered events after a number, oldest first and at most so many', async () => {
    await append(1, 6)
    await outbox().number(await outbox().head(), 5)
    expect((await outbox().read(0, 2)).map((event) => event.seq)).toEqual([1, 2])
    expect((await outbox().read(2, 10)).map((event) => event.seq)).toEqual([3, 4, 5])
    expect(await outbox().read(5, 10)).toEqual([])
    await database().prisma.outboxEvent.deleteMany({ where: { seq: { lte: 3 } } })
    expect((await outbox().read(0, 10)).map((event) => event.seq)).toEqual([4, 5])
  })

  it('refuses to number from a head that another has moved, and numbers nothing then', async () => {
    await append(1, 2)
    const head = await outbox().head()
    await outbox().number(head, 1)
    await expect(outbox().number(head, 10)).rejects.toBeInstanceOf(RelayOvertaken)
    await expect(outbox().number({ epoch: 'other', lastSeq: 1 }, 10)).rejects.toBeInstanceOf(RelayOvertaken)
    expect((await outbox().head()).lastSeq).toBe(1)
    expect(await database().prisma.outboxEvent.count({ where: { seq: null } })).toBe(1)
  })

  it('takes back what a transaction appended that failed', async () => {
    const failing = transaction(database().prisma, async (tx) => {
      await appendToOutbox(tx, [stockPayload({ version: 1 })])
      throw new Error('no luck')
    })
    await expect(failing).rejects.toThrow('no luck')
    expect(await outbox().number(await outbox().head(), 10)).toEqual([])
  })

  it('wakes once per commit that appended something', async () => {
    let woken = 0
    const stop = await outbox().onAppended(() => woken++)
    await append(1, 3)
    await until(() => woken === 1, 'the wake-up')
    await transaction(database().prisma, (tx) => appendToOutbox(tx, []))
    await append(4, 4)
    await until(() => woken === 2, 'the second wake-up')
    await stop()
  })
})

describePostgres('the outbox with writers that commit late', (database) => {
  it('numbers in the order of commit, leaving nothing out', async () => {
    const { prisma } = database()
    const outbox = outboxOf(database())
    const wrote = Promise.withResolvers<void>()
    const mayCommit = Promise.withResolvers<void>()
    const late = prisma.$transaction(async (tx) => {
      await appendToOutbox(tx, [stockPayload({ version: 1 })])
      wrote.resolve()
      await mayCommit.promise
    })
    await wrote.promise
    await prisma.$transaction((tx) => appendToOutbox(tx, [stockPayload({ version: 2 })]))
    const head = await outbox.head()
    expect(versions((await outbox.number(head, 10)) as never)).toEqual([2])
    mayCommit.resolve()
    await late
    const numbered = await outbox.number({ ...head, lastSeq: 1 }, 10)
    expect(versions(numbered as never)).toEqual([1])
    expect((await outbox.read(0, 10)).map((event) => event.seq)).toEqual([1, 2])
  })
})
