import { z } from 'zod'
import { isCurrency, notACurrency } from '../domain/currency.ts'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { GOODS_RESTRICTIONS } from '../domain/goods-restriction.ts'
import { HANDLE, HANDLE_MESSAGE, LONGEST_HANDLE } from '../domain/handle.ts'
import { countryCode, idempotencyKey, localId, positiveQuantity, quantity } from '../domain/input-schemas.ts'
import { parseAmount } from '../domain/money.ts'
import { DESCRIPTION, line, lines, oneTextPerLocale, TITLE, textList } from './localized-input.ts'

export const LONGEST_TITLE = 500
export const LONGEST_DESCRIPTION = 20_000
export const MAX_SKUS = 200
const MAX_CATEGORIES = 20
const MAX_ATTRIBUTES = 20
const MAX_WEIGHT_GRAMS = 1_000_000

const required = (max: number) =>
  line(max).transform((text, context) => {
    if (text === null) context.addIssue({ code: 'custom', message: 'must not be empty' })
    return text ?? ''
  })
export const code = required(100)
export const requiredName = required(200)
/** Of a page's address: handles and slugs. */
export const pathName = z
  .string()
  .trim()
  .max(LONGEST_HANDLE, `has to be at most ${LONGEST_HANDLE} characters`)
  .regex(HANDLE, HANDLE_MESSAGE)

/** A price of ours, in minor units. */
export const price = z
  .object({
    amount: z.string(),
    currency: z
      .string()
      .refine(isCurrency, { error: ({ input }) => notACurrency(String(input)) })
      .refine((given) => given === BASE_CURRENCY, {
        error: `prices are kept in ${BASE_CURRENCY}; what customers are shown is converted`,
      }),
  })
  .transform(({ amount, currency }, context): bigint => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', path: ['amount'], message })
      return 0n
    }
    if (!isCurrency(currency)) return 0n
    try {
      const { minor } = parseAmount(amount, currency)
      return minor < 0n ? refuse(`has to be 0 or more, got ${amount}`) : minor
    } catch (error) {
      return refuse((error as Error).message)
    }
  })

export const weightGrams = z
  .int({ error: 'has to be a whole number of grams' })
  .min(1, 'has to be at least 1 gram')
  .max(MAX_WEIGHT_GRAMS, `has to be at most ${MAX_WEIGHT_GRAMS} grams`)
  .nullish()
const skuTexts = { titleZh: line(LONGEST_TITLE).nullish(), titleEn: line(LONGEST_TITLE).nullish() }
export const BARCODE = line(50)
const barcode = BARCODE.nullish()

/** A check: each of the values is given once. */
const unique =
  <Item>(keyOf: (item: Item) => string, field: string, what: string) =>
  ({ value, issues }: z.core.ParsePayload<Item[]>): void => {
    const seen = new Set<string>()
    for (const [at, item] of value.entries()) {
      const key = keyOf(item)
      if (seen.has(key))
        issues.push({
          code: 'custom',
          path: field ? [at, field] : [at],
          message: `${what} is given twice`,
          input: item,
        })
      seen.add(key)
    }
  }

export const NewSku = z.object({
  code,
  ...skuTexts,
  attributes: z
    .array(z.object({ name: required(100), value: required(200) }))
    .max(MAX_ATTRIBUTES, `takes at most ${MAX_ATTRIBUTES} attributes`)
    .check(unique(({ name }) => name, 'name', 'this attribute'))
    .nullish(),
  price,
  weightGrams,
  barcode,
  openingStock: z
    .array(z.object({ warehouseId: localId, quantity }))
    .max(100, 'takes at most 100 warehouses')
    .check(unique(({ warehouseId }) => warehouseId, 'warehouseId', 'this warehouse'))
    .nullish(),
})
export type NewSku = z.output<typeof NewSku>

const texts = {
  titleZh: line(LONGEST_TITLE).nullish(),
  titleEn: line(LONGEST_TITLE).nullish(),
  titles: textList(line(LONGEST_TITLE)),
  descriptionZh: lines(LONGEST_DESCRIPTION).nullish(),
  descriptionEn: lines(LONGEST_DESCRIPTION).nullish(),
  descriptions: textList(lines(LONGEST_DESCRIPTION)),
}
/** Pictures, the main one first. An error names the index of the picture. */
const media = z.array(z.object({ uploadId: localId.nullish(), url: z.string().nullish() })).nullish()
const rest = {
  media,
  brand: line(100).nullish(),
  categoryIds: z
    .array(localId)
    .max(MAX_CATEGORIES, `takes at most ${MAX_CATEGORIES} categories`)
    .check(unique((id) => id, '', 'this category'))
    .nullish(),
  supplierId: localId.nullish(),
}

export const CreateProduct = z
  .object({
    ...texts,
    ...rest,
    status: z
      .enum(['DRAFT', 'ACTIVE'], 'has to be DRAFT or ACTIVE: archive it afterwards')
      .nullish()
      .transform((status) => status ?? 'ACTIVE'),
    skus: z
      .array(NewSku)
      .max(MAX_SKUS, `takes at most ${MAX_SKUS} SKUs; add further ones with createSku`)
      .nullish()
      .transform((skus) => skus ?? []),
    idempotencyKey,
  })
  .check(oneTextPerLocale(TITLE), oneTextPerLocale(DESCRIPTION))
export type CreateProduct = z.output<typeof CreateProduct>

export const UpdateProduct = z
  .object({
    id: localId,
    expectedVersion: z.int().min(0, 'has to be 0 or more').nullish(),
    ...texts,
    ...rest,
    status: z.enum(['DRAFT', 'ACTIVE', 'ARCHIVED']).nullish(),
    handle: pathName.nullish(),
  })
  .check(oneTextPerLocale(TITLE), oneTextPerLocale(DESCRIPTION))
export type UpdateProduct = z.output<typeof UpdateProduct>

export const CreateSku = z.object({ productId: localId, sku: NewSku, idempotencyKey })

export const Customs = z.object({
  hsCode: z
    .string()
    .transform((text) => text.replace(/[\s.]/g, ''))
    .pipe(z.string().regex(/^(\d{6,12})?$/, 'has to be 6 to 12 digits'))
    .transform((text) => text || null)
    .nullish(),
  originCountry: countryCode.nullish(),
  nameEn: line(200).nullish(),
  nameZh: line(200).nullish(),
  restrictions: z.array(z.enum(GOODS_RESTRICTIONS)).nullish(),
})

export const UpdateSku = z.object({
  id: localId,
  code: code.nullish(),
  ...skuTexts,
  price: price.nullish(),
  weightGrams,
  barcode,
  customs: Customs.nullish(),
  minOrderQuantity: positiveQuantity.nullish(),
  buyToOrder: z.boolean().nullish(),
})
