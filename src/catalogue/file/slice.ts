import { apart, type Tx } from '../../store/transaction.ts'
import type { EditorDeps } from '../deps.ts'
import type { ChangedBy } from '../record-changes.ts'
import { CategoryTree } from './category-tree.ts'
import { picturesOf } from './columns.ts'
import type { FileRow } from './file-row.ts'
import type { Column } from './header.ts'
import { addressOf, PRODUCT, type ProductState, type ShownAt, SKU, type SkuState } from './state.ts'

export interface FileDeps extends Pick<EditorDeps, 'setPictures' | 'openStock'> {
  readonly shownAt: ShownAt
}

interface Named {
  readonly id: string
  readonly archived: boolean
}

/** Objects of the lines of one transaction, read for all of them at once. */
export class Slice {
  readonly tx: Tx
  readonly deps: FileDeps
  readonly columns: readonly Column[]
  readonly by: ChangedBy
  readonly suppliers: ReadonlyMap<string, Named>
  readonly warehouses: ReadonlyMap<string, Named>
  /** Ids of products that this transaction has made. */
  readonly made = new Set<string>()
  tree: CategoryTree
  private readonly products = new Map<string, ProductState>()
  private readonly skus = new Map<string, SkuState>()

  private constructor(
    tx: Tx,
    deps: FileDeps,
    columns: readonly Column[],
    by: ChangedBy,
    found: Pick<Slice, 'suppliers' | 'warehouses' | 'tree'>,
  ) {
    this.tx = tx
    this.deps = deps
    this.columns = columns
    this.by = by
    this.suppliers = found.suppliers
    this.warehouses = found.warehouses
    this.tree = found.tree
  }

  static async read(
    tx: Tx,
    deps: FileDeps,
    columns: readonly Column[],
    by: ChangedBy,
    rows: readonly FileRow[],
  ): Promise<Slice> {
    const keys = new Set(rows.flatMap(({ cells }) => cells.supplier ?? []))
    const suppliers = await tx.supplier.findMany({ where: { key: { in: [...keys] } } })
    const codes = columns.flatMap(({ kind, part }) => (kind.name === 'opening_stock' ? [part] : []))
    const warehouses = await tx.warehouse.findMany({ where: { code: { in: codes } } })
    const slice = new Slice(tx, deps, columns, by, {
      suppliers: new Map(suppliers.map(({ key, ...one }) => [key, named(one)])),
      warehouses: new Map(warehouses.map(({ code, ...one }) => [code, named(one)])),
      tree: await CategoryTree.read(tx),
    })
    await slice.load(rows)
    return slice
  }

  product(handle: string | undefined): ProductState | undefined {
    return handle === undefined ? undefined : this.products.get(handle)
  }

  productOf({ productId }: SkuState): ProductState | undefined {
    return [...this.products.values()].find(({ id }) => id === productId)
  }

  sku(code: string | undefined): SkuState | undefined {
    return code === undefined ? undefined : this.skus.get(code)
  }

  /** Writes one line: when it is refused, the others go on. */
  async apart<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await apart(this.tx, work)
    } catch (error) {
      this.tree = await CategoryTree.read(this.tx)
      throw error
    }
  }

  /** Pictures of a cell, with the words of those that stay. @param skuId null: the product's own */
  picturesOf(cell: string, product: Pick<ProductState, 'media'> | undefined, skuId: string | null) {
    const { shownAt } = this.deps
    return picturesOf(cell).map((url) => {
      const before = product?.media.find((one) => one.skuId === skuId && addressOf(one, shownAt) === url)
      return { url, alt: before?.alt ?? null }
    })
  }

  /** Reads again what these lines are about. */
  async load(rows: readonly FileRow[]): Promise<void> {
    const { tx } = this
    const skus = await tx.sku.findMany({
      where: { code: { in: rows.flatMap(({ sku }) => sku ?? []) } },
      include: SKU,
    })
    for (const sku of skus) this.skus.set(sku.code, sku)
    const products = await tx.product.findMany({
      where: {
        OR: [
          { handle: { in: rows.flatMap(({ product }) => product ?? []) } },
          { id: { in: skus.map(({ productId }) => productId) } },
        ],
      },
      include: PRODUCT,
    })
    for (const product of products) this.products.set(product.handle, product)
  }
}

const named = ({ id, archivedAt }: { id: string; archivedAt: Date | null }): Named => ({
  id,
  archived: archivedAt !== null,
})
