import { v7 } from 'uuid'
import { z } from 'zod'
import { localId } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { isUniqueViolation, transaction } from '../store/transaction.ts'
import { textOf } from './present.ts'
import { code, requiredName } from './product-input.ts'
import { type FieldChange, recordChanges } from './record-changes.ts'

const Input = z.object({
  id: localId.nullish(),
  key: code,
  name: requiredName,
  leadTimeDays: z.int().min(0, 'has to be 0 or more').max(365, 'has to be at most 365 days').nullish(),
  email: z.email('has to be an e-mail address').max(320).nullish(),
})

/** Creates a supplier, or changes the one with `id`: absent fields stay. @returns its id */
export function saveSupplier(prisma: PrismaClient, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const { id: given, key, name, leadTimeDays, email } = parseInput(Input, input)
    try {
      return await transaction(prisma, async (tx) => {
        if (given != null) await tx.$executeRaw`SELECT FROM supplier WHERE id = ${given} FOR NO KEY UPDATE`
        const before = given == null ? null : await tx.supplier.findUnique({ where: { id: given } })
        if (given != null && !before) throw new Refused('NOT_FOUND', ['id'], 'id: There is no such supplier.')
        const id = before?.id ?? v7()
        const data = {
          key,
          name,
          ...(leadTimeDays != null && { leadTimeDays }),
          ...(email !== undefined && { email }),
        }
        const after = await tx.supplier.upsert({ where: { id }, create: { id, ...data }, update: data })
        const fields = (['key', 'name', 'leadTimeDays'] as const).map(
          (field): FieldChange => ({ field, before: textOf(before?.[field]), after: textOf(after[field]) }),
        )
        const changes = [...fields, ...emailChange(before?.email ?? null, after.email)]
        await recordChanges(tx, { actor, source: 'PERSON' }, [{ type: 'Supplier', id, changes }])
        return id
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw new Refused(
        'ALREADY_EXISTS',
        ['key'],
        `key: ${JSON.stringify(key)} is taken by another supplier.`,
      )
    }
  })
}

/** Records the change without the value: the trail has more readers than addresses have. */
function emailChange(before: string | null, after: string | null): FieldChange[] {
  if (before === after) return []
  const shown = (email: string | null, word: string) => (email === null ? null : word)
  return [
    { field: 'email', before: shown(before, 'given'), after: shown(after, before ? 'another' : 'given') },
  ]
}
