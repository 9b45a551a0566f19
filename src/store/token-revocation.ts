import type { Database, PrismaClient } from './database.ts'

/** Told on this channel at each change: every process reads the list again. */
export const REVOCATION_CHANNEL = 'token_revocation'
/** How long a revocation stays as a record after the tokens that it is about are over. */
const KEPT_DAYS = 365

export interface RevocationRow {
  readonly tokenId: string | null
  readonly subject: string | null
  readonly issuedBefore: Date | null
  readonly expiresAt: Date
}

/** Those that are in force. Not by Prisma: this is read in the background of every gateway. */
export async function readRevocations({ jobs }: Pick<Database, 'jobs'>): Promise<RevocationRow[]> {
  const { rows } = await jobs.executeSql(
    `SELECT token_id AS "tokenId", subject, issued_before AS "issuedBefore", expires_at AS "expiresAt"
     FROM token_revocation WHERE expires_at > now()`,
  )
  return rows as RevocationRow[]
}

/** Gives the id. Who listens hears of it when it is committed. */
export function recordRevocation(
  prisma: PrismaClient,
  row: Partial<RevocationRow> & { expiresAt: Date; reason: string; revokedBy: string },
): Promise<string> {
  return prisma.$transaction(async (tx) => {
    const { id } = await tx.tokenRevocation.create({ data: row, select: { id: true } })
    await tx.$executeRaw`SELECT pg_notify(${REVOCATION_CHANNEL}, '')`
    return id
  })
}

/** Records that have been over for long are forgotten. */
export async function forgetRevocations({ jobs }: Pick<Database, 'jobs'>): Promise<void> {
  await jobs.executeSql(
    `DELETE FROM token_revocation WHERE expires_at < now() - $1::int * interval '1 day'`,
    [KEPT_DAYS],
  )
}
