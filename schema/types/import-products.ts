import { PRODUCT_STATUSES } from '../../src/domain/product-list.ts'
import { builder } from '../builder.ts'
import { setListConditions } from '../list-conditions.ts'
import { ProductConnectionRef, ProductEdgeRef } from '../refs.ts'

/** In a file of its own: pages of products are made in another type's file. */
builder.prismaObjectFields('CatalogueImport', (t) => ({
  products: t.prismaConnection(
    {
      type: 'Product',
      cursor: 'id',
      description: 'Products that it made or changed, each once, by id.',
      totalCount: ({ id }, _args, { prisma }) => prisma.product.count({ where: ofImport(id) }),
      extensions: { finishPage: withFacets },
      resolve: (query, { id }, _args, { prisma }) =>
        prisma.product.findMany({ ...query, where: ofImport(id), orderBy: { id: 'asc' } }),
    },
    ProductConnectionRef,
    ProductEdgeRef,
  ),
}))

const ofImport = (importId: string) => ({
  importRows: { some: { importId, outcome: { in: ['CREATED', 'UPDATED'] as ('CREATED' | 'UPDATED')[] } } },
})

/** @param page as the prisma plugin makes it */
function withFacets<Page extends { readonly parent: { readonly id: string } }>(page: Page): Page {
  return setListConditions(page, async ({ prisma }) => {
    const rows = await prisma.product.findMany({ where: ofImport(page.parent.id), select: { id: true } })
    return { ids: rows.map(({ id }) => id), statuses: PRODUCT_STATUSES }
  })
}
