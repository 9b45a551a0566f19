import { available } from '../../src/domain/stock.ts'
import { builder } from '../builder.ts'

const INTERNAL = { authScopes: { scope: 'stock:read' } } as const

builder.prismaNode('StockLevel', {
  description:
    'One SKU in one warehouse. All figures are units. Everybody may see what is available; the rest is internal.',
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { description: 'What is counted.' }),
    warehouse: t.relation('warehouse', { description: 'Where it is.' }),
    onHand: t.exposeInt('onHand', { ...INTERNAL, description: 'Physically there.' }),
    reserved: t.exposeInt('reserved', { ...INTERNAL, description: 'Promised to orders.' }),
    safetyStock: t.exposeInt('safetyStock', { ...INTERNAL, description: 'Kept back, never promised.' }),
    incoming: t.exposeInt('incoming', {
      ...INTERNAL,
      description: 'Ordered from suppliers or sent from another warehouse, not there yet.',
    }),
    available: t.int({
      description: 'Can be promised: max(0, onHand - reserved - safetyStock).',
      resolve: (level) => available(level),
    }),
    version: t.exposeInt('version', { description: 'Grows by one at each change; `setOnHand` expects it.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'Time of the last change.' }),
  }),
})
