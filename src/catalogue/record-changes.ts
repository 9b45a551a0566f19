import { v7 } from 'uuid'
import type { ProductPayload } from '../domain/feed-event.ts'
import { type AuditSource, insertAuditEntries, type NewAuditEntry } from '../store/audit-entry.ts'
import { appendToOutbox } from '../store/outbox.ts'
import { growProductVersions } from '../store/product.ts'
import type { Tx } from '../store/transaction.ts'
import { wantTranslation } from '../store/translation.ts'

export type { AuditSource } from '../store/audit-entry.ts'

/** A field as people name it (`titleEn`, `price`), with its values as the graph shows them; null: it had or has none. */
export interface FieldChange {
  readonly field: string
  readonly before: string | null
  readonly after: string | null
}

/** One object and what changed of it. A SKU names its product: the product's version and feed follow. */
export type ChangedObject = { readonly id: string; readonly changes: readonly FieldChange[] } & (
  | { readonly type: 'Product' | 'Category' | 'Warehouse' | 'Supplier' | 'PriceRule' }
  | { readonly type: 'Sku'; readonly productId: string }
)

/** Who changed it, and how. */
export interface ChangedBy {
  /** As `actorOf` gives it, or the job's name. */
  readonly actor: string
  readonly source: AuditSource
  readonly at?: Date
}

/**
 * Writes down what a transaction changed: an entry of the audit trail for each field, and for each product that was
 * changed, itself or by its SKUs, one more version and one event of the feed `productChanges`. Call it once, after the
 * rows are written; fields whose value stayed are left out, and nothing happens when none is left.
 */
export async function recordChanges(
  tx: Tx,
  { actor, source, at = new Date() }: ChangedBy,
  objects: readonly ChangedObject[],
): Promise<void> {
  const entries: NewAuditEntry[] = []
  const fieldsOf = new Map<string, Set<string>>()
  const leftShow = new Set<string>()
  for (const object of objects) {
    const changes = object.changes.filter(({ before, after }) => before !== after)
    const productId = object.type === 'Product' ? object.id : object.type === 'Sku' ? object.productId : null
    for (const { field, before, after } of changes) {
      const { type: entityType, id: entityId } = object
      entries.push({ id: v7(), at, actor, source, entityType, entityId, productId, field, before, after })
      if (productId === null) continue
      const fields = fieldsOf.get(productId) ?? new Set()
      fieldsOf.set(productId, fields.add(object.type === 'Sku' ? `skus.${field}` : field))
      if (object.type === 'Product' && field === 'status' && before === 'ACTIVE') leftShow.add(object.id)
    }
  }
  await insertAuditEntries(tx, entries)
  const products = await growProductVersions(tx, [...fieldsOf.keys()], at)
  const events = products.map(
    ({ id, status }): ProductPayload => ({
      topic: 'product',
      productId: id,
      onShow: status === 'ACTIVE' || leftShow.has(id),
      fields: [...(fieldsOf.get(id) ?? [])],
      occurredAt: at.toISOString(),
    }),
  )
  await appendToOutbox(tx, events)
  if (source === 'TRANSLATION') return
  const changed = [...fieldsOf].filter(([, fields]) => [...fields].some(isOfTexts)).map(([id]) => id)
  await wantTranslation(tx, changed.sort())
}

/** Whether what a translation is made of may have changed. A new SKU is known by its code. */
const isOfTexts = (field: string) => /^(skus\.)?(title|description|attributes|code)/.test(field)
