import { randomBytes } from 'node:crypto'
import { v7 } from 'uuid'
import { handleBase } from '../domain/handle.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { lockCategories } from '../store/category.ts'
import { idempotent } from '../store/idempotency.ts'
import { insertProduct, setCategories } from '../store/product.ts'
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
        create(tx, deps, parsed, actor),
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

/**
 * A product without SKUs. @returns what its SKUs need to know of it, and what to record
 * @throws Refused ALREADY_EXISTS for a handle that is taken, NOT_FOUND; the transaction must be rolled back
 */
export async function makeProduct(
  tx: Tx,
  deps: Pick<EditorDeps, 'setPictures'>,
  input: ProductToMake,
): Promise<ProductTexts & { readonly changes: readonly FieldChange[] }> {
  const { brand = null, status } = input
  const titles = textsByLocale(input, TITLE)
  const descriptions = textsByLocale(input, DESCRIPTION)
  const columns = columnsOf({ titles, descriptions })
  if (![...titles.values()].some((title) => title !== null))
    throw new Refused('INVALID_INPUT', ['titles'], 'titles: needs a title in at least one language')
  const categoryIds = input.categoryIds ?? []
  const slugs = await lockCategories(
    tx,
    categoryIds.map((id, index) => ({ id, field: ['categoryIds', String(index)] })),
  )
  const supplierId = input.supplierId ?? null
  const supplier = supplierId === null ? null : await lockSupplier(tx, supplierId, ['supplierId'])
  const pictures = input.media ?? []
  const changes: FieldChange[] = [
    ...present(byField(titles, TITLE)),
    ...present(byField(descriptions, DESCRIPTION)),
    ...present({ brand, status, categories: slugs.join(', '), supplier }),
    ...present({ media: pictures.map(({ url, uploadId }) => url ?? uploadId).join('\n') }),
  ]
  const id = v7()
  await insertWithHandle(tx, input.handle ?? null, {
    id,
    status,
    ...columns,
    brand,
    supplierId,
    images: [],
    editedFields: changes.map(({ field }) => field),
  })
  await setCategories(tx, id, categoryIds)
  await deps.setPictures(tx, { productId: id, sets: [{ skuId: null, pictures }], from: 'PERSON' })
  const { titleZh = null, titleEn = null, texts } = columns
  return { id, titleZh, titleEn, titles: titlesOf(texts), changes }
}

function byField(texts: ReadonlyMap<string, string | null>, fields: typeof TITLE | typeof DESCRIPTION) {
  return Object.fromEntries([...texts].map(([locale, text]) => [fieldOfLocale(fields, locale), text]))
}

type NewProduct = Parameters<typeof insertProduct>[1]

/** The handle that is wanted; without one the plain name of its title where it is free, else one with something behind it. */
async function insertWithHandle(
  tx: Tx,
  handle: string | null,
  row: Omit<NewProduct, 'handle'>,
): Promise<void> {
  if (handle !== null) {
    if (await insertProduct(tx, { ...row, handle })) return
    const message = `handle: ${JSON.stringify(handle)} is taken by another product.`
    throw new Refused('ALREADY_EXISTS', ['handle'], message)
  }
  const more = Object.values((row.texts ?? {}) as Record<string, { title?: string }>)
  const base = handleBase([row.titleEn, ...more.map(({ title }) => title), row.titleZh])
  if (base !== null && (await insertProduct(tx, { ...row, handle: base }))) return
  for (;;) {
    const short = randomBytes(4).toString('hex')
    if (await insertProduct(tx, { ...row, handle: base === null ? short : `${base}-${short}` })) return
  }
}
