import { stringify } from 'csv-stringify/sync'
import { safeCell } from '../../domain/csv/cells.ts'
import { Refused } from '../../domain/user-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { languagesInUse, type SkuLine, skuLines } from '../../store/file-line.ts'
import { localeOf } from '../localized-input.ts'
import { type Column, columnsFor, readHeader } from './header.ts'
import {
  type CategoryState,
  categoryCell,
  PRODUCT,
  productCell,
  readCategories,
  type ShownAt,
  SKU,
  skuCell,
} from './state.ts'

const LANGUAGES = ['zh', 'en'] as const

/** Columns for the present catalogue: its languages and warehouses have some. */
export async function tableParts(prisma: PrismaClient) {
  const further = await languagesInUse(prisma)
  const warehouses = await prisma.warehouse.findMany({
    where: { archivedAt: null },
    orderBy: { code: 'asc' },
    select: { code: true },
  })
  const languages = [...LANGUAGES, ...further.filter((one) => one !== 'zh' && one !== 'en')]
  return { languages, warehouses: warehouses.map(({ code }) => code) }
}

/** An empty file, which spreadsheets open as UTF-8 for its mark. Languages that are none are left out. */
export function templateText(languages: readonly string[], warehouses: readonly string[]): string {
  const known = languages.map(localeOf).filter((one) => one !== null)
  const columns = columnsFor([...new Set([...LANGUAGES, ...known])], [...new Set(warehouses)])
  return stringify([columns.map(({ name }) => safeCell(name))], { bom: true, record_delimiter: 'windows' })
}

/** One line of the file, and where to go on after it. */
export interface TableLine {
  readonly cells: readonly string[]
  readonly cursor: string
}

/** After which line a page begins: a category by its number, or a SKU. */
type Place = { readonly category: number } | SkuLine

/**
 * A page of the catalogue as lines of the file: categories first, parents before their children, then SKUs by product.
 * Cells of the product are only in its first line.
 * @param names of the columns; null: all
 * @param after cursor of a line; null: from the first
 * @throws Refused that names a column that is none, or the cursor
 */
export async function tablePage(
  { prisma, shownAt }: { readonly prisma: PrismaClient; readonly shownAt: ShownAt },
  names: readonly string[] | null,
  after: string | null,
  limit: number,
): Promise<{ columns: readonly string[]; lines: readonly TableLine[]; hasNext: boolean }> {
  const columns = await columnsOf(prisma, names)
  const place = after === null ? { category: -1 } : placeOf(after)
  const lines: TableLine[] = []
  if ('category' in place) {
    const categories = inOrder(await readCategories(prisma))
    const slugs = new Map(categories.map(({ id, slug }) => [id, slug]))
    for (const [index, category] of categories.entries())
      if (index > place.category && lines.length <= limit)
        lines.push({
          cells: columns.map((column) => categoryCell(category, column, (id) => slugs.get(id))),
          cursor: `c:${index}`,
        })
  }
  if (lines.length <= limit) {
    const from = 'category' in place ? null : place
    const found = await skuLines(prisma, from, limit + 1 - lines.length)
    lines.push(...(await cellsOf(prisma, shownAt, columns, found, from)))
  }
  return {
    columns: columns.map(({ name }) => name),
    lines: lines.slice(0, limit),
    hasNext: lines.length > limit,
  }
}

async function columnsOf(prisma: PrismaClient, names: readonly string[] | null): Promise<Column[]> {
  if (names === null) {
    const { languages, warehouses } = await tableParts(prisma)
    return columnsFor(languages, warehouses)
  }
  const read = readHeader(names)
  if ('problems' in read) throw new Refused('INVALID_INPUT', ['columns'], read.problems.join(' '))
  return read.columns.filter((column) => column !== null)
}

async function cellsOf(
  prisma: PrismaClient,
  shownAt: ShownAt,
  columns: readonly Column[],
  lines: readonly SkuLine[],
  before: SkuLine | null,
): Promise<TableLine[]> {
  const ids = [...new Set(lines.map(({ productId }) => productId))]
  const products = await prisma.product.findMany({ where: { id: { in: ids } }, select: PRODUCT })
  const skuIds = lines.flatMap(({ skuId }) => skuId ?? [])
  const skus = await prisma.sku.findMany({ where: { id: { in: skuIds } }, select: SKU })
  const productOf = new Map(products.map((one) => [one.id, one]))
  const skuOf = new Map(skus.map((one) => [one.id, one]))
  let last = before?.productId ?? null
  return lines.flatMap(({ productId, skuId }): TableLine[] => {
    const product = productOf.get(productId)
    const sku = skuOf.get(skuId ?? '')
    if (!product) return []
    const isFirst = productId !== last
    last = productId
    const cells = columns.map((column) => {
      const { about, name } = column.kind
      if (about === 'sku') return sku ? skuCell(sku, product, column, shownAt) : ''
      return isFirst || name === 'handle' ? productCell(product, column, shownAt) : ''
    })
    return [{ cells, cursor: `s:${productId}:${skuId ?? ''}` }]
  })
}

/** Parents before their children, without archived ones. */
function inOrder(all: readonly CategoryState[]): CategoryState[] {
  const parents = new Map(all.map(({ id, parentId }) => [id, parentId]))
  const depth = (id: string | null): number => (id === null ? 0 : 1 + depth(parents.get(id) ?? null))
  return all
    .filter(({ archivedAt }) => archivedAt === null)
    .map((one) => ({ one, at: depth(one.id) }))
    .sort((a, b) => a.at - b.at || (a.one.slug < b.one.slug ? -1 : 1))
    .map(({ one }) => one)
}

function placeOf(cursor: string): Place {
  const [, category, productId, skuId] =
    /^(?:c:(\d{1,7})|s:([\w-]{1,100}):([\w-]{0,100}))$/.exec(cursor) ?? []
  if (category !== undefined) return { category: Number(category) }
  if (productId === undefined) throw new Refused('INVALID_INPUT', ['after'], 'is not a cursor of this list')
  return { productId, skuId: skuId || null }
}
