import { Refused } from '../domain/user-error.ts'
import type { Tx } from './transaction.ts'

/** Locks them against archiving until the transaction ends. @throws Refused NOT_FOUND, an error for each missing one */
export async function lockWarehouses(
  tx: Tx,
  wanted: readonly { readonly id: string; readonly field: readonly string[] }[],
): Promise<void> {
  if (wanted.length === 0) return
  const rows = await tx.$queryRaw<{ id: string; archived: boolean }[]>`
    SELECT id, archived_at IS NOT NULL AS archived FROM warehouse
    WHERE id = ANY(${wanted.map(({ id }) => id)}::text[]) ORDER BY id FOR SHARE`
  const archived = new Map(rows.map((row) => [row.id, row.archived]))
  const errors = wanted.flatMap(({ id, field }) => {
    if (archived.get(id) === false) return []
    const message = archived.has(id) ? 'This warehouse is archived.' : 'There is no such warehouse.'
    return [{ code: 'NOT_FOUND' as const, field, message: `${field.join('.')}: ${message}` }]
  })
  if (errors.length > 0) throw new Refused(errors)
}
