import { expect, it } from 'vitest'
import { testDatabases } from '../test/support/databases.ts'
import { makeProduct } from '../test/support/fixtures.ts'
import { startAt } from './start-at.ts'

testDatabases('a page of a filtered list', (database) => {
  const open = { titleEn: 'open' }
  const pageAfter = async (id: string) => {
    const { product } = database().prisma
    const query = { cursor: { id }, skip: 1, take: 2 }
    const page = await startAt(query, open, (where) => product.count({ where }))
    const rows = await product.findMany({ ...page, where: open, orderBy: { id: 'asc' } })
    return rows.map((row) => row.id)
  }

  it('goes on right after its cursor, also when the row of the cursor has left the list', async () => {
    const { prisma } = database()
    const made = await Promise.all(Array.from({ length: 5 }, () => makeProduct(prisma)))
    const ids = made.toSorted()
    await prisma.product.updateMany({ where: { id: { in: ids } }, data: open })
    const [, second = '', third, fourth] = ids
    expect(await pageAfter(second)).toEqual([third, fourth])
    await prisma.product.update({ where: { id: second }, data: { titleEn: 'closed' } })
    expect(await pageAfter(second)).toEqual([third, fourth])
  })

  it('refuses the cursor of another list', async () => {
    await expect(pageAfter('no-product')).rejects.toThrow('after: is not a cursor of this list')
  })
})
