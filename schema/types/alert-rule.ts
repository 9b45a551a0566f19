import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'

builder.prismaNode('AlertRule', {
  description:
    'When stock counts as low. The most specific rule wins: SKU and warehouse, SKU, warehouse, global.',
  authScopes: { scope: 'stock:read' },
  nullable: true,
  id: { field: 'id', description: 'Global id.' },
  fields: (t) => ({
    sku: t.relation('sku', { nullable: true, description: 'Null: for all SKUs.' }),
    warehouse: t.relation('warehouse', { nullable: true, description: 'Null: for all warehouses.' }),
    threshold: t.exposeInt('threshold', { description: 'Alerts below so many available pieces.' }),
    resumeAbove: t.exposeInt('resumeAbove', { description: 'Resolves at so many available pieces.' }),
    updatedAt: t.expose('updatedAt', { type: 'DateTime', description: 'When it was last set.' }),
  }),
})

const SetAlertRuleInput = builder.inputType('SetAlertRuleInput', {
  description: 'Naming neither SKU nor warehouse sets the global rule.',
  fields: (t) => ({
    skuId: t.id({ description: 'Global id of a SKU.' }),
    warehouseId: t.id({ description: 'Global id of a warehouse.' }),
    threshold: t.int({
      required: true,
      description: 'Alerts below so many available pieces; 0 switches low-stock alerts off.',
    }),
    resumeAbove: t.int({
      description: 'Resolves at so many pieces; threshold + 20 %, at least + 1, when absent.',
    }),
  }),
})

interface Answer {
  readonly ruleId: string | null
}

const SetAlertRulePayload = payloadType<Answer>('SetAlertRulePayload', 'The rule as it is now.', (t) => ({
  rule: t.prismaField({
    type: 'AlertRule',
    nullable: true,
    description: 'Null when it was refused.',
    resolve: (query, { ruleId }, _args, { prisma }) =>
      ruleId ? prisma.alertRule.findUnique({ ...query, where: { id: ruleId } }) : null,
  }),
}))

builder.mutationField('setAlertRule', (t) =>
  t.field({
    type: SetAlertRulePayload,
    description: 'Sets the rule of a scope and judges the stock under it anew.',
    authScopes: { scope: 'alerts:write' },
    args: { input: t.arg({ type: SetAlertRuleInput, required: true, description: 'The rule.' }) },
    resolve: (_root, { input }, { alerts, viewer }) =>
      payloadOf<string, Answer>(
        async () =>
          alerts.setAlertRule(
            {
              ...input,
              skuId: input.skuId == null ? null : inputIdOf('Sku', ['skuId'], input.skuId),
              warehouseId:
                input.warehouseId == null ? null : inputIdOf('Warehouse', ['warehouseId'], input.warehouseId),
            },
            actorOf(viewer),
          ),
        (ruleId) => ({ ruleId }),
        { ruleId: null },
      ),
  }),
)
