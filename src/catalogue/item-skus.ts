import { v7 } from 'uuid'
import type { Item, PriceTier } from '../connectors/item-source.ts'
import { ownText } from '../domain/localized-text.ts'
import { amountText, type Money, money } from '../domain/money.ts'
import {
  attributesLine,
  localesOfAttributes,
  SkuAttributes,
  sameAttributes,
  sourceText,
} from '../domain/sku-attribute.ts'
import type { Prisma } from '../store/database.ts'
import type { Tx } from '../store/transaction.ts'
import { type FieldChanges, fieldChanges } from './field-changes.ts'
import { attributesOf, type Choice, choiceTitle, choiceTitles } from './item-choices.ts'
import { fieldOfLocale, TITLE } from './localized-input.ts'
import { withoutMarks } from './machine-texts.ts'

export interface WrittenSku {
  readonly id: string
  readonly productId: string
  readonly code: string
  readonly created: boolean
  /** Unit price at its source. */
  readonly cost: Money
  readonly changes: FieldChanges
}

export interface NewSkus {
  readonly productId: string
  /** Begins the codes, one or two letters. */
  readonly codePrefix: string
  readonly item: Item
  readonly buyToOrder: boolean
}

/** Creates SKUs for choices that have none, in their order. Cost and price are set afterwards. */
export async function createItemSkus(
  tx: Tx,
  { productId, codePrefix, item, buyToOrder }: NewSkus,
  choices: readonly Choice[],
): Promise<WrittenSku[]> {
  if (choices.length === 0) return []
  const wanted = choices.map(({ externalSkuId }) => `${codePrefix}${externalSkuId || item.externalId}`)
  const rows = await tx.sku.findMany({ where: { code: { in: wanted } }, select: { code: true } })
  const taken = new Set(rows.map(({ code }) => code))
  const skus = choices.map((choice, index) => {
    const id = v7()
    const code = wanted[index] ?? id
    // Somebody has given the code to another SKU by hand.
    return { id, choice, code: taken.has(code) ? `${code}-${id.slice(-8)}` : code }
  })
  await tx.sku.createMany({
    data: skus.map(({ id, code, choice }) => ({
      id,
      productId,
      code,
      titleZh: choiceTitle(item, choice),
      ...titleColumns(choiceTitles(item, choice)),
      attributes: attributesOf(choice.attributes).map((one) => ({ ...one })),
      priceMinor: choice.price.minor,
      currency: choice.price.currency,
      minOrderQuantity: item.minOrderQuantity,
      lotSize: item.lotSize ?? 1,
      weightGrams: item.weightGrams,
      priceTiers: tiersOf(item),
      buyToOrder,
    })),
  })
  return skus.map(({ id, code, choice }) => {
    const changes = fieldChanges()
    changes.differs('code', null, code)
    return { id, productId, code, created: true, cost: choice.price, changes }
  })
}

const COLUMNS = {
  id: true,
  productId: true,
  code: true,
  titleZh: true,
  titleEn: true,
  titles: true,
  attributes: true,
  machineTexts: true,
  priceTiers: true,
  minOrderQuantity: true,
  lotSize: true,
  weightGrams: true,
  editedFields: true,
} as const

export type StoredSku = Prisma.SkuGetPayload<{ select: typeof COLUMNS }>

export async function readItemSkus(tx: Tx, ids: readonly string[]): Promise<ReadonlyMap<string, StoredSku>> {
  if (ids.length === 0) return new Map()
  const rows = await tx.sku.findMany({ where: { id: { in: [...ids] } }, select: COLUMNS })
  return new Map(rows.map((row) => [row.id, row]))
}

/** Updates the SKU of a choice from its source; values that the source lacks stay. */
export async function refreshItemSku(
  tx: Tx,
  row: StoredSku,
  item: Item,
  choice: Choice,
): Promise<WrittenSku> {
  const changes = fieldChanges(row.editedFields)
  const data: Prisma.SkuUncheckedUpdateInput = {}
  const title = choiceTitle(item, choice)
  if (changes.differs('titleZh', row.titleZh, title)) data.titleZh = title
  Object.assign(data, refreshedTexts(row, item, choice, changes))
  const numbers = {
    minOrderQuantity: item.minOrderQuantity,
    lotSize: item.lotSize ?? 1,
    weightGrams: item.weightGrams,
  }
  for (const [field, value] of Object.entries(numbers) as [keyof typeof numbers, number | null][]) {
    const before = row[field]
    if (value !== null && changes.differs(field, before === null ? null : String(before), String(value)))
      data[field] = value
  }
  const tiers = tiersOf(item)
  if (changes.differs('priceTiers', tierText(row.priceTiers as StoredTier[]), tierText(tiers)))
    data.priceTiers = tiers
  if (Object.keys(data).length > 0) await tx.sku.update({ where: { id: row.id }, data, select: { id: true } })
  return {
    id: row.id,
    productId: row.productId,
    code: row.code,
    created: false,
    cost: choice.price,
    changes,
  }
}

const titleColumns = (titles: ReadonlyMap<string, string>, before: object = {}) => {
  const { en = null, ...others } = Object.fromEntries(titles)
  return { titleEn: en, titles: { ...before, ...others } }
}

/** Titles in further languages and attributes, as far as the source tells them and no person has set them. */
function refreshedTexts(
  row: StoredSku,
  item: Item,
  choice: Choice,
  changes: FieldChanges,
): Prisma.SkuUncheckedUpdateInput {
  const data: Prisma.SkuUncheckedUpdateInput = {}
  const stored = row.titles as Record<string, string>
  const titles = [...choiceTitles(item, choice)].filter(([locale, title]) => {
    const before = ownText({ zh: row.titleZh, en: row.titleEn, more: stored }, locale)
    return changes.differs(fieldOfLocale(TITLE, locale), before, title)
  })
  if (titles.length > 0) {
    const { titleEn, titles: all } = titleColumns(new Map(titles), stored)
    Object.assign(data, titleEn !== null && { titleEn }, { titles: all })
    const own = titles.map(([locale]) => fieldOfLocale(TITLE, locale))
    data.machineTexts = withoutMarks(row.machineTexts, own)
  }
  const before = SkuAttributes.parse(row.attributes)
  const after = attributesOf(choice.attributes, before)
  // A SKU made by a person has no texts of a source.
  const isOfSource = before.every(
    (one) => sourceText(one, 'name') !== null && sourceText(one, 'value') !== null,
  )
  if (!isOfSource || changes.isByHand('attributes') || sameAttributes(before, after)) return data
  for (const locale of localesOfAttributes([...before, ...after]))
    changes.differs(
      locale === 'zh' ? 'attributes' : `attributes.${locale}`,
      attributesLine(before, locale),
      attributesLine(after, locale),
    )
  data.attributes = after.map((one) => ({ ...one }))
  return data
}

type StoredTier = { minQuantity: number; minor: string; currency: string }

const tiersOf = ({ priceTiers }: Item): StoredTier[] =>
  priceTiers.map(({ minQuantity, price }: PriceTier) => ({
    minQuantity,
    minor: price.minor.toString(),
    currency: price.currency,
  }))

const tierText = (tiers: readonly StoredTier[]): string | null =>
  tiers.length > 0
    ? tiers
        .map(
          ({ minQuantity, minor, currency }) =>
            `${minQuantity}+: ${amountText(money(BigInt(minor), currency))}`,
        )
        .join(', ')
    : null
