import type { z } from 'zod'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { amountText, money } from '../domain/money.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { idempotent } from '../store/idempotency.ts'
import { lockSkuRows, type SkuRow, updateSkus } from '../store/sku.ts'
import { isUniqueViolation, type Tx, transaction } from '../store/transaction.ts'
import type { EditorDeps } from './deps.ts'
import { fieldOfLocale, TITLE } from './localized-input.ts'
import { withoutMarks } from './machine-texts.ts'
import { attributesText, createSkus } from './new-skus.ts'
import { textOf } from './present.ts'
import { repriceChanged } from './prices/reprice.ts'
import { CreateSku, UpdateSku } from './product-input.ts'
import { type ChangedObject, type FieldChange, recordChanges } from './record-changes.ts'
import { titlesOf } from './texts.ts'
import { holdProduct } from './update-product.ts'

/** One more SKU of a product, with its opening stock. @returns its id */
export function createSku(deps: EditorDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(CreateSku, input)
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'createSku', input: parsed }, async () => {
        const product = await holdProduct(tx, parsed.productId, { field: ['productId'] })
        if (product.status === 'ARCHIVED')
          throw new Refused('INVALID_TRANSITION', ['productId'], 'productId: The product is archived.')
        const titles = titlesOf(product.texts)
        const { ids, changed } = await createSkus(
          tx,
          deps,
          { ...product, titles },
          [parsed.sku],
          () => ['sku'],
          actor,
        )
        await recordChanges(tx, { actor, source: 'PERSON' }, changed)
        return ids[0] ?? ''
      }),
    )
  })
}

/** Columns of the customs form, by their names in the input. */
const CUSTOMS = {
  hsCode: 'hsCode',
  originCountry: 'originCountry',
  nameEn: 'customsNameEn',
  nameZh: 'customsNameZh',
} as const

/** Changes a SKU. Absent fields stay; null empties a field where allowed. @returns its id */
export function updateSku(
  { prisma }: Pick<EditorDeps, 'prisma'>,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(UpdateSku, input)
    const { id } = parsed
    try {
      return await transaction(prisma, async (tx) => {
        const found = await tx.sku.findUnique({ where: { id }, select: { productId: true } })
        if (!found) throw new Refused('NOT_FOUND', ['id'], 'id: There is no such SKU.')
        await holdProduct(tx, found.productId)
        const by = { actor, source: 'PERSON' } as const
        const changed = await changeSku(tx, parsed)
        await recordChanges(tx, by, [changed])
        await repriceChanged(tx, [changed], by)
        return id
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw new Refused(
        'ALREADY_EXISTS',
        ['code'],
        `code: the code ${JSON.stringify(parsed.code)} is taken by another SKU.`,
      )
    }
  })
}

interface Attribute {
  readonly name: string
  readonly value: string
}

export type SkuChange = z.output<typeof UpdateSku> & {
  /** In further languages; null: none. */
  readonly titles?: ReadonlyMap<string, string | null>
  readonly attributes?: readonly Attribute[]
}

/** Writes the fields of the input to a SKU of a locked product. @returns what to record @throws as `changeSkus` */
async function changeSku(tx: Tx, input: SkuChange): Promise<ChangedObject> {
  const [changed] = await changeSkus(tx, [input])
  return changed as ChangedObject
}

/**
 * Writes fields of SKUs of locked products, in one statement for all. @returns what to record of each
 * @throws Refused; the transaction must be rolled back
 */
export async function changeSkus(tx: Tx, inputs: readonly SkuChange[]): Promise<ChangedObject[]> {
  const skus = await lockSkuRows(
    tx,
    inputs.map(({ id }) => id),
  )
  const changed = inputs.map((input) => {
    const sku = skus.get(input.id)
    if (!sku) throw new Error(`there is no SKU ${input.id}`)
    return { sku, ...changedSku(sku, input) }
  })
  await updateSkus(
    tx,
    changed.map(({ row }) => row),
  )
  return changed.map(({ sku: { id, productId }, changes }) => ({ type: 'Sku', id, productId, changes }))
}

/** Values of a SKU that an input may change. */
export type SkuFields = Omit<SkuRow, 'productId'>

/** The fields of a SKU with the changes of the input. @throws Refused for a SKU without a title */
export function changedSku<Row extends SkuFields>(sku: Row, input: SkuChange) {
  const { data, changes } = changeOf(sku, input)
  const row: Row = { ...sku, ...data }
  if (!row.titleZh && !row.titleEn && Object.keys(row.titles as object).length === 0)
    throw new Refused('INVALID_INPUT', ['titleEn'], 'titleEn: needs a title in at least one language')
  return { row, changes }
}

function changeOf(sku: SkuFields, input: SkuChange) {
  const data: { -readonly [Name in keyof SkuFields]?: SkuFields[Name] } = {}
  const changes: FieldChange[] = []
  const set = (field: string, before: unknown, after: unknown) =>
    changes.push({ field, before: textOf(before as string), after: textOf(after as string) })
  // Null leaves a required field unchanged.
  for (const field of ['code', 'minOrderQuantity', 'buyToOrder'] as const) {
    const value = input[field]
    if (value == null) continue
    set(field, sku[field], value)
    Object.assign(data, { [field]: value })
  }
  for (const field of ['titleZh', 'titleEn', 'weightGrams', 'barcode'] as const) {
    const value = input[field]
    if (value === undefined) continue
    set(field, sku[field], value)
    Object.assign(data, { [field]: value })
  }
  if (input.titles) {
    const titles = { ...(sku.titles as Record<string, string>) }
    for (const [locale, title] of input.titles) {
      set(fieldOfLocale(TITLE, locale), titles[locale], title)
      if (title === null) delete titles[locale]
      else titles[locale] = title
    }
    data.titles = titles
  }
  if (input.attributes) {
    const before = sku.attributes as unknown as Attribute[]
    // In other languages a name and a value stay with their originals.
    const after = input.attributes.map(({ name, value }) => ({
      ...before.find((one) => one.name === name && one.value === value),
      name,
      value,
    }))
    set('attributes', attributesText(before), attributesText(after))
    data.attributes = after
  }
  if (input.price != null) {
    set('price', amountText(money(sku.priceMinor, sku.currency)), amountText(money(input.price)))
    Object.assign(data, { priceMinor: input.price, currency: BASE_CURRENCY })
  }
  for (const [name, column] of Object.entries(CUSTOMS) as [keyof typeof CUSTOMS, 'hsCode'][]) {
    const value = input.customs?.[name]
    if (value === undefined) continue
    set(`customs.${name}`, sku[column], value)
    Object.assign(data, { [column]: value })
  }
  const restrictions = input.customs?.restrictions
  if (restrictions !== undefined) {
    const kept = [...new Set(restrictions ?? [])].sort()
    set('customs.restrictions', [...sku.restrictions].sort().join(', '), kept.join(', '))
    data.restrictions = kept
  }
  const named = changes.map(({ field }) => field)
  data.machineTexts = withoutMarks(sku.machineTexts, named)
  data.editedFields = [...new Set([...sku.editedFields, ...named])]
  return { data, changes }
}
