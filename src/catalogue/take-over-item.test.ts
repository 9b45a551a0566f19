import { expect, it } from 'vitest'
import { describePostgres } from '../../test/support/databases.ts'
import { until } from '../../test/support/until.ts'
import type { Item } from '../connectors/item-source.ts'
import { money } from '../domain/money.ts'
import { transaction } from '../store/transaction.ts'
import { takeOverItem } from './take-over-item.ts'

const itemOf = (externalId: string): Item => ({
  externalId,
  title: `茶 ${externalId}`,
  url: null,
  imageUrl: null,
  modifiedAt: null,
  price: money(1_000n),
  onSale: true,
  skus: [],
  quantity: 5,
  description: null,
  titles: [],
  images: [],
  seller: '新店',
  domesticFreight: null,
  minOrderQuantity: 1,
  lotSize: null,
  priceTiers: [],
  weightGrams: null,
})

describePostgres('items of a new seller that are taken over at the same moment', (database) => {
  it('share one supplier, and none fails', async () => {
    const { prisma } = database()
    const held = Promise.withResolvers<void>()
    const written = Promise.withResolvers<void>()
    const deps = { codePrefix: () => 'T', setPictures: async () => new Set<string | null>() }
    const take = (externalId: string, before: () => Promise<void>) =>
      transaction(prisma, async (tx) => {
        const taken = await takeOverItem(tx, deps, {
          platform: 'TAOBAO',
          item: itemOf(externalId),
          publish: false,
          at: new Date(),
          by: { actor: 'operator:olga', source: 'MARKETPLACE' },
          shopId: null,
          buyToOrder: true,
          categoryId: null,
        })
        await before()
        return taken
      })
    const first = take('1', async () => {
      written.resolve()
      await held.promise
    })
    await written.promise
    const second = take('2', async () => {})
    await until(async () => {
      const [row] = await prisma.$queryRaw<{ waiting: bigint }[]>`
        SELECT count(*) AS waiting FROM pg_stat_activity
        WHERE datname = current_database() AND wait_event_type = 'Lock'`
      return row && row.waiting > 0n
    }, 'the second to wait for the first')
    held.resolve()
    const taken = await Promise.all([first, second])
    expect(taken.map(({ outcome }) => outcome)).toEqual(['CREATED', 'CREATED'])
    const products = await prisma.product.findMany({ include: { supplier: true } })
    expect(products.map(({ supplier }) => supplier?.name)).toEqual(['新店', '新店'])
    expect(await prisma.supplier.count()).toBe(1)
  })
})
