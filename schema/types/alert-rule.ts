import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'

builder.prismaNode('AlertRule', {
  description:
    'When stock counts as low. The most specific rule wins: SKU and warehouse, SKU, warehouse, global.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { nullable: true, description: 'Null: for all SKUs.' }),
    warehouse: t.relation('warehouse', { nullable: true, description: 'Null: for all warehouses.' }),
    threshold: t.exposeInt('threshold', { description: 'Alerts when fewer units are available.' }),
    resumeAbove: t.exposeInt('resumeAbove', { description: 'Resolves when this many units are available.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last set.' }),
  }),
})

mutation('setAlertRule', {
  description: 'Sets the rule of a scope and judges the stock under it again.',
  scope: 'alerts:write',
  inputDescription: 'Naming neither SKU nor warehouse sets the global rule.',
  input: (t) => ({
    skuId: t.id({ description: 'Global id of a SKU.' }),
    warehouseId: t.id({ description: 'Global id of a warehouse.' }),
    threshold: t.int({
      required: true,
      description: 'Alerts when fewer units are available; 0 switches low-stock alerts off.',
    }),
    resumeAbove: t.int({
      description: 'Resolves at this many units; threshold + 20 %, at least + 1, when absent.',
    }),
  }),
  run: (input, { alerts, viewer }) =>
    alerts.setAlertRule(localIds(input, { skuId: 'Sku', warehouseId: 'Warehouse' }), actorOf(viewer)),
  payloadDescription: 'The rule as it is now.',
  payload: (t) => ({ rule: t.prismaField(changedRow('AlertRule', 'Null when it was refused.')) }),
})
