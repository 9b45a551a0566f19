import type { Prisma } from './database.ts'
import type { Tx } from './transaction.ts'

export type NewAuditEntry = Prisma.AuditEntryCreateManyInput & { readonly id: string; readonly at: Date }
export type AuditSource = NewAuditEntry['source']

/** A parameter for each column: thousands of rows of ten parameters each would take several statements. */
export async function insertAuditEntries(tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> {
  if (entries.length === 0) return
  const all = <Name extends keyof NewAuditEntry>(name: Name) => entries.map((one) => one[name] ?? null)
  await tx.$executeRaw`
    INSERT INTO audit_entry (id, at, actor, source, entity_type, entity_id, product_id, field, before, after)
    SELECT id, at, actor, source::"AuditSource", type, entity, product, field, before, after
    FROM unnest(${all('id')}::text[], ${entries.map(({ at }) => at.toISOString())}::timestamptz[],
      ${all('actor')}::text[], ${all('source')}::text[], ${all('entityType')}::text[], ${all('entityId')}::text[],
      ${all('productId')}::text[], ${all('field')}::text[], ${all('before')}::text[], ${all('after')}::text[])
      AS entry (id, at, actor, source, type, entity, product, field, before, after)`
}
