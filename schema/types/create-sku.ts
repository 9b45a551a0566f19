import { actorOf } from '../../src/domain/viewer.ts'
import { builder } from '../builder.ts'
import { changedRow } from '../changed-row.ts'
import { GoodsRestrictionEnum } from '../enums.ts'
import { localIds } from '../global-id.ts'
import { IDEMPOTENCY_KEY } from '../idempotency-key.ts'
import { MoneyInputRef } from '../money-input.ts'
import { mutation } from '../mutation.ts'
import { NewSkuInputRef, newSkuWithLocalIds } from '../new-sku-input.ts'

const CustomsInput = builder.inputType('CustomsInput', {
  description: 'Data for customs and carriers. Absent fields stay; null removes.',
  fields: (t) => ({
    hsCode: t.string({ description: 'Code of the Harmonized System: 6 to 12 digits.' }),
    originCountry: t.field({ type: 'CountryCode', description: 'Where it was made.' }),
    nameEn: t.string({ description: 'What it is, in English.' }),
    nameZh: t.string({ description: 'What it is, in Chinese.' }),
    restrictions: t.field({
      type: [GoodsRestrictionEnum],
      description: 'All that apply, in place of those before.',
    }),
  }),
})

mutation('createSku', {
  description: 'Adds a SKU to a product, with its opening stock.',
  scope: 'catalog:write',
  inputDescription: 'A product and its new SKU.',
  input: (t) => ({
    productId: t.id({ required: true, description: 'Global id of the product.' }),
    sku: t.field({ type: NewSkuInputRef, required: true, description: 'The SKU.' }),
    idempotencyKey: t.string({ required: true, description: IDEMPOTENCY_KEY }),
  }),
  run: (input, { catalog, viewer }) =>
    catalog.createSku(
      { ...localIds(input, { productId: 'Product' }), sku: newSkuWithLocalIds(input.sku, ['sku']) },
      actorOf(viewer),
    ),
  payloadDescription: 'The SKU that was made.',
  payload: (t) => ({ sku: t.prismaField(changedRow('Sku', 'Null when it was refused.')) }),
})

mutation('updateSku', {
  description:
    'Changes a SKU. Given fields count as set by hand: no import and no price rule overwrites them.',
  scope: 'catalog:write',
  inputDescription: 'What is absent stays unchanged; null removes it where it may be empty.',
  input: (t) => ({
    id: t.id({ required: true, description: 'Global id of the SKU.' }),
    code: t.string({ description: 'Our own code, unique.' }),
    titleZh: t.string({ description: 'Title in Chinese.' }),
    titleEn: t.string({ description: 'Title in English.' }),
    price: t.field({ type: MoneyInputRef, description: 'Price per unit, in CNY.' }),
    weightGrams: t.int({ description: 'Weight per unit, in grams.' }),
    barcode: t.string({ description: 'EAN or GTIN.' }),
    customs: t.field({ type: CustomsInput, description: 'For customs and carriers.' }),
    minOrderQuantity: t.int({ description: 'Smallest quantity that its supplier sells.' }),
    buyToOrder: t.boolean({ description: 'Whether it is bought upstream when there is too little of it.' }),
  }),
  run: (input, { catalog, viewer }) => catalog.updateSku(localIds(input, { id: 'Sku' }), actorOf(viewer)),
  payloadDescription: 'The SKU as it is now.',
  payload: (t) => ({ sku: t.prismaField(changedRow('Sku', 'Null when it was refused.')) }),
})
