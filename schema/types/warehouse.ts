import { builder } from '../builder.ts'

builder.prismaNode('Warehouse', {
  description: 'A place where stock lies.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    code: t.exposeString('code', { description: 'Short unique code, as the warehouse system knows it.' }),
    name: t.exposeString('name', { description: 'Name for people.' }),
    country: t.exposeString('country', { description: 'ISO 3166 alpha-2 code.' }),
  }),
})

builder.queryField('warehouses', (t) =>
  t.prismaField({
    type: ['Warehouse'],
    description: 'All warehouses, by code.',
    resolve: (query, _root, _args, { prisma }) =>
      prisma.warehouse.findMany({ ...query, orderBy: { code: 'asc' } }),
  }),
)
