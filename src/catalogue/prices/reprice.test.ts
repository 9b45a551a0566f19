import { v7 } from 'uuid'
import { expect, it } from 'vitest'
import { describePostgres, testDatabases } from '../../../test/support/databases.ts'
import { makeSku } from '../../../test/support/fixtures.ts'
import { money } from '../../domain/money.ts'
import type { PrismaClient } from '../../store/database.ts'
import { transaction } from '../../store/transaction.ts'
import { reprice } from './reprice.ts'

const BY = { actor: 'imports', source: 'MARKETPLACE' } as const

/** A SKU of a supplier of its own, with a rule for that supplier: 50 % on top, held above 20 %. */
async function ruled(prisma: PrismaClient, rule: object = {}) {
  const { skuId, productId } = await makeSku(prisma, { supplierKey: `s-${v7()}` })
  const product = await prisma.product.findUniqueOrThrow({ where: { id: productId } })
  const { id: ruleId } = await prisma.priceRule.create({
    data: {
      name: 'half on top',
      supplierId: product.supplierId,
      markupPercent: '50',
      holdAbovePercent: '20',
      ...rule,
    },
  })
  return { skuId, productId, ruleId }
}

testDatabases('a new cost', (database) => {
  const costs = async (skuId: string, ...minor: number[]) => {
    const results: (string | undefined)[] = []
    for (const cost of minor) {
      const done = await transaction(database().prisma, (tx) =>
        reprice(tx, [{ skuId, cost: money(cost) }], BY),
      )
      results.push(done.get(skuId)?.result)
    }
    return results
  }
  const skuOf = (id: string) => database().prisma.sku.findUniqueOrThrow({ where: { id } })
  const alertsOf = async (skuId: string) =>
    (await database().prisma.offerAlert.findMany({ where: { skuId }, orderBy: { id: 'asc' } })).map(
      ({ kind, status }) => `${kind} ${status}`,
    )

  it('sets cost and price by the rule, once, with trail and feed', async () => {
    const { prisma } = database()
    const { skuId, productId, ruleId } = await ruled(prisma)
    expect(await costs(skuId, 1000, 1000)).toEqual(['PRICED', 'PRICED'])
    expect(await skuOf(skuId)).toMatchObject({
      priceMinor: 1500n,
      costMinor: 1000n,
      costCurrency: 'CNY',
      priceRuleId: ruleId,
      unpricedSince: null,
    })
    const trail = await prisma.auditEntry.findMany({ where: { entityId: skuId }, orderBy: { field: 'asc' } })
    expect(trail.map(({ field, before, after }) => [field, before, after])).toEqual([
      ['cost', null, '10.00 CNY'],
      ['price', '19.90 CNY', '15.00 CNY'],
    ])
    const events = await prisma.outboxEvent.findMany({ where: { key: `product:${productId}` } })
    expect(events).toHaveLength(1)
  })

  it('sells at cost without a rule, as a draft unless a person has published it', async () => {
    const { prisma } = database()
    const { skuId, productId } = await makeSku(prisma)
    const published = await makeSku(prisma)
    await prisma.product.update({ where: { id: published.productId }, data: { editedFields: ['status'] } })
    expect(await costs(skuId, 1000)).toEqual(['NO_RULE'])
    expect(await costs(published.skuId, 1000)).toEqual(['NO_RULE'])
    expect(await skuOf(skuId)).toMatchObject({ priceMinor: 1000n, unpricedSince: expect.any(Date) })
    const statuses = await prisma.product.findMany({
      where: { id: { in: [productId, published.productId] } },
      orderBy: { id: 'asc' },
      select: { status: true },
    })
    expect(statuses).toEqual([{ status: 'DRAFT' }, { status: 'ACTIVE' }])
  })

  it('leaves a price that a person has set, and says when it loses money', async () => {
    const { prisma } = database()
    const { skuId } = await ruled(prisma)
    await prisma.sku.update({ where: { id: skuId }, data: { editedFields: ['price'] } })
    expect(await costs(skuId, 1000, 1991)).toEqual(['BY_HAND', 'BY_HAND'])
    expect(await skuOf(skuId)).toMatchObject({ priceMinor: 1990n, costMinor: 1991n, priceRuleId: null })
    expect(await alertsOf(skuId)).toEqual(['MARGIN_LOW OPEN'])
    await costs(skuId, 1990)
    expect(await alertsOf(skuId)).toEqual(['MARGIN_LOW RESOLVED'])
  })

  it('holds a jump, follows it, and lets go when it returns', async () => {
    const { prisma } = database()
    const { skuId, ruleId } = await ruled(prisma)
    expect(await costs(skuId, 1000, 2000, 2000, 3000)).toEqual(['PRICED', 'HELD', 'HELD', 'HELD'])
    expect(await skuOf(skuId)).toMatchObject({ priceMinor: 1500n, costMinor: 3000n })
    const held = await prisma.heldPrice.findMany({ where: { skuId } })
    expect(held).toMatchObject([
      {
        ruleId,
        currentMinor: 1500n,
        proposedMinor: 4500n,
        costBeforeMinor: 1000n,
        costNowMinor: 3000n,
        decidedAt: null,
      },
    ])
    expect((await alertsOf(skuId)).toSorted()).toEqual(['MARGIN_LOW OPEN', 'PRICE_HELD OPEN'])
    expect(await costs(skuId, 1100)).toEqual(['PRICED'])
    expect(await skuOf(skuId)).toMatchObject({ priceMinor: 1650n })
    expect(await prisma.heldPrice.findMany({ where: { skuId } })).toMatchObject([
      { decision: null, decidedAt: expect.any(Date) },
    ])
    expect((await alertsOf(skuId)).toSorted()).toEqual(['MARGIN_LOW RESOLVED', 'PRICE_HELD RESOLVED'])
    const told = await prisma.outboxEvent.findMany({ where: { topic: 'offer-alert', key: skuId } })
    expect(told).toHaveLength(4)
  })

  it('takes the rule of the nearest category, and none that is inactive or archived', async () => {
    const { prisma } = database()
    const { skuId, productId } = await makeSku(prisma)
    const root = await prisma.category.create({ data: { slug: `root-${v7()}`, nameEn: 'Root' } })
    const leaf = await prisma.category.create({
      data: { slug: `leaf-${v7()}`, nameEn: 'Leaf', parentId: root.id },
    })
    await prisma.productCategory.create({ data: { productId, categoryId: leaf.id } })
    const rule = (markupPercent: string, scope: object) =>
      prisma.priceRule.create({ data: { name: markupPercent, markupPercent, ...scope } })
    await rule('10', { categoryId: root.id })
    await costs(skuId, 1000)
    expect((await skuOf(skuId)).priceMinor).toBe(1100n)
    await rule('40', { categoryId: leaf.id, active: false })
    await rule('30', { categoryId: leaf.id, archivedAt: new Date() })
    await rule('20', { categoryId: leaf.id })
    await costs(skuId, 1000)
    expect((await skuOf(skuId)).priceMinor).toBe(1200n)
  })
})

describePostgres('two new costs of the same SKUs at once', (database) => {
  it('end with one held price for each', async () => {
    const { prisma } = database()
    const skus = await Promise.all([ruled(prisma), ruled(prisma)])
    const changes = skus.map(({ skuId }) => ({ skuId, cost: money(1000) }))
    await transaction(prisma, (tx) => reprice(tx, changes, BY))
    const jump = changes.map(({ skuId }) => ({ skuId, cost: money(9000) }))
    await Promise.all(
      [jump, jump.toReversed(), jump].map((one) => transaction(prisma, (tx) => reprice(tx, one, BY))),
    )
    const skuIds = skus.map(({ skuId }) => skuId)
    expect(await prisma.heldPrice.count({ where: { skuId: { in: skuIds } } })).toBe(2)
    expect(await prisma.offerAlert.count({ where: { skuId: { in: skuIds }, kind: 'PRICE_HELD' } })).toBe(2)
  })
})
