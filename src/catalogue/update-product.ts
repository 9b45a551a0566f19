import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { lockCategories } from '../store/category.ts'
import type { Prisma } from '../store/database.ts'
import { lockProduct, setCategories } from '../store/product.ts'
import { lockSupplier } from '../store/supplier.ts'
import { isUniqueViolation, type Tx, transaction } from '../store/transaction.ts'
import { refuseWhileNeeded } from './archive.ts'
import type { EditorDeps } from './deps.ts'
import { DESCRIPTION, fieldOfLocale, TITLE, textsByLocale } from './localized-input.ts'
import { withoutMarks } from './machine-texts.ts'
import { textOf } from './present.ts'
import { repriceChanged } from './prices/reprice.ts'
import { UpdateProduct } from './product-input.ts'
import { type FieldChange, recordChanges } from './record-changes.ts'
import { columnsOf, storedText } from './texts.ts'

/**
 * Changes a product. Absent fields stay; null empties a field where allowed. Named fields count as set by hand from
 * now on, also where it stays the same. @returns the product's id
 */
export function updateProduct(
  deps: Pick<EditorDeps, 'prisma' | 'setPictures'>,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(UpdateProduct, input)
    try {
      return await transaction(deps.prisma, async (tx) => {
        const { id } = parsed
        const by = { actor, source: 'PERSON' } as const
        const changed = [{ type: 'Product' as const, id, changes: await changeProduct(tx, deps, parsed) }]
        await recordChanges(tx, by, changed)
        await repriceChanged(tx, changed, by)
        return id
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      const message = `handle: ${JSON.stringify(parsed.handle)} is taken by another product.`
      throw new Refused('ALREADY_EXISTS', ['handle'], message)
    }
  })
}

/** The product, held until the transaction ends. @throws Refused NOT_FOUND, VERSION_CONFLICT */
export async function holdProduct(
  tx: Tx,
  id: string,
  { field = ['id'], expectedVersion }: { field?: readonly string[]; expectedVersion?: number | null } = {},
) {
  const isThere = await lockProduct(tx, id)
  const product = isThere && (await tx.product.findUnique({ where: { id }, include: WITH_NAMES }))
  if (!product) throw new Refused('NOT_FOUND', field, `${field.join('.')}: There is no such product.`)
  if (expectedVersion != null && product.version !== expectedVersion)
    throw new Refused(
      'VERSION_CONFLICT',
      ['expectedVersion'],
      `The product is at version ${product.version} now, not ${expectedVersion}: read it again before you change it.`,
    )
  return product
}

const WITH_NAMES = {
  supplier: { select: { key: true } },
  categories: { orderBy: { position: 'asc' }, select: { category: { select: { slug: true } } } },
} satisfies Prisma.ProductInclude

/** Writes the fields of the input. @returns changes to record @throws Refused; the transaction must be rolled back */
export async function changeProduct(
  tx: Tx,
  { setPictures }: Pick<EditorDeps, 'setPictures'>,
  input: UpdateProduct,
): Promise<FieldChange[]> {
  const { id, brand, supplierId, status, handle, expectedVersion } = input
  const product = await holdProduct(tx, id, { expectedVersion: expectedVersion ?? null })
  const changes: FieldChange[] = []
  const data: Prisma.ProductUncheckedUpdateInput = {}
  const change = (field: string, before: string | null, after: string | null) =>
    changes.push({ field, before, after })

  const titles = textsByLocale(input, TITLE)
  const descriptions = textsByLocale(input, DESCRIPTION)
  for (const [locale, text] of titles)
    change(fieldOfLocale(TITLE, locale), storedText(product, 'title', locale), text)
  for (const [locale, text] of descriptions)
    change(fieldOfLocale(DESCRIPTION, locale), storedText(product, 'description', locale), text)
  const columns = columnsOf({ titles, descriptions }, product.texts)
  const after = { ...product, ...columns }
  if (!after.titleZh && !after.titleEn && !Object.values(columns.texts).some(({ title }) => title))
    throw new Refused('INVALID_INPUT', ['titles'], 'titles: needs a title in at least one language')
  if (titles.size + descriptions.size > 0) Object.assign(data, columns)

  if (brand !== undefined) {
    change('brand', product.brand, brand)
    data.brand = brand
  }
  if (supplierId !== undefined) {
    const key = supplierId === null ? null : await lockSupplier(tx, supplierId, ['supplierId'])
    change('supplier', product.supplier?.key ?? null, key)
    data.supplierId = supplierId
  }
  if (input.categoryIds !== undefined) {
    const ids = input.categoryIds ?? []
    const slugs = await lockCategories(
      tx,
      ids.map((one, index) => ({ id: one, field: ['categoryIds', String(index)] })),
    )
    const before = product.categories.map(({ category }) => category.slug).join(', ')
    change('categories', textOf(before), textOf(slugs.join(', ')))
    if (slugs.join(', ') !== before) await setCategories(tx, id, ids)
  }
  if (input.media !== undefined) {
    await setPictures(tx, {
      productId: id,
      sets: [{ skuId: null, pictures: input.media ?? [] }],
      from: 'PERSON',
    })
    const { images } = await tx.product.findUniqueOrThrow({ where: { id }, select: { images: true } })
    change('media', textOf(product.images.join('\n')), textOf(images.join('\n')))
  }
  if (handle != null) {
    change('handle', product.handle, handle)
    data.handle = handle
  }
  if (status != null) {
    if (status === 'ARCHIVED' && product.status !== 'ARCHIVED')
      await refuseWhileNeeded(tx, 'Product', id, ['status'])
    change('status', product.status, status)
    data.status = status
    data.archivedAt = status === 'ARCHIVED' ? (product.archivedAt ?? new Date()) : null
  }
  const named = changes.map(({ field }) => field)
  data.machineTexts = withoutMarks(product.machineTexts, named)
  data.editedFields = [...new Set([...product.editedFields, ...named])]
  await tx.product.update({ where: { id }, data, select: { id: true } })
  return changes
}
