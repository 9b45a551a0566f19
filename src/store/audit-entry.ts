import type { Prisma } from './database.ts'
import type { Tx } from './transaction.ts'

export type NewAuditEntry = Prisma.AuditEntryCreateManyInput & { readonly at: Date }
export type AuditSource = NewAuditEntry['source']

export async function insertAuditEntries(tx: Tx, entries: readonly NewAuditEntry[]): Promise<void> {
  if (entries.length > 0) await tx.auditEntry.createMany({ data: [...entries] })
}
