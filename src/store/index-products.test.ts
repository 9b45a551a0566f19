import { expect, it } from 'vitest'
import { testDatabases } from '../../test/support/databases.ts'
import { makeSku } from '../../test/support/fixtures.ts'
import { indexedOnce, indexLater } from './index-products.ts'
import { type Tx, transaction } from './transaction.ts'

testDatabases('products that change in several statements', (database) => {
  const prisma = () => database().prisma
  const words = async (productId: string, read = prisma()) => {
    const rows = await read.$queryRaw<{ words: string }[]>`
      SELECT words::text AS words FROM product_search WHERE product_id = ${productId}`
    return rows[0]?.words ?? null
  }
  const change = async (tx: Tx) => {
    const { productId, skuId } = await makeSku(tx as never)
    await tx.product.update({ where: { id: productId }, data: { titleEn: 'Celadon cup' } })
    await tx.sku.update({ where: { id: skuId }, data: { attributes: [{ name: 'Size', value: '50 g' }] } })
    const listing = {
      platform: 'JD',
      externalId: productId,
      externalSkuId: '',
      skuId,
      priceMinor: 1n,
    } as const
    await tx.listing.create({ data: listing })
    return productId
  }

  it('are indexed once, after all of them', async () => {
    const id = await transaction(prisma(), (tx) =>
      indexedOnce(tx, async () => {
        const changed = await change(tx)
        expect(await words(changed, tx as never)).toBeNull()
        return changed
      }),
    )
    const indexed = await words(id)
    for (const word of [/'=a:\d+':1 /, /'=p:JD':1 /, /'celadon':1A /]) expect(indexed).toMatch(word)
    await prisma().$executeRaw`SELECT index_products(ARRAY[${id}])`
    expect(await words(id)).toBe(indexed)
  })

  it('are indexed by each statement again in the next transaction, also after one that was rolled back', async () => {
    const dropped = transaction(prisma(), async (tx) => {
      await indexLater(tx)
      await makeSku(tx as never)
      throw new Error('tried')
    })
    await expect(dropped).rejects.toThrow('tried')
    await transaction(prisma(), async (tx) => {
      const { productId } = await makeSku(tx as never)
      expect(await words(productId, tx as never)).not.toBeNull()
    })
  })
})
