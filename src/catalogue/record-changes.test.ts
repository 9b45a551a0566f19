import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../test/support/databases.ts'
import { makeSku } from '../../test/support/fixtures.ts'
import type { FeedPayload } from '../domain/feed-event.ts'
import { transaction } from '../store/transaction.ts'
import { type ChangedObject, recordChanges } from './record-changes.ts'

const BY = { actor: 'operator:li', source: 'PERSON', at: new Date('2026-03-01T10:00:00Z') } as const

testDatabases('a change of the catalogue', (database) => {
  const record = (...objects: ChangedObject[]) =>
    transaction(database().prisma, (tx) => recordChanges(tx, BY, objects))
  const eventsOf = async (productId: string) =>
    (await database().prisma.outboxEvent.findMany({ orderBy: { id: 'asc' } }))
      .map(({ payload }) => payload as unknown as FeedPayload)
      .filter((payload) => payload.topic === 'product' && payload.productId === productId)
  const versionOf = async (id: string) =>
    (await database().prisma.product.findUniqueOrThrow({ where: { id } })).version

  it('leaves an entry for each field, one version and one event for its product', async () => {
    const { productId, skuId } = await makeSku(database().prisma)
    await record(
      {
        type: 'Product',
        id: productId,
        changes: [{ field: 'titleEn', before: 'Test product', after: 'Tea' }],
      },
      {
        type: 'Sku',
        id: skuId,
        productId,
        changes: [
          { field: 'price', before: '19.90 CNY', after: '21.00 CNY' },
          { field: 'barcode', before: null, after: null },
        ],
      },
    )
    expect(
      await database().prisma.auditEntry.findMany({ where: { entityId: { in: [productId, skuId] } } }),
    ).toEqual([
      {
        id: expect.any(String),
        ...BY,
        entityType: 'Product',
        entityId: productId,
        productId,
        field: 'titleEn',
        before: 'Test product',
        after: 'Tea',
      },
      {
        id: expect.any(String),
        ...BY,
        entityType: 'Sku',
        entityId: skuId,
        productId,
        field: 'price',
        before: '19.90 CNY',
        after: '21.00 CNY',
      },
    ])
    expect(await versionOf(productId)).toBe(1)
    expect(await eventsOf(productId)).toEqual([
      {
        topic: 'product',
        productId,
        onShow: true,
        fields: ['titleEn', 'skus.price'],
        occurredAt: '2026-03-01T10:00:00.000Z',
      },
    ])
  })

  it('that changes nothing leaves nothing', async () => {
    const { productId } = await makeSku(database().prisma)
    await record({ type: 'Product', id: productId, changes: [{ field: 'brand', before: 'A', after: 'A' }] })
    expect(await versionOf(productId)).toBe(0)
    expect(await eventsOf(productId)).toEqual([])
    expect(await database().prisma.auditEntry.count({ where: { entityId: productId } })).toBe(0)
  })

  it('is for everybody when the product is on show, or leaves the show with it', async () => {
    const { productId: id } = await makeSku(database().prisma)
    const status = (before: 'ACTIVE' | 'DRAFT', after: 'ACTIVE' | 'DRAFT') =>
      transaction(database().prisma, async (tx) => {
        await tx.product.update({ where: { id }, data: { status: after } })
        await recordChanges(tx, BY, [{ type: 'Product', id, changes: [{ field: 'status', before, after }] }])
      })
    await status('ACTIVE', 'DRAFT')
    await record({ type: 'Product', id, changes: [{ field: 'titleEn', before: null, after: 'Not yet' }] })
    await status('DRAFT', 'ACTIVE')
    expect((await eventsOf(id)).map((event) => event.topic === 'product' && event.onShow)).toEqual([
      true,
      false,
      true,
    ])
  })

  it('of something else than a product or SKU is in the audit trail alone', async () => {
    const before = await database().prisma.outboxEvent.count()
    await record({ type: 'Supplier', id: 'acme', changes: [{ field: 'name', before: null, after: 'Acme' }] })
    expect(await database().prisma.auditEntry.count({ where: { entityId: 'acme' } })).toBe(1)
    expect(await database().prisma.outboxEvent.count()).toBe(before)
  })
})

describePostgres('changes of the same products at once', (database) => {
  it('each count as a version', async () => {
    const { prisma } = database()
    const ids = await Promise.all([1, 2, 3].map(async () => (await makeSku(prisma)).productId))
    const change = (n: number) =>
      transaction(prisma, (tx) =>
        recordChanges(
          tx,
          BY,
          (n % 2 ? ids : ids.toReversed()).map((id) => ({
            type: 'Product',
            id,
            changes: [{ field: 'brand', before: null, after: `brand ${n}` }],
          })),
        ),
      )
    await Promise.all(Array.from({ length: 10 }, (_, n) => change(n)))
    const versions = await prisma.product.findMany({ where: { id: { in: ids } }, select: { version: true } })
    expect(versions).toEqual([{ version: 10 }, { version: 10 }, { version: 10 }])
  })
})
