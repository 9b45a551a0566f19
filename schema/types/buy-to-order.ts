import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { localIds } from '../global-id.ts'
import { mutation } from '../mutation.ts'
import { SkuRef } from '../refs.ts'

builder.prismaObjectField(SkuRef, 'buyToOrder', (t) =>
  t.exposeBoolean('buyToOrder', {
    description: 'Whether it is bought upstream when there is too little of it, instead of being refused.',
  }),
)

mutation('setBuyToOrder', {
  description:
    'Says whether a SKU is bought upstream, after payment, when there is too little of it in stock.',
  scope: 'orders:write',
  inputDescription: 'A SKU and whether it is bought.',
  input: (t) => ({
    skuId: t.id({ required: true, description: 'Global id of the SKU.' }),
    buyToOrder: t.boolean({ required: true, description: 'True to buy it.' }),
  }),
  run: async (input, { catalog, viewer }) => {
    const { skuId: id, buyToOrder } = localIds(input, { skuId: 'Sku' })
    const done = await catalog.updateSku({ id, buyToOrder }, actorOf(viewer))
    if (done.ok) return done
    return { ok: false, errors: done.errors.map((error) => ({ ...error, field: ['skuId'] })) }
  },
  payloadDescription: 'What became of the change.',
  payload: (t) => ({
    sku: t.prismaField(changedRow('Sku', 'The SKU as it is now; null when it was refused.')),
  }),
})
