import { lockCategories } from '../../store/category.ts'
import { addCategories, lockProducts } from '../../store/product.ts'
import { lockSupplier } from '../../store/supplier.ts'
import { lockWarehouses } from '../../store/warehouse.ts'
import { moveSku } from '../archive.ts'
import { insertNewProducts } from '../create-product.ts'
import { type ImportFieldChange, writtenChanges } from '../field-changes.ts'
import type { RowResult } from '../imports/kind.ts'
import { result } from '../imports/take-over-offer.ts'
import { insertNewSkus } from '../new-skus.ts'
import { repriceChanged } from '../prices/reprice.ts'
import { type ChangedObject, recordChanges } from '../record-changes.ts'
import { changeSkus } from '../sku-changes.ts'
import { changeProduct } from '../update-product.ts'
import type { LinePlan, SkuPlan } from './line-plan.ts'
import type { Slice } from './slice.ts'

/**
 * Writes what lines have planned, in about as many statements for many lines as for one, and records it. Locks products by
 * id, then what they refer to, then levels.
 * @returns a result for each @throws Refused; the transaction must be rolled back
 */
export async function writePlans(slice: Slice, plans: readonly LinePlan[]): Promise<RowResult[]> {
  if (plans.length === 0) return []
  const { tx, by } = slice
  const recorded = new Map<LinePlan, ChangedObject[]>(plans.map((plan) => [plan, []]))
  const record = (plan: LinePlan, ...objects: readonly ChangedObject[]) =>
    recorded.get(plan)?.push(...objects)
  await lockProducts(
    tx,
    plans.filter(({ newProduct }) => !newProduct).map(({ productId }) => productId),
  )
  await writeNewProducts(slice, plans, record)
  for (const plan of plans) {
    const { productId: id, productChange } = plan
    if (!productChange) continue
    record(plan, { type: 'Product', id, changes: await changeProduct(tx, slice.deps, productChange) })
  }
  const stock = await writeSkus(slice, plans, record)
  const all = [...recorded.values()].flat()
  await recordChanges(tx, by, all)
  await repriceChanged(tx, all, by)
  return plans.map((plan) => {
    const { outcome, productId, made, sku } = plan
    const changes = (recorded.get(plan) ?? []).flatMap((one) =>
      writtenChanges(one.changes, one.type === 'Sku' ? `${sku?.code}.` : ''),
    )
    return result({ outcome, productId, changes: [...made, ...changes, ...(stock.get(plan) ?? [])] })
  })
}

type Record = (plan: LinePlan, ...objects: readonly ChangedObject[]) => void

async function writeNewProducts(
  { tx, deps }: Slice,
  plans: readonly LinePlan[],
  record: Record,
): Promise<void> {
  const fresh = plans.flatMap((plan) => (plan.newProduct ? [{ plan, ...plan.newProduct }] : []))
  await lockCategories(
    tx,
    fresh.flatMap(({ categoryIds }) =>
      categoryIds.map((id, index) => ({ id, field: ['categoryIds', String(index)] })),
    ),
  )
  const suppliers = new Set(fresh.flatMap(({ product }) => product.row.supplierId ?? []))
  for (const id of [...suppliers].sort()) await lockSupplier(tx, id, ['supplierId'])
  await insertNewProducts(
    tx,
    fresh.map(({ product }) => product),
  )
  await addCategories(
    tx,
    fresh.map(({ product, categoryIds }) => ({ productId: product.row.id, categoryIds })),
  )
  for (const { plan, product, pictures } of fresh) {
    const { id } = product.row
    if (pictures.length > 0)
      await deps.setPictures(tx, { productId: id, sets: [{ skuId: null, pictures }], from: 'PERSON' })
    record(plan, { type: 'Product', id, changes: product.changes })
  }
}

/** @returns what was put on hand for each of the lines */
async function writeSkus(slice: Slice, plans: readonly LinePlan[], record: Record) {
  const { tx } = slice
  const all = plans.flatMap((plan) => (plan.sku ? [{ plan, sku: plan.sku }] : []))
  await insertNewSkus(
    tx,
    all.flatMap(({ sku }) => sku.fresh?.row ?? []),
    () => ['code'],
  )
  const changes = all.flatMap(({ sku }) => sku.change ?? [])
  const changed = new Map((await changeSkus(tx, changes)).map((one) => [one.id, one]))
  for (const { plan, sku } of all) {
    const change = changed.get(sku.id)
    record(plan, ...(sku.fresh?.recorded ?? []), ...(change ? [change] : []))
    await writePictures(slice, plan, sku, record)
  }
  const stock = await openStock(
    slice,
    all.map(({ sku }) => sku),
  )
  for (const { plan, sku } of all)
    if (sku.isActive !== null) record(plan, await moveSku(tx, sku.id, sku.isActive))
  return new Map(all.map(({ plan, sku }) => [plan, stock.get(sku) ?? []]))
}

async function writePictures(
  { tx, deps }: Slice,
  plan: LinePlan,
  { id, pictures }: SkuPlan,
  record: Record,
): Promise<void> {
  if (!pictures) return
  const { productId } = plan
  const sets = [{ skuId: id, pictures: pictures.set }]
  await deps.setPictures(tx, { productId, sets, from: 'PERSON', field: ['sku_pictures'] })
  record(plan, { type: 'Sku', id, productId, changes: [pictures.change] })
}

/** Opening stock of SKUs, in each warehouse that never had any of them; the products are locked. */
async function openStock(
  { tx, deps, by }: Slice,
  skus: readonly SkuPlan[],
): Promise<ReadonlyMap<SkuPlan, ImportFieldChange[]>> {
  const known = skus.filter(({ fresh, stock }) => !fresh && stock.length > 0)
  const levels =
    known.length === 0
      ? []
      : await tx.stockLevel.findMany({
          where: { skuId: { in: known.map(({ id }) => id) } },
          select: { skuId: true, warehouseId: true },
        })
  const there = new Set(levels.map(({ skuId, warehouseId }) => `${skuId} ${warehouseId}`))
  const wanted = skus.flatMap((sku) =>
    sku.stock.flatMap((one) => (there.has(`${sku.id} ${one.warehouseId}`) ? [] : [{ sku, ...one }])),
  )
  await lockWarehouses(
    tx,
    wanted.map(({ warehouseId, field }) => ({ id: warehouseId, field })),
  )
  await deps.openStock(tx, wanted, by.actor)
  const opened = new Map<SkuPlan, ImportFieldChange[]>(skus.map((sku) => [sku, []]))
  for (const { sku, column, quantity } of wanted)
    opened.get(sku)?.push({
      field: `${sku.code}.${column}`,
      before: null,
      after: String(quantity),
      keptByHand: false,
    })
  return opened
}
