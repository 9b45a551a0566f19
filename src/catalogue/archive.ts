import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import { type DatedType, lockDated, setArchivedAt } from '../store/archived.ts'
import { lockTree } from '../store/category.ts'
import type { PrismaClient } from '../store/database.ts'
import { lockProduct } from '../store/product.ts'
import { lockSkus } from '../store/sku.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import {
  type Dependent,
  openOfCategory,
  openOfPriceRule,
  openOfSkus,
  openOfSupplier,
  openOfWarehouse,
} from '../store/what-depends.ts'
import { type ChangedObject, recordChanges } from './record-changes.ts'

export const ARCHIVABLE = ['Product', 'Sku', 'Category', 'Warehouse', 'Supplier', 'PriceRule'] as const
export type Archivable = (typeof ARCHIVABLE)[number]

/**
 * Archives something, or restores it. Nothing is deleted: references to it stay. Refused while
 * something open depends on it, which the message names. Repeated, it changes nothing. @returns its id
 */
export function archive(
  prisma: PrismaClient,
  { type, id, restore }: { readonly type: Archivable; readonly id: string; readonly restore: boolean },
  actor: string,
): Promise<Outcome<string>> {
  return outcome(() =>
    transaction(prisma, async (tx) => {
      if (type === 'Product') await moveProduct(tx, id, restore, actor)
      else if (type === 'Sku')
        await recordChanges(tx, { actor, source: 'PERSON' }, [await moveSku(tx, id, restore)])
      else await moveDated(tx, type, id, restore, actor)
      return id
    }),
  )
}

/** @throws Refused INVALID_TRANSITION that names what needs it */
export async function refuseWhileNeeded(
  tx: Tx,
  type: Archivable,
  id: string,
  field: readonly string[],
): Promise<void> {
  const open = await openOf(tx, type, id)
  if (open.length === 0) return
  const what = open.map(({ what, count, names }) => {
    const more = count > names.length ? ', …' : ''
    return `${count} ${what} (${names.join(', ')}${more})`
  })
  throw new Refused('INVALID_TRANSITION', field, `It is still needed by: ${what.join('; ')}.`)
}

async function openOf(tx: Tx, type: Archivable, id: string): Promise<Dependent[]> {
  switch (type) {
    case 'Product':
      return openOfSkus(tx, await lockSkus(tx, id, null))
    case 'Sku':
      return openOfSkus(tx, [id])
    case 'Category':
      return openOfCategory(tx, id)
    case 'Warehouse':
      return openOfWarehouse(tx, id)
    case 'Supplier':
      return openOfSupplier(tx, id)
    case 'PriceRule':
      return openOfPriceRule(tx, id)
  }
}

const notFound = (type: Archivable) =>
  new Refused('NOT_FOUND', ['id'], `id: There is no such ${NAMES[type]}.`)
const NAMES: Readonly<Record<Archivable, string>> = {
  Product: 'product',
  Sku: 'SKU',
  Category: 'category',
  Warehouse: 'warehouse',
  Supplier: 'supplier',
  PriceRule: 'price rule',
}

async function moveProduct(tx: Tx, id: string, restore: boolean, actor: string): Promise<void> {
  const product = await lockProduct(tx, id)
  if (!product) throw notFound('Product')
  const before = product.status
  if ((before === 'ARCHIVED') !== restore) return
  if (!restore) await refuseWhileNeeded(tx, 'Product', id, ['id'])
  const after = restore ? await statusBefore(tx, id) : 'ARCHIVED'
  await tx.product.update({
    where: { id },
    data: { status: after, archivedAt: restore ? null : new Date() },
    select: { id: true },
  })
  const changes = [{ field: 'status', before, after }]
  await recordChanges(tx, { actor, source: 'PERSON' }, [{ type: 'Product', id, changes }])
}

/** State at the time of archiving. */
async function statusBefore(tx: Tx, id: string): Promise<'DRAFT' | 'ACTIVE'> {
  const entry = await tx.auditEntry.findFirst({
    where: { entityType: 'Product', entityId: id, field: 'status', after: 'ARCHIVED' },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
  })
  return entry?.before === 'ACTIVE' ? 'ACTIVE' : 'DRAFT'
}

/** Takes a SKU out of use, or back into it. @returns what to record @throws Refused */
export async function moveSku(tx: Tx, id: string, restore: boolean): Promise<ChangedObject> {
  const found = await tx.sku.findUnique({ where: { id }, select: { productId: true } })
  if (!found) throw notFound('Sku')
  const { productId } = found
  await lockProduct(tx, productId)
  await lockSkus(tx, productId, id)
  const { status: before } = await tx.sku.findUniqueOrThrow({ where: { id }, select: { status: true } })
  if ((before === 'ARCHIVED') !== restore) return { type: 'Sku', id, productId, changes: [] }
  if (!restore) await refuseWhileNeeded(tx, 'Sku', id, ['id'])
  const after = restore ? 'ACTIVE' : 'ARCHIVED'
  await tx.sku.update({ where: { id }, data: { status: after }, select: { id: true } })
  return { type: 'Sku', id, productId, changes: [{ field: 'status', before, after }] }
}

async function moveDated(
  tx: Tx,
  type: DatedType,
  id: string,
  restore: boolean,
  actor: string,
): Promise<void> {
  if (type === 'Category') {
    await lockTree(tx)
    if (restore) await refuseBelowArchived(tx, id)
  }
  const before = await lockDated(tx, type, id)
  if (!before) throw notFound(type)
  if ((before.archivedAt !== null) !== restore) return
  if (!restore) await refuseWhileNeeded(tx, type, id, ['id'])
  await setArchivedAt(tx, type, id, restore ? null : new Date())
  const word = (archived: boolean) => (archived ? 'true' : 'false')
  const changes = [{ field: 'archived', before: word(restore), after: word(!restore) }]
  await recordChanges(tx, { actor, source: 'PERSON' }, [{ type, id, changes }])
}

/** A category on show below one that is not could be reached from nowhere. */
async function refuseBelowArchived(tx: Tx, id: string): Promise<void> {
  const row = await tx.category.findUnique({ where: { id }, select: { parent: true } })
  if (row?.parent?.archivedAt)
    throw new Refused(
      'INVALID_TRANSITION',
      ['id'],
      `Its parent ${row.parent.slug} is archived: restore that first.`,
    )
}
