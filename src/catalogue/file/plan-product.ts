import { BASE_CURRENCY } from '../../domain/exchange-rate.ts'
import { newProduct } from '../create-product.ts'
import type { ImportFieldChange } from '../field-changes.ts'
import { result } from '../imports/take-over-offer.ts'
import type { ProductTexts } from '../new-skus.ts'
import { columnsOf, titlesOf } from '../texts.ts'
import { BadCell } from './columns.ts'
import { differing, type FileRow, type NewCell, type Problems, textsIn, valueIn } from './file-row.ts'
import type { LinePlan, Planned } from './line-plan.ts'
import { planSku } from './plan-sku.ts'
import type { Slice } from './slice.ts'
import { type ProductState, productCell, type SkuState, skuCell } from './state.ts'

/** Defaults of a new SKU. */
const OF_NEW_SKU: Readonly<Record<string, string>> = {
  min_order_quantity: '1',
  buy_to_order: 'no',
  sku_status: 'ACTIVE',
}

/** Compares a line with its product and its SKU. @throws RowRefused */
export function planProduct(slice: Slice, row: FileRow, problems: Problems): Planned {
  const { columns, deps } = slice
  const sku = slice.sku(row.sku)
  const product = slice.product(row.product) ?? (sku && slice.productOf(sku))
  if (sku && product?.id !== sku.productId)
    problems.add(
      'sku',
      sku.code,
      `belongs to the product ${slice.productOf(sku)?.handle}, not to ${row.product}`,
    )
  const told = differing(
    row,
    columns,
    'product',
    (column) =>
      product ? (slice.toldOf(product.id, column) ?? productCell(product, column, deps.shownAt)) : '',
    problems,
  ).filter(({ column }) => column.kind.name !== 'handle')
  const toldOfSku =
    row.sku === undefined
      ? differing(row, columns, 'sku', () => '', problems)
      : differing(
          row,
          columns,
          'sku',
          (column) =>
            sku && product
              ? (slice.toldOf(sku.id, column) ?? skuCell(sku, product, column, deps.shownAt))
              : (OF_NEW_SKU[column.kind.name] ?? ''),
          problems,
        )
  if (row.sku === undefined && toldOfSku[0])
    problems.add(
      toldOfSku[0].column.name,
      toldOfSku[0].value,
      'is of a SKU, and the line names none in the column sku',
    )
  refuseOtherCurrency(row, toldOfSku, sku, problems)
  const ofSku = newOf(slice, toldOfSku, sku, problems)
  const cells = newOfProduct(slice, row, told, product, problems)
  if (!product && !Object.keys(row.cells).some((name) => name.startsWith('title:')))
    problems.add(
      'title',
      null,
      row.product === undefined
        ? 'is missing: there is no product yet, and a new one needs a title'
        : `is missing: there is no product ${row.product}; no line has its title, or that line failed`,
    )
  if (row.sku !== undefined && !sku && row.cells.price === undefined)
    problems.add('price', null, `is missing: ${row.sku} is a new SKU`)
  problems.refuse()
  if (product && cells.length === 0 && (row.sku === undefined || (sku && ofSku.length === 0)))
    return result({ outcome: 'UNCHANGED', productId: product.id })
  const isFollowing =
    (product && cells.length > 0 && slice.isAwaited(product.id)) ||
    (sku && ofSku.length > 0 && slice.isAwaited(sku.id))
  return isFollowing ? 'WAITS' : () => planOf(slice, row, product, sku, cells, ofSku)
}

async function planOf(
  slice: Slice,
  row: FileRow,
  product: ProductState | undefined,
  sku: SkuState | undefined,
  cells: readonly NewCell[],
  ofSku: readonly NewCell[],
): Promise<LinePlan> {
  const made: ImportFieldChange[] = []
  const input = await productInput(slice, row, cells, product, made)
  const planned = product ? changeOf(slice, product, cells, input) : newOne(slice, row, input)
  const { state } = planned
  slice.tell(state.id, cells)
  return {
    outcome: product && (row.sku === undefined || sku) ? 'UPDATED' : 'CREATED',
    productId: state.id,
    made,
    newProduct: planned.newProduct,
    productChange: planned.productChange,
    sku: row.sku === undefined ? null : planSku(slice, row.sku, planned.texts, sku, state, ofSku),
  }
}

type ProductInput = Awaited<ReturnType<typeof productInput>>

interface PlannedProduct extends Pick<LinePlan, 'newProduct' | 'productChange'> {
  /** As lines below find it. */
  readonly state: ProductState
  readonly texts: ProductTexts
}

function changeOf(
  slice: Slice,
  product: ProductState,
  cells: readonly NewCell[],
  { slugs: _slugs, supplier: _key, ...input }: ProductInput,
): PlannedProduct {
  const texts = { ...product, titles: titlesOf(product.texts) }
  if (cells.length === 0) return { newProduct: null, productChange: null, state: product, texts }
  const titles = new Map(input.titles.map(({ locale, text }) => [locale, text]))
  const state = { ...product, ...columnsOf({ titles, descriptions: new Map() }, product.texts) }
  slice.keepProduct(state, product.handle)
  return { newProduct: null, productChange: { id: product.id, ...input }, state, texts }
}

function newOne(
  slice: Slice,
  row: FileRow,
  { slugs, supplier, status = 'ACTIVE', ...input }: ProductInput,
): PlannedProduct {
  const handle = row.product ?? null
  const isArchived = status === 'ARCHIVED'
  const product = newProduct({ ...input, handle, status: isArchived ? 'DRAFT' : status }, { slugs, supplier })
  const { id, titleZh = null, titleEn = null, texts } = product.row
  const state: ProductState = {
    ...NOTHING,
    id,
    handle: row.product ?? '',
    titleZh,
    titleEn,
    texts: texts as ProductState['texts'],
  }
  slice.keepNewProduct(state, row.product)
  const pictures = input.media ?? []
  return {
    newProduct: { product, categoryIds: input.categoryIds ?? [], pictures },
    productChange: isArchived ? { id, status } : null,
    state,
    texts: product.texts,
  }
}

/** A new product, before the cells of its lines. */
const NOTHING = {
  descriptionZh: null,
  descriptionEn: null,
  brand: null,
  status: 'ACTIVE',
  supplier: null,
  categories: [],
  media: [],
} satisfies Partial<ProductState>

/** Cells of the product that differ. Categories are compared by their paths. */
function newOfProduct(
  slice: Slice,
  row: FileRow,
  told: readonly NewCell[],
  product: ProductState | undefined,
  problems: Problems,
): NewCell[] {
  return told.filter(({ column, value }) => {
    if (column.kind.name === 'supplier') {
      const problem = slice.suppliers.problem(value, row.cells.supplier_name)
      if (problem) problems.add('supplier', value, problem)
    }
    if (column.kind.name === 'supplier_name') return false
    if (column.kind.name !== 'categories') return true
    try {
      const slugs = slice.tree.find(value).map((one) => one?.slug)
      const before = product?.categories.map(({ category }) => category.slug)
      return JSON.stringify(slugs) !== JSON.stringify(before)
    } catch (error) {
      if (!(error instanceof BadCell)) throw error
      problems.add(column.name, value, error.message)
      return false
    }
  })
}

/** A price that is kept in another currency becomes one of ours only where the line says so. */
function refuseOtherCurrency(
  { cells }: FileRow,
  told: readonly NewCell[],
  sku: SkuState | undefined,
  problems: Problems,
): void {
  if (!sku || sku.currency === BASE_CURRENCY) return
  const [price, currency] = [valueIn(told)('price'), valueIn(told)('currency')]
  if (price !== undefined && currency === undefined)
    problems.add(
      'price',
      price,
      `would be of ${BASE_CURRENCY}, and ${sku.code} has one of ${sku.currency}: say so in the column currency`,
    )
  if (price === undefined && currency !== undefined)
    problems.add(
      'currency',
      currency,
      `needs another price with it: ${cells.price ?? 'it'} is of ${sku.currency}`,
    )
}

/** Cells of the SKU that make a difference: stock opens where the SKU has no level yet. */
function newOf(
  slice: Slice,
  told: readonly NewCell[],
  sku: SkuState | undefined,
  problems: Problems,
): NewCell[] {
  return told.filter(({ column, value }) => {
    if (column.kind.name === 'currency') return false
    if (column.kind.name !== 'opening_stock') return true
    if (sku?.stockLevels.some(({ warehouse }) => warehouse.code === column.part)) return false
    const found = slice.warehouses.get(column.part)
    if (!found)
      problems.add(column.name, value, `names no warehouse: there is none with the code ${column.part}`)
    else if (found.archived) problems.add(column.name, value, 'names a warehouse that is archived')
    return value !== '0'
  })
}

async function productInput(
  slice: Slice,
  row: FileRow,
  cells: readonly NewCell[],
  product: ProductState | undefined,
  made: ImportFieldChange[],
) {
  const value = valueIn(cells)
  const supplier = value('supplier')
  const categories = value('categories')
  const pictures = value('pictures')
  const named = categories === undefined ? [] : await slice.tree.ensure(slice.tx, categories, slice.by, made)
  const unique = new Map(named.map(({ id, slug }) => [id, slug]))
  return {
    slugs: [...unique.values()],
    supplier: supplier ?? null,
    titles: textsIn(cells, 'title'),
    descriptions: textsIn(cells, 'description'),
    ...(value('brand') && { brand: value('brand') }),
    ...(supplier && {
      supplierId: await slice.suppliers.ensure(slice.tx, supplier, row.cells.supplier_name, slice.by, made),
    }),
    ...(categories && { categoryIds: [...unique.keys()] }),
    ...(pictures && { media: slice.picturesOf(pictures, product, null) }),
    ...(value('status') && { status: value('status') as 'DRAFT' | 'ACTIVE' | 'ARCHIVED' }),
  }
}
