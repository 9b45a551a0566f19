import { v7 } from 'uuid'
import type { Item } from '../connectors/item-source.ts'
import { handleOf } from '../domain/handle.ts'
import type { Platform } from '../domain/platform.ts'
import type { Prisma } from '../store/database.ts'
import type { Tx } from '../store/transaction.ts'
import { type FieldChanges, fieldChanges } from './field-changes.ts'
import { sourceTitles, titleText } from './item-choices.ts'
import { withoutMarks } from './machine-texts.ts'

/** Options of the caller for the product of an item. */
export interface ProductWishes {
  readonly categoryId: string | null
  /** The price rule that comes before those that fit; absent or null: as it is. */
  readonly priceRuleId?: string | null
}

export interface WrittenProduct {
  readonly id: string
  readonly created: boolean
  /** Other price rules may fit it now. */
  readonly repriced: boolean
  readonly changes: FieldChanges
}

/** Makes the product of an item, a DRAFT. */
export async function createItemProduct(
  tx: Tx,
  platform: Platform,
  item: Item,
  wishes: ProductWishes,
): Promise<WrittenProduct> {
  const id = v7()
  const supplier = await supplierOf(tx, platform, item)
  const changes = fieldChanges()
  const texts = furtherTitles(item)
  const data = {
    titleZh: titleText(item.title),
    titleEn: sourceTitles(item).get('en') ?? null,
    descriptionZh: item.description,
  }
  const handle = handleOf([data.titleEn, ...Object.values(texts).map(({ title }) => title), data.titleZh], id)
  await tx.product.create({
    data: { id, handle, status: 'DRAFT', ...data, texts, images: [], supplierId: supplier?.id ?? null },
    select: { id: true },
  })
  for (const [field, value] of Object.entries(data)) changes.differs(field, null, value)
  changes.differs('supplier', null, supplier?.name ?? null)
  await addCategory(tx, id, wishes, changes)
  const repriced = await pinRule(tx, id, wishes, changes)
  return { id, created: true, repriced, changes }
}

/** Updates the product of an item from its source; values that the source lacks stay. */
export async function refreshItemProduct(
  tx: Tx,
  id: string,
  platform: Platform,
  item: Item,
  wishes: ProductWishes,
): Promise<WrittenProduct> {
  const row = await tx.product.findUniqueOrThrow({
    where: { id },
    select: {
      titleZh: true,
      titleEn: true,
      descriptionZh: true,
      texts: true,
      machineTexts: true,
      editedFields: true,
      supplierId: true,
    },
  })
  const changes = fieldChanges(row.editedFields)
  const data: Prisma.ProductUncheckedUpdateInput = {}
  const told = {
    titleZh: titleText(item.title),
    titleEn: sourceTitles(item).get('en') ?? null,
    descriptionZh: item.description,
  } as const
  for (const [field, value] of Object.entries(told) as [keyof typeof told, string | null][])
    if (value !== null && changes.differs(field, row[field], value)) data[field] = value
  const texts = row.texts as Texts
  const titles = Object.entries(furtherTitles(item)).filter(([locale, { title }]) =>
    changes.differs(`titles.${locale}`, texts[locale]?.title ?? null, title),
  )
  if (titles.length > 0)
    data.texts = {
      ...texts,
      ...Object.fromEntries(titles.map(([locale, text]) => [locale, { ...texts[locale], ...text }])),
    } as Prisma.InputJsonObject
  const own = changes.written().map(({ field }) => field)
  if (own.length > 0) data.machineTexts = withoutMarks(row.machineTexts, own)
  if (row.supplierId === null) {
    const supplier = await supplierOf(tx, platform, item)
    if (supplier && changes.differs('supplier', null, supplier.name)) data.supplierId = supplier.id
  }
  if (Object.keys(data).length > 0) await tx.product.update({ where: { id }, data, select: { id: true } })
  const joined = await addCategory(tx, id, wishes, changes)
  const pinned = await pinRule(tx, id, wishes, changes)
  return { id, created: false, repriced: joined || pinned || data.supplierId !== undefined, changes }
}

/** Puts a DRAFT on show. */
export async function publishItemProduct(tx: Tx, { id, changes }: WrittenProduct): Promise<void> {
  const { status } = await tx.product.findUniqueOrThrow({ where: { id }, select: { status: true } })
  if (status !== 'DRAFT' || !changes.differs('status', status, 'ACTIVE')) return
  await tx.product.update({ where: { id }, data: { status: 'ACTIVE' }, select: { id: true } })
}

type Texts = Record<string, { title?: string; description?: string } | undefined>

/** Titles in languages that have no column of their own. */
function furtherTitles(item: Item): Record<string, { title: string }> {
  const further = [...sourceTitles(item)].filter(([locale]) => locale !== 'en')
  return Object.fromEntries(further.map(([locale, title]) => [locale, { title }]))
}

/** By which an item's seller is a supplier of ours; null where the source does not name the seller. */
export function sellerKey(platform: Platform, { seller }: Item): string | null {
  const name = seller?.trim()
  return name ? `${platform.toLowerCase()}:${name}`.slice(0, 100) : null
}

/** Sellers become suppliers by their name on the platform. */
async function supplierOf(
  tx: Tx,
  platform: Platform,
  item: Item,
): Promise<{ id: string; name: string } | null> {
  const key = sellerKey(platform, item)
  if (key === null) return null
  const select = { id: true, name: true } as const
  // Looked for first: an insert would hold its row against all other items of the seller.
  const known = await tx.supplier.findUnique({ where: { key }, select })
  if (known) return known
  // Two items of a new seller at once: the second waits for the first, and then reads its row.
  const name = item.seller?.trim().slice(0, 200) ?? key
  await tx.supplier.createMany({ data: [{ key, name }], skipDuplicates: true })
  return tx.supplier.findUniqueOrThrow({ where: { key }, select })
}

async function addCategory(
  tx: Tx,
  productId: string,
  { categoryId }: ProductWishes,
  changes: FieldChanges,
): Promise<boolean> {
  if (categoryId === null) return false
  const category = await tx.category.findUnique({ where: { id: categoryId }, select: { slug: true } })
  const has = await tx.productCategory.count({ where: { productId, categoryId } })
  if (!category || has > 0 || !changes.differs('categories', null, category.slug)) return false
  const position = await tx.productCategory.count({ where: { productId } })
  await tx.productCategory.create({ data: { productId, categoryId, position } })
  return true
}

/** @returns whether it has another rule than before */
async function pinRule(
  tx: Tx,
  id: string,
  { priceRuleId = null }: ProductWishes,
  changes: FieldChanges,
): Promise<boolean> {
  if (priceRuleId === null) return false
  const { pinnedRule } = await tx.product.findUniqueOrThrow({
    where: { id },
    select: { pinnedRule: { select: { id: true, name: true } } },
  })
  if (pinnedRule?.id === priceRuleId) return false
  const rule = await tx.priceRule.findUnique({ where: { id: priceRuleId }, select: { name: true } })
  if (!rule || !changes.differs('priceRule', pinnedRule?.name ?? null, rule.name)) return false
  await tx.product.update({ where: { id }, data: { pinnedRuleId: priceRuleId }, select: { id: true } })
  return true
}
