import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { describeWith } from '../../../test/support/binaries.ts'
import { embeddedDatabase, postgresDatabase } from '../../../test/support/databases.ts'
import { makeLevel, makeProduct, makeSku, makeWarehouse } from '../../../test/support/fixtures.ts'
import type { Database } from '../database.ts'
import type { OnStatement } from '../prisma-client.ts'
import { openServerDatabase } from '../server-database.ts'

const NEWEST = [{ occurredAt: 'desc' as const }, { id: 'desc' as const }]
const OLDEST = [{ createdAt: 'asc' as const }, { id: 'asc' as const }]

function suite(open: (onStatement: OnStatement) => Promise<Database>): void {
  let database: Database
  let productId: string
  const skuIds: string[] = []
  const statements: string[] = []
  beforeAll(async () => {
    database = await open((sql) => statements.push(sql))
    productId = await makeProduct(database.prisma)
    const warehouseId = await makeWarehouse(database.prisma)
    for (const movements of [0, 3, 5]) {
      const { skuId } = await makeSku(database.prisma, { productId })
      skuIds.push(skuId)
      for (let version = 1; version <= movements; version++)
        await database.prisma.stockMovement.create({
          data: {
            skuId,
            warehouseId,
            delta: version,
            reason: 'RECEIPT',
            onHandAfter: 1,
            levelVersion: version,
            // Two at each instant, so that the id decides.
            occurredAt: new Date(1_000_000 * Math.ceil(version / 2)),
          },
        })
    }
  })
  afterAll(() => database?.close())
  beforeEach(() => {
    statements.length = 0
  })

  const counts = () => statements.filter((sql) => /COUNT\(\*\)/i.test(sql))

  it('counts a relation of named rows only, all of them with one statement', async () => {
    const skus = await database.reads.sku.findMany({
      where: { productId },
      orderBy: { id: 'asc' },
      select: { code: true, _count: { select: { movements: true, listings: true } } },
    })
    expect(skus.map((sku) => sku._count)).toEqual([
      { movements: 0, listings: 0 },
      { movements: 3, listings: 0 },
      { movements: 5, listings: 0 },
    ])
    expect(counts()).toHaveLength(2)
    for (const sql of counts()) {
      expect(sql).toMatch(/"sku_id" IN \(\$1,\$2,\$3\)/)
      expect(sql).not.toMatch(/WHERE 1=1/)
    }
  })

  it('counts below other rows and for a single one, with its condition', async () => {
    const product = await database.reads.product.findUniqueOrThrow({
      where: { id: productId },
      include: {
        skus: {
          orderBy: { id: 'asc' },
          include: { _count: { select: { movements: { where: { delta: { gt: 1 } } } } } },
        },
      },
    })
    expect(product.titleEn).toBe('Test product')
    expect(product.skus.map((sku) => sku._count.movements)).toEqual([0, 2, 4])
    expect(counts()).toHaveLength(1)
    expect(counts()[0]).toMatch(/"sku_id" IN/)
  })

  it('reads pages of several rows without reading the rest, as Prisma would cut them', async () => {
    for (const page of [
      { take: 2, orderBy: NEWEST },
      { take: -2, orderBy: NEWEST },
      { take: 2, skip: 1, orderBy: NEWEST },
      { take: 10, orderBy: NEWEST },
      { take: 0, orderBy: NEWEST },
    ]) {
      const args = {
        where: { productId },
        orderBy: { id: 'asc' as const },
        select: { id: true, movements: { ...page, select: { delta: true, warehouse: true } } },
      }
      const expected = (await database.prisma.sku.findMany(args)).map((sku) => ({
        id: sku.id,
        movements: sku.movements.map(({ delta, warehouse }) => ({ delta, warehouse })),
      }))
      statements.length = 0
      expect(await database.reads.sku.findMany(args)).toMatchObject(expected)
      for (const sql of statements.filter((one) => /FROM "(public"\.")?stock_movement"/.test(one)))
        expect(sql).toMatch(/LIMIT|"id" (IN|= ANY|= \$)/)
    }
  })

  it('goes on behind a cursor in either direction, for one row and for several', async () => {
    const [, , skuId = ''] = skuIds
    const all = await database.prisma.stockMovement.findMany({ where: { skuId }, orderBy: NEWEST })
    const cursor = { id: all[2]?.id ?? '' }
    for (const [take, expected] of [
      [2, [all[3], all[4]]],
      [-2, [all[0], all[1]]],
    ] as const) {
      const page = { take, skip: 1, cursor, orderBy: NEWEST }
      const include = { movements: page }
      const sku = await database.reads.sku.findUnique({ where: { id: skuId }, include })
      expect(sku?.movements).toEqual(expected)
      const root = await database.reads.stockMovement.findMany({ where: { skuId }, ...page })
      expect(root).toEqual(expected)
    }
  })

  it('gives nothing behind a cursor that is none', async () => {
    const page = { take: 2, skip: 1, cursor: { id: 'none' }, orderBy: NEWEST }
    const sku = await database.reads.sku.findUnique({
      where: { id: skuIds[2] ?? '' },
      include: { movements: page },
    })
    expect(sku?.movements).toEqual([])
    expect(await database.reads.stockMovement.findMany(page)).toEqual([])
  })

  it('begins at the place of the cursor, not at the start of the list', async () => {
    const made = await Promise.all(Array.from({ length: 4 }, () => makeProduct(database.prisma)))
    const all = await database.prisma.product.findMany({ where: { id: { in: made } }, orderBy: OLDEST })
    statements.length = 0
    const page = { where: { id: { in: made } }, orderBy: OLDEST, skip: 1, cursor: { id: all[1]?.id ?? '' } }
    expect(await database.reads.product.findMany({ ...page, take: 5 })).toEqual(all.slice(2))
    expect(await database.reads.product.findMany({ ...page, take: -5 })).toEqual(all.slice(0, 1))
    const bounded = statements.filter((sql) => /"created_at" [<>]= \$/.test(sql))
    expect(bounded).toHaveLength(2)
    expect(statements.filter((sql) => /\(SELECT .*"created_at"/.test(sql))).toEqual([])
  })

  it('leaves rows that it shares with others as they are', async () => {
    const { skuId } = await makeLevel(database.prisma, { onHand: 3 })
    const plain = { where: { id: skuId }, include: { product: true } }
    const counted = {
      where: { id: skuId },
      include: { product: true, _count: { select: { movements: true } } },
    }
    const [one, other] = await Promise.all([
      database.reads.sku.findUnique(plain),
      database.reads.sku.findUnique(counted),
    ])
    expect(one).not.toHaveProperty('_count')
    expect(other).toEqual({ ...one, _count: { movements: 1 } })
  })
}

describe('reads of pages and counts over PGlite', () => suite(embeddedDatabase))
describeWith(['PostgreSQL'], 'reads of pages and counts over PostgreSQL', () =>
  suite(async (onStatement) => openServerDatabase({ url: await postgresDatabase(), onStatement })),
)
