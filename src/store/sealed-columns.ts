import type { PrismaClient } from './database.ts'
import { Prisma } from './generated/client.ts'
import { type SecretBox, sealHeader } from './secret-box.ts'

/** All columns with sealed values: a rotation skips any that is missing here (sealed-columns.test.ts compares). */
export const SEALED_COLUMNS = [
  { table: 'shop', id: 'id', column: 'access_token' },
  { table: 'shop', id: 'id', column: 'refresh_token' },
  { table: 'order', id: 'id', column: 'shipping_address' },
  { table: 'supplier', id: 'id', column: 'webhook_secret' },
  { table: 'oauth_state', id: 'state_hash', column: 'verifier' },
] as const

export type SealedColumn = (typeof SEALED_COLUMNS)[number]

const name = (text: string) => Prisma.raw(`"${text}"`)
const HEADER_BYTES = 5

/** Values of a column by the key that opens them: how many with the first, with one of the others, with none. */
export async function countSealed(
  prisma: PrismaClient,
  { table, column }: SealedColumn,
  keys: readonly Buffer[],
): Promise<{ readonly current: number; readonly old: number; readonly unknown: number }> {
  const rows = await prisma.$queryRaw<{ header: Uint8Array; values: number }[]>`
    SELECT substring(${name(column)} FROM 1 FOR ${HEADER_BYTES}) AS header, count(*)::int AS values
    FROM ${name(table)} WHERE ${name(column)} IS NOT NULL GROUP BY 1`
  const counts = { current: 0, old: 0, unknown: 0 }
  for (const { header, values } of rows) {
    const place = keys.findIndex((key) => sealHeader(key).equals(header))
    counts[place === 0 ? 'current' : place > 0 ? 'old' : 'unknown'] += values
  }
  return counts
}

/** Outcome of one batch; the next one continues at `after`, null when there is none. */
export interface Resealed {
  readonly resealed: number
  /** Changed by somebody else meanwhile: sealed by them. */
  readonly overtaken: number
  /** Ids of values that none of the keys opens; they stay as they are. */
  readonly unopened: readonly string[]
  readonly after: string | null
}

/**
 * Seals up to `limit` values with the present key that another one sealed, by id from `after` on. Each is replaced
 * only if it is still what was read, so that a token refreshed at the same moment is not put back. Finished rows are
 * not read again: it may be interrupted and restarted.
 */
export async function resealBatch(
  prisma: PrismaClient,
  { table, id, column }: SealedColumn,
  box: SecretBox,
  currentKey: Buffer,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<Resealed> {
  const header = Uint8Array.from(sealHeader(currentKey))
  const rows = await prisma.$queryRaw<{ id: string; sealed: Uint8Array }[]>`
    SELECT ${name(id)} AS id, ${name(column)} AS sealed FROM ${name(table)}
    WHERE ${name(column)} IS NOT NULL AND substring(${name(column)} FROM 1 FOR ${HEADER_BYTES}) <> ${header}
      AND ${name(id)} > ${after}
    ORDER BY ${name(id)} LIMIT ${limit}`
  const unopened: string[] = []
  const fresh = rows.flatMap((row) => {
    const text = opened(box, row.sealed)
    if (text === null) unopened.push(row.id)
    return text === null ? [] : [Prisma.sql`(${row.id}, ${row.sealed}::bytea, ${box.seal(text)}::bytea)`]
  })
  const resealed =
    fresh.length === 0
      ? 0
      : await prisma.$executeRaw`
        UPDATE ${name(table)} SET ${name(column)} = fresh.sealed
        FROM (VALUES ${Prisma.join(fresh)}) AS fresh (id, was, sealed)
        WHERE ${name(table)}.${name(id)} = fresh.id AND ${name(table)}.${name(column)} = fresh.was`
  return {
    resealed,
    overtaken: fresh.length - resealed,
    unopened,
    after: rows.length === limit ? (rows.at(-1)?.id ?? null) : null,
  }
}

function opened(box: SecretBox, sealed: Uint8Array): string | null {
  try {
    return box.open(sealed)
  } catch {
    return null
  }
}
