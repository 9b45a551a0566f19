import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { inputIdOf } from '../global-id.ts'
import { payloadOf } from '../payload.ts'
import { payloadType } from '../payload-type.ts'
import { SkuRef } from '../refs.ts'

builder.prismaObjectField(SkuRef, 'buyToOrder', (t) =>
  t.exposeBoolean('buyToOrder', {
    description: 'Whether it is bought upstream when there is too little of it, instead of being refused.',
  }),
)

interface SkuResult {
  readonly skuId: string | null
}

const SetBuyToOrderPayload = payloadType<SkuResult>(
  'SetBuyToOrderPayload',
  'What became of the change.',
  (t) => ({
    sku: t.prismaField({
      type: 'Sku',
      nullable: true,
      description: 'The SKU as it is now; null when it was refused.',
      resolve: (query, { skuId }, _args, { prisma }) =>
        skuId === null ? null : prisma.sku.findUnique({ ...query, where: { id: skuId } }),
    }),
  }),
)

builder.mutationField('setBuyToOrder', (t) =>
  t.field({
    type: SetBuyToOrderPayload,
    description:
      'Says whether a SKU is bought upstream, after payment, when there is too little of it in stock.',
    authScopes: { scope: 'orders:write' },
    args: {
      skuId: t.arg.id({ required: true, description: 'Global id of the SKU.' }),
      buyToOrder: t.arg.boolean({ required: true, description: 'True to buy it.' }),
    },
    resolve: (_root, { skuId, buyToOrder }, { orders, viewer }) =>
      payloadOf<string, SkuResult>(
        async () =>
          orders.setBuyToOrder({ skuId: inputIdOf('Sku', ['skuId'], skuId), buyToOrder }, actorOf(viewer)),
        (id) => ({ skuId: id }),
        { skuId: null },
      ),
  }),
)
