import type { Tx } from '../../store/transaction.ts'
import type { EditorDeps } from '../deps.ts'
import type { ChangedBy } from '../record-changes.ts'
import { CategoryTree } from './category-tree.ts'
import { picturesOf } from './columns.ts'
import type { FileRow, NewCell } from './file-row.ts'
import type { Column } from './header.ts'
import { PRODUCT, type ProductState, type ShownAt, SKU, type SkuState } from './state.ts'
import { type Named, named, Suppliers } from './suppliers.ts'

export interface FileDeps extends Pick<EditorDeps, 'setPictures' | 'openStock'> {
  readonly shownAt: ShownAt
  /** Why the picture at this address can't be taken; the text continues after the address. Null: it can. */
  readonly pictureProblem: (tx: Tx, address: string) => Promise<string | null>
}

/** Of which transaction and import a slice is. */
export interface SliceOf {
  readonly tx: Tx
  readonly deps: FileDeps
  readonly columns: readonly Column[]
  readonly by: ChangedBy
  /** Collects ids of products that this transaction makes. */
  readonly made: Set<string>
}

/** Objects of the lines of one transaction, read for all of them at once. */
export class Slice {
  readonly tx: Tx
  readonly deps: FileDeps
  readonly columns: readonly Column[]
  readonly by: ChangedBy
  readonly suppliers: Suppliers
  readonly warehouses: ReadonlyMap<string, Named>
  readonly tree: CategoryTree
  private readonly made: Set<string>
  private readonly products = new Map<string, ProductState>()
  private readonly byHandle = new Map<string, ProductState>()
  private readonly skus = new Map<string, SkuState>()
  /** Cells that waiting lines will write, by the id of their object. */
  private readonly told = new Map<string, Map<string, string>>()

  private constructor(of: SliceOf, found: Pick<Slice, 'suppliers' | 'warehouses' | 'tree'>) {
    this.tx = of.tx
    this.deps = of.deps
    this.columns = of.columns
    this.by = of.by
    this.made = of.made
    this.suppliers = found.suppliers
    this.warehouses = found.warehouses
    this.tree = found.tree
  }

  static async read(of: SliceOf, rows: readonly FileRow[]): Promise<Slice> {
    const { tx, columns } = of
    const codes = columns.flatMap(({ kind, part }) => (kind.name === 'opening_stock' ? [part] : []))
    const warehouses = await tx.warehouse.findMany({ where: { code: { in: codes } } })
    const slice = new Slice(of, {
      suppliers: await Suppliers.read(tx, new Set(rows.flatMap(({ cells }) => cells.supplier ?? []))),
      warehouses: new Map(warehouses.map(({ code, ...one }) => [code, named(one)])),
      tree: await CategoryTree.read(tx),
    })
    await slice.load(rows)
    return slice
  }

  product(handle: string | undefined): ProductState | undefined {
    return handle === undefined ? undefined : this.byHandle.get(handle)
  }

  productOf({ productId }: SkuState): ProductState | undefined {
    return this.products.get(productId)
  }

  sku(code: string | undefined): SkuState | undefined {
    return code === undefined ? undefined : this.skus.get(code)
  }

  /** The cell as a waiting line will write it; undefined: none writes it. */
  toldOf(id: string, column: Column): string | undefined {
    return this.told.get(id)?.get(column.name)
  }

  /** True if a waiting line is about the object. */
  isAwaited(id: string): boolean {
    return this.told.has(id)
  }

  /** A line that waits is about the object, and will write these cells of it. */
  tell(id: string, cells: readonly NewCell[]): void {
    const told = this.told.get(id) ?? new Map<string, string>()
    for (const { column, value } of cells) told.set(column.name, value)
    this.told.set(id, told)
  }

  /** The product as lines below find it. @param handle undefined: it gets one when it is written */
  keepProduct(product: ProductState, handle: string | undefined): void {
    this.products.set(product.id, product)
    if (handle !== undefined) this.byHandle.set(handle, product)
  }

  /** The same of a product that is new. */
  keepNewProduct(product: ProductState, handle: string | undefined): void {
    this.made.add(product.id)
    this.keepProduct(product, handle)
  }

  keepSku(sku: SkuState): void {
    this.skus.set(sku.code, sku)
  }

  /** Pictures of a cell, with the words of those that stay. @param skuId null: the product's own */
  picturesOf(cell: string, product: Pick<ProductState, 'media'> | undefined, skuId: string | null) {
    const { shownAt } = this.deps
    return picturesOf(cell).map((url) => {
      const before = product?.media.find((one) => one.skuId === skuId && shownAt(one) === url)
      return { url, alt: before?.alt ?? null }
    })
  }

  /** Reads again what these lines are about; no line waits. */
  async reload(rows: readonly FileRow[]): Promise<void> {
    this.told.clear()
    await this.load(rows)
  }

  private async load(rows: readonly FileRow[]): Promise<void> {
    const { tx } = this
    const codes = rows.flatMap(({ sku }) => sku ?? [])
    const skus = await tx.sku.findMany({ where: { code: { in: codes } }, select: SKU })
    for (const sku of skus) this.keepSku(sku)
    const products = await tx.product.findMany({
      where: {
        OR: [
          { handle: { in: rows.flatMap(({ product }) => product ?? []) } },
          { id: { in: skus.map(({ productId }) => productId) } },
        ],
      },
      select: PRODUCT,
    })
    for (const product of products) this.keepProduct(product, product.handle)
  }
}
