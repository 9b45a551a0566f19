import { Refused } from '../domain/user-error.ts'
import type { Tx } from './transaction.ts'

/** Locks it against archiving until the transaction ends. @returns its key @throws Refused NOT_FOUND that names `field` */
export async function lockSupplier(tx: Tx, id: string, field: readonly string[]): Promise<string> {
  const [row] = await tx.$queryRaw<{ key: string; archived: boolean }[]>`
    SELECT key, archived_at IS NOT NULL AS archived FROM supplier WHERE id = ${id} FOR SHARE`
  if (row && !row.archived) return row.key
  const message = row ? `The supplier ${row.key} is archived.` : 'There is no such supplier.'
  throw new Refused('NOT_FOUND', field, `${field.join('.')}: ${message}`)
}
