import { builder } from '../builder.ts'

/** In a file of its own: pages of products are made in another type's file. */
builder.prismaObjectFields('CatalogueImport', (t) => ({
  products: t.prismaConnection(
    {
      type: 'Product',
      cursor: 'id',
      description: 'Products that it made or changed, each once, by id.',
      totalCount: ({ id }, _args, { prisma }) => prisma.product.count({ where: ofImport(id) }),
      resolve: (query, { id }, _args, { prisma }) =>
        prisma.product.findMany({ ...query, where: ofImport(id), orderBy: { id: 'asc' } }),
    },
    { description: 'A page of the products of an import.' },
    { description: 'A product and its place in the list.' },
  ),
}))

const ofImport = (importId: string) => ({
  importRows: { some: { importId, outcome: { in: ['CREATED', 'UPDATED'] as ('CREATED' | 'UPDATED')[] } } },
})
