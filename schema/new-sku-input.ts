import { builder } from './builder.ts'
import { inputIdOf } from './global-id.ts'
import { MoneyInputRef } from './money-input.ts'

const SkuAttributeInput = builder.inputType('SkuAttributeInput', {
  description: 'One thing in which the SKUs of a product differ.',
  fields: (t) => ({
    name: t.string({ required: true, description: 'Such as Colour.' }),
    value: t.string({ required: true, description: 'Such as Red.' }),
  }),
})

const OpeningStockInput = builder.inputType('OpeningStockInput', {
  description: 'Opening stock of a new SKU. The ledger records it as a receipt.',
  fields: (t) => ({
    warehouseId: t.id({ required: true, description: 'Global id of the warehouse.' }),
    quantity: t.int({ required: true, description: 'Units on hand, 0 or more.' }),
  }),
})

export const NewSkuInputRef = builder.inputType('CreateProductSkuInput', {
  description: 'A SKU to be made.',
  fields: (t) => ({
    code: t.string({ required: true, description: 'Our own code, unique.' }),
    titleZh: t.string({
      description:
        'Title in Chinese. Without any title it is the product’s with the values of the attributes.',
    }),
    titleEn: t.string({ description: 'Title in English.' }),
    attributes: t.field({ type: [SkuAttributeInput], description: 'Colour, size and the like, at most 20.' }),
    price: t.field({ type: MoneyInputRef, required: true, description: 'Price per unit, in CNY.' }),
    weightGrams: t.int({ description: 'Weight per unit, in grams.' }),
    barcode: t.string({ description: 'EAN or GTIN.' }),
    openingStock: t.field({ type: [OpeningStockInput], description: 'What is there already, by warehouse.' }),
  }),
})

/** @throws Refused INVALID_INPUT that names the field of an invalid id */
export function newSkuWithLocalIds(sku: typeof NewSkuInputRef.$inferInput, path: readonly string[]) {
  return {
    ...sku,
    openingStock: sku.openingStock?.map((one, at) => ({
      ...one,
      warehouseId: inputIdOf(
        'Warehouse',
        [...path, 'openingStock', String(at), 'warehouseId'],
        one.warehouseId,
      ),
    })),
  }
}
