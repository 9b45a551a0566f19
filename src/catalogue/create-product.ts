import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { handleBase } from '../domain/handle.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { lockCategories } from '../store/category.ts'
import { idempotent } from '../store/idempotency.ts'
import { indexedOnce } from '../store/index-products.ts'
import { addCategories, insertProducts } from '../store/product.ts'
import { lockSupplier } from '../store/supplier.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import type { EditorDeps } from './deps.ts'
import { DESCRIPTION, fieldOfLocale, TITLE, textsByLocale } from './localized-input.ts'
import { createSkus, type ProductTexts } from './new-skus.ts'
import { present } from './present.ts'
import { CreateProduct } from './product-input.ts'
import { type FieldChange, recordChanges } from './record-changes.ts'
import { columnsOf, titlesOf } from './texts.ts'

/**
 * Makes a product with its SKUs and their opening stock, all or nothing, once for each idempotency key. ACTIVE unless the
 * input says otherwise. Values of the person count as set by hand. @returns the product's id
 */
export function createProduct(deps: EditorDeps, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(CreateProduct, input)
    return transaction(deps.prisma, (tx) =>
      idempotent(tx, { actor, operation: 'createProduct', input: parsed }, () =>
        indexedOnce(tx, () => create(tx, deps, parsed, actor)),
      ),
    )
  })
}

async function create(tx: Tx, deps: EditorDeps, input: CreateProduct, actor: string): Promise<string> {
  const { changes, ...product } = await makeProduct(tx, deps, input)
  const path = (index: number) => ['skus', String(index)]
  const { changed } = await createSkus(tx, deps, product, input.skus, path, actor)
  const { id } = product
  await recordChanges(tx, { actor, source: 'PERSON' }, [{ type: 'Product', id, changes }, ...changed])
  return id
}

export type ProductToMake = Omit<CreateProduct, 'skus' | 'idempotencyKey'> & {
  /** Absent: made of its title. */
  readonly handle?: string | null
}

/** Product that is not written yet. */
export interface NewProduct {
  readonly row: Omit<Parameters<typeof insertProducts>[1][number], 'handle'> & { readonly id: string }
  /** Null: made of its title. */
  readonly handle: string | null
  /** What its SKUs need to know of it. */
  readonly texts: ProductTexts
  readonly changes: readonly FieldChange[]
}

/**
 * A product without SKUs. @returns what its SKUs need to know of it, and what to record
 * @throws Refused ALREADY_EXISTS for a handle that is taken, NOT_FOUND; the transaction must be rolled back
 */
async function makeProduct(
  tx: Tx,
  deps: Pick<EditorDeps, 'setPictures'>,
  input: ProductToMake,
): Promise<ProductTexts & { readonly changes: readonly FieldChange[] }> {
  const categoryIds = input.categoryIds ?? []
  const slugs = await lockCategories(
    tx,
    categoryIds.map((id, index) => ({ id, field: ['categoryIds', String(index)] })),
  )
  const supplierId = input.supplierId ?? null
  const supplier = supplierId === null ? null : await lockSupplier(tx, supplierId, ['supplierId'])
  const product = newProduct(input, { slugs, supplier })
  const { id } = product.row
  await insertNewProducts(tx, [product])
  await addCategories(tx, [{ productId: id, categoryIds }])
  const pictures = input.media ?? []
  await deps.setPictures(tx, { productId: id, sets: [{ skuId: null, pictures }], from: 'PERSON' })
  return { ...product.texts, changes: product.changes }
}

/**
 * Row of a product without SKUs, and what to record of it. Its categories and pictures are the caller's to write.
 * @param names of its categories and its supplier @throws Refused without a title
 */
export function newProduct(
  input: ProductToMake,
  { slugs, supplier }: { readonly slugs: readonly string[]; readonly supplier: string | null },
): NewProduct {
  const { brand = null, status } = input
  const titles = textsByLocale(input, TITLE)
  const descriptions = textsByLocale(input, DESCRIPTION)
  const columns = columnsOf({ titles, descriptions })
  if (![...titles.values()].some((title) => title !== null))
    throw new Refused('INVALID_INPUT', ['titles'], 'titles: needs a title in at least one language')
  const media = (input.media ?? []).map(({ url, uploadId }) => url ?? uploadId).join('\n')
  const changes: FieldChange[] = [
    ...present(byField(titles, TITLE)),
    ...present(byField(descriptions, DESCRIPTION)),
    ...present({ brand, status, categories: slugs.join(', '), supplier }),
    ...present({ media }),
  ]
  const id = v7()
  const { titleZh = null, titleEn = null, texts } = columns
  return {
    row: {
      id,
      status,
      ...columns,
      brand,
      supplierId: input.supplierId ?? null,
      images: [],
      editedFields: changes.map(({ field }) => field),
    },
    handle: input.handle ?? null,
    texts: { id, titleZh, titleEn, titles: titlesOf(texts) },
    changes,
  }
}

function byField(texts: ReadonlyMap<string, string | null>, fields: typeof TITLE | typeof DESCRIPTION) {
  return Object.fromEntries([...texts].map(([locale, text]) => [fieldOfLocale(fields, locale), text]))
}

/**
 * Writes products under the handles that they name; one without gets the plain name of its title where it is free, else
 * one with something behind it. @throws Refused ALREADY_EXISTS for a handle that is taken; the transaction must be rolled back
 */
export async function insertNewProducts(tx: Tx, products: readonly NewProduct[]): Promise<void> {
  let waiting = products.map((one) => ({ ...one, base: one.handle ?? baseOf(one) }))
  for (let isFirst = true; waiting.length > 0; isFirst = false) {
    const rows = waiting.map(({ row, base }) => {
      const short = randomBytes(4).toString('hex')
      if (base === null) return { ...row, handle: short }
      return { ...row, handle: isFirst ? base : `${base}-${short}` }
    })
    const inserted = await insertProducts(tx, rows)
    waiting = waiting.filter(({ row }) => !inserted.has(row.id))
    const taken = waiting.find(({ handle }) => handle !== null)
    if (!taken) continue
    const message = `handle: ${JSON.stringify(taken.handle)} is taken by another product.`
    throw new Refused('ALREADY_EXISTS', ['handle'], message)
  }
}

function baseOf({ row, texts }: NewProduct): string | null {
  return handleBase([row.titleEn, ...Object.values(texts.titles), row.titleZh])
}
