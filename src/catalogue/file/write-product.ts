import { BASE_CURRENCY } from '../../domain/exchange-rate.ts'
import { lockProduct } from '../../store/product.ts'
import { makeProduct } from '../create-product.ts'
import { type ImportFieldChange, writtenChanges } from '../field-changes.ts'
import type { RowResult } from '../imports/kind.ts'
import { result } from '../imports/take-over-offer.ts'
import type { ProductTexts } from '../new-skus.ts'
import { repriceChanged } from '../prices/reprice.ts'
import { type ChangedObject, recordChanges } from '../record-changes.ts'
import { titlesOf } from '../texts.ts'
import { changeProduct } from '../update-product.ts'
import { BadCell } from './columns.ts'
import { differing, type FileRow, type NewCell, type Problems, textsIn, valueIn } from './file-row.ts'
import type { Slice } from './slice.ts'
import { type ProductState, productCell, type SkuState, skuCell } from './state.ts'
import { writeSku } from './write-sku.ts'

/** Defaults of a new SKU. */
const OF_NEW_SKU: Readonly<Record<string, string>> = {
  min_order_quantity: '1',
  buy_to_order: 'no',
  sku_status: 'ACTIVE',
}

/** Makes or changes the product of a line and its SKU. */
export async function writeProduct(slice: Slice, row: FileRow, problems: Problems): Promise<RowResult> {
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
    (column) => (product ? productCell(product, column, deps.shownAt) : ''),
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
              ? skuCell(sku, product, column, deps.shownAt)
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
  const cells = newOfProduct(slice, told, product, problems)
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
  return slice.apart(() => write(slice, row, product, sku, cells, ofSku))
}

async function write(
  slice: Slice,
  row: FileRow,
  product: ProductState | undefined,
  sku: SkuState | undefined,
  cells: readonly NewCell[],
  ofSku: readonly NewCell[],
): Promise<RowResult> {
  const { tx, by } = slice
  const made: ImportFieldChange[] = []
  const recorded: ChangedObject[] = []
  let texts: ProductTexts
  if (product) {
    await lockProduct(tx, product.id)
    texts = { ...product, titles: titlesOf(product.texts) }
    if (cells.length > 0) {
      const input = await productInput(slice, cells, product, made)
      const changes = await changeProduct(tx, slice.deps, { id: product.id, ...input })
      recorded.push({ type: 'Product', id: product.id, changes })
    }
  } else {
    const { status = 'ACTIVE', ...input } = await productInput(slice, cells, product, made)
    const { changes, ...one } = await makeProduct(tx, slice.deps, {
      ...input,
      handle: row.product ?? null,
      status: status === 'ARCHIVED' ? 'DRAFT' : status,
    })
    texts = one
    slice.made.add(one.id)
    recorded.push({ type: 'Product', id: one.id, changes })
    if (status === 'ARCHIVED') {
      const archived = await changeProduct(tx, slice.deps, { id: one.id, status })
      recorded.push({ type: 'Product', id: one.id, changes: archived })
    }
  }
  const isNewSku = row.sku !== undefined && !sku
  const stock: ImportFieldChange[] = []
  if (row.sku !== undefined) {
    recorded.push(...(await writeSku(slice, row.sku, texts, sku, product, ofSku, stock)))
  }
  await recordChanges(tx, by, recorded)
  await repriceChanged(tx, recorded, by)
  const code = row.sku ?? ''
  const changes = recorded.flatMap((one) => writtenChanges(one.changes, one.type === 'Sku' ? `${code}.` : ''))
  return result({
    outcome: product && !isNewSku ? 'UPDATED' : 'CREATED',
    changes: [...made, ...changes, ...stock],
    productId: texts.id,
  })
}

/** Cells of the product that differ. Categories are compared by their paths. */
function newOfProduct(
  slice: Slice,
  told: readonly NewCell[],
  product: ProductState | undefined,
  problems: Problems,
): NewCell[] {
  return told.filter(({ column, value }) => {
    if (column.kind.name === 'supplier') {
      const found = slice.suppliers.get(value)
      if (!found)
        problems.add('supplier', value, 'is the key of no supplier: make it with createSupplier first')
      else if (found.archived) problems.add('supplier', value, 'is archived')
    }
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
  cells: readonly NewCell[],
  product: ProductState | undefined,
  made: ImportFieldChange[],
) {
  const value = valueIn(cells)
  const supplier = value('supplier')
  const categories = value('categories')
  const pictures = value('pictures')
  const named = categories === undefined ? [] : await slice.tree.ensure(slice.tx, categories, slice.by, made)
  return {
    titles: textsIn(cells, 'title'),
    descriptions: textsIn(cells, 'description'),
    ...(value('brand') && { brand: value('brand') }),
    ...(supplier && { supplierId: slice.suppliers.get(supplier)?.id }),
    ...(categories && { categoryIds: [...new Set(named.map(({ id }) => id))] }),
    ...(pictures && { media: slice.picturesOf(pictures, product, null) }),
    ...(value('status') && { status: value('status') as 'DRAFT' | 'ACTIVE' | 'ARCHIVED' }),
  }
}
