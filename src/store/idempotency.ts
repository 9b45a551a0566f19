import { createHash } from 'node:crypto'
import { Refused } from '../domain/user-error.ts'
import type { Prisma } from './generated/client.ts'
import type { Tx } from './transaction.ts'

export interface IdempotentRequest {
  /** Who asks: keys of different actors never meet. */
  readonly actor: string
  readonly operation: string
  /**
   * The parsed request, with its key: two requests that are read alike are the same request. So
   * defaults are filled in, unknown fields are gone, and neither the order of fields nor null for absent matters.
   */
  readonly input: { readonly idempotencyKey: string }
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
  const { actor, operation, input } = request
  const key = input.idempotencyKey
  const inputHash = hashOf(input)
  const inserted = await tx.$executeRaw`
    INSERT INTO idempotency_record (actor, key, operation, input_hash, response)
    VALUES (${actor}, ${key}, ${operation}, ${inputHash}, 'null'::jsonb) ON CONFLICT DO NOTHING`
  if (inserted === 0) {
    const first = await firstAnswer<T>(tx, request)
    if (first === null) throw new Error('a key was taken, and is gone')
    return first
  }
  const response = await work()
  await tx.idempotencyRecord.update({ where: { actor_key: { actor, key } }, data: { response } })
  return response
}

/**
 * Earlier answer to this request; null when it is new, or in progress. For what has to
 * be checked outside of the transaction, and only once.
 * @throws Refused IDEMPOTENCY_MISMATCH when the key was used for something else
 */
export async function firstAnswer<T extends Prisma.InputJsonValue>(
  tx: Pick<Tx, 'idempotencyRecord'>,
  { actor, operation, input }: IdempotentRequest,
): Promise<T | null> {
  const key = input.idempotencyKey
  const first = await tx.idempotencyRecord.findUnique({ where: { actor_key: { actor, key } } })
  if (!first) return null
  if (first.operation !== operation || first.inputHash !== hashOf(input))
    throw new Refused(
      'IDEMPOTENCY_MISMATCH',
      ['idempotencyKey'],
      `The key ${JSON.stringify(key)} was used before with another input.`,
    )
  return first.response as T
}

const hashOf = (input: IdempotentRequest['input']) =>
  createHash('sha256').update(canonicalJson(input)).digest('hex')

/** JSON with sorted keys and without fields that are null: the same for all ways to write one input. */
export function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) => {
    if (typeof part === 'bigint') return String(part)
    if (!part || typeof part !== 'object' || Array.isArray(part)) return part
    const fields = Object.entries(part).filter(([, field]) => field !== null && field !== undefined)
    return Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1)))
  })
}
