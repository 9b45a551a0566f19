import { createHash } from 'node:crypto'
import { Refused } from '../domain/user-error.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export interface IdempotentRequest {
  /** Who asks: keys of different actors never meet. */
  actor: string
  key: string
  operation: string
  input: unknown
}

/**
 * Runs `work` once per (actor, key), in the transaction of its change. A repetition, at once or
 * months later (as long as keys are kept), gets the first answer; a parallel one waits for the first to commit. A request that fails
 * leaves no record, so the key may be used again for another try.
 * @throws Refused IDEMPOTENCY_MISMATCH when the key was used for something else
 */
export async function idempotent<T extends Prisma.InputJsonValue>(
  tx: Tx,
  request: IdempotentRequest,
  work: () => Promise<T>,
): Promise<T> {
  const { actor, key, operation } = request
  const inputHash = createHash('sha256').update(canonicalJson(request.input)).digest('hex')
  const inserted = await tx.$executeRaw`
    INSERT INTO idempotency_record (actor, key, operation, input_hash, response)
    VALUES (${actor}, ${key}, ${operation}, ${inputHash}, 'null'::jsonb) ON CONFLICT DO NOTHING`
  if (inserted === 0) {
    const first = await tx.idempotencyRecord.findUniqueOrThrow({ where: { actor_key: { actor, key } } })
    if (first.operation !== operation || first.inputHash !== inputHash)
      throw new Refused(
        'IDEMPOTENCY_MISMATCH',
        ['idempotencyKey'],
        `The key ${JSON.stringify(key)} was used before with another input.`,
      )
    return first.response as T
  }
  const response = await work()
  await tx.idempotencyRecord.update({ where: { actor_key: { actor, key } }, data: { response } })
  return response
}

/** JSON with sorted keys, so that the order of an input's fields does not matter. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}
