import { decimalOf } from '../../format/amount.ts'
import type { CreateProductSkuInput, UpdateSkuInput } from '../../graph.ts'
import type { EditedProduct } from './draft.ts'

export type EditedSku = EditedProduct['skus'][number]

/** The form of a SKU: all fields are texts. */
export interface SkuDraft {
  readonly code: string
  /** Unit price, in CNY. */
  readonly price: string
  readonly barcode: string
  readonly weightGrams: string
  readonly minOrderQuantity: string
  readonly buyToOrder: boolean
  /** "Colour: red", one a line; of a new one alone. */
  readonly attributes: string
}

export const NEW_SKU: SkuDraft = {
  code: '',
  price: '',
  barcode: '',
  weightGrams: '',
  minOrderQuantity: '1',
  buyToOrder: false,
  attributes: '',
}

export const skuDraftOf = (sku: EditedSku): SkuDraft => ({
  code: sku.code,
  price: sku.price?.amount ?? '',
  barcode: sku.barcode ?? '',
  weightGrams: sku.weightGrams === null || sku.weightGrams === undefined ? '' : String(sku.weightGrams),
  minOrderQuantity: String(sku.minOrderQuantity),
  buyToOrder: sku.buyToOrder,
  attributes: '',
})

const LINE = /^\s*([^:：]+?)\s*[:：]\s*(.+?)\s*$/

/** Null: a line is no attribute. */
function attributesOf(text: string): { name: string; value: string }[] | null {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  const parsed = lines.map((line) => LINE.exec(line))
  if (parsed.includes(null)) return null
  return parsed.map((match) => ({ name: match?.[1] ?? '', value: match?.[2] ?? '' }))
}

const cny = (text: string) => ({ amount: decimalOf(text) ?? '', currency: 'CNY' })

export const NO_FAULTS: ReadonlySet<keyof SkuDraft> = new Set()

/** Fields that the gateway would not understand at all, rather than refuse. */
export function faultsOf({ price, attributes }: SkuDraft): ReadonlySet<keyof SkuDraft> {
  const faults = new Set<keyof SkuDraft>()
  if (decimalOf(price) === null) faults.add('price')
  if (attributesOf(attributes) === null) faults.add('attributes')
  return faults
}

/** Of a draft without faults. */
export function newSkuInput(draft: SkuDraft): CreateProductSkuInput {
  const attributes = attributesOf(draft.attributes) ?? []
  return {
    code: draft.code.trim(),
    price: cny(draft.price),
    ...(draft.barcode.trim() && { barcode: draft.barcode.trim() }),
    ...(draft.weightGrams.trim() && { weightGrams: Number(draft.weightGrams) }),
    ...(attributes.length > 0 && { attributes }),
  }
}

/** Changed fields only, because imports and rules no longer change what a person sets. */
export function skuChanges(before: SkuDraft, now: SkuDraft): Omit<UpdateSkuInput, 'id'> {
  const isOther = (name: keyof SkuDraft) => before[name] !== now[name]
  return {
    ...(isOther('code') && { code: now.code.trim() }),
    ...(isOther('price') && { price: cny(now.price) }),
    ...(isOther('barcode') && { barcode: now.barcode.trim() || null }),
    ...(isOther('weightGrams') && {
      weightGrams: now.weightGrams.trim() === '' ? null : Number(now.weightGrams),
    }),
    ...(isOther('minOrderQuantity') && { minOrderQuantity: Number(now.minOrderQuantity) }),
    ...(isOther('buyToOrder') && { buyToOrder: now.buyToOrder }),
  }
}
