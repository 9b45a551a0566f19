import { expect, it } from 'vitest'
import { describePostgres, embeddedDatabase, postgresDatabase } from '../../../test/support/databases.ts'
import type { Database } from '../database.ts'
import { secretBox } from '../secret-box.ts'
import { openServerDatabase } from '../server-database.ts'
import { seedDatabase } from './index.ts'

const options = {
  now: new Date('2026-03-01T08:00:00Z'),
  imageBase: 'http://localhost:4010/images',
  secretBox: secretBox([Buffer.alloc(32, 7)]),
  shopAccounts: {},
}

/** Expected result of every seeding of this instant. */
const rowsOf = ({ prisma }: Database) =>
  Promise.all([prisma.product.count(), prisma.stockMovement.count(), prisma.order.count()])

it('leaves nothing behind when it breaks off, and starts again cleanly', async () => {
  const database = await embeddedDatabase()
  try {
    const onProgress = (_done: number, _total: number, what: string) => {
      if (what === 'order_line') throw new Error('broken off')
    }
    await expect(seedDatabase(database, { ...options, onProgress })).rejects.toThrow('broken off')
    expect(await rowsOf(database)).toEqual([0, 0, 0])
    expect(await seedDatabase(database, options)).toBe(true)
    expect(await rowsOf(database)).toEqual([216, expect.any(Number), 100])
  } finally {
    await database.close()
  }
})

it('moves its pictures when the sandbox is elsewhere, and leaves others as they are', async () => {
  const database = await embeddedDatabase()
  const { product } = database.prisma
  const ids = { orderBy: { id: 'asc' }, select: { id: true, images: true } } as const
  try {
    await seedDatabase(database, options)
    const [first, second] = await product.findMany({ ...ids, take: 2 })
    await product.update({
      where: { id: second?.id ?? '' },
      data: { images: ['https://example.com/own.svg'] },
    })
    expect(await seedDatabase(database, { ...options, imageBase: 'http://127.0.0.1:5/images' })).toBe(false)
    const moved = await product.findMany(ids)
    expect(moved[0]?.images).toEqual([first?.images[0]?.replace('localhost:4010', '127.0.0.1:5')])
    expect(moved[1]?.images).toEqual(['https://example.com/own.svg'])
    expect(moved.filter(({ images }) => images[0]?.startsWith('http://127.0.0.1:5/'))).toHaveLength(215)
  } finally {
    await database.close()
  }
})

it('seeds once when asked twice at once', async () => {
  const database = await embeddedDatabase()
  try {
    const answers = await Promise.all([seedDatabase(database, options), seedDatabase(database, options)])
    expect(answers.toSorted()).toEqual([false, true])
    expect(await database.prisma.product.count()).toBe(216)
  } finally {
    await database.close()
  }
})

describePostgres('several processes that seed at once', () => {
  it('seed once, even with a single connection each', async () => {
    const url = await postgresDatabase()
    const processes = await Promise.all([1, 2, 3].map(() => openServerDatabase({ url, poolSize: 1 })))
    try {
      const answers = await Promise.all(processes.map((database) => seedDatabase(database, options)))
      expect(answers.toSorted()).toEqual([false, false, true])
      const counts = await Promise.all(processes.map(rowsOf))
      expect(new Set(counts.map(String)).size).toBe(1)
      expect(counts[0]?.[0]).toBe(216)
    } finally {
      await Promise.all(processes.map((database) => database.close()))
    }
  })
})
