import { v7 } from 'uuid'
import { z } from 'zod'
import { type Address, AddressSchema } from '../domain/address.ts'
import { countryCode, localId } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { isUniqueViolation, transaction } from '../store/transaction.ts'
import { textOf } from './present.ts'
import { code, requiredName } from './product-input.ts'
import { type FieldChange, recordChanges } from './record-changes.ts'

const Input = z.object({
  id: localId.nullish(),
  code,
  name: requiredName,
  country: countryCode,
  address: AddressSchema.nullish(),
  takesArrivals: z.boolean().nullish(),
})

/** Creates a warehouse, or changes the one with `id`: absent fields stay. @returns its id */
export function saveWarehouse(prisma: PrismaClient, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const { id: given, address, takesArrivals, ...rest } = parseInput(Input, input)
    try {
      return await transaction(prisma, async (tx) => {
        if (given != null) await tx.$executeRaw`SELECT FROM warehouse WHERE id = ${given} FOR NO KEY UPDATE`
        const before = given == null ? null : await tx.warehouse.findUnique({ where: { id: given } })
        if (given != null && !before)
          throw new Refused('NOT_FOUND', ['id'], 'id: There is no such warehouse.')
        const id = before?.id ?? v7()
        const arrivals = takesArrivals ?? before?.takesArrivals ?? false
        const stored = (before?.address ?? null) as Address | null
        const kept = address === undefined ? stored : address
        if (arrivals && kept === null)
          throw new Refused(
            'INVALID_INPUT',
            ['address'],
            'address: a warehouse that takes arrivals needs one, so that parcels can be sent to it',
          )
        const fields = (['code', 'name', 'country'] as const).map(
          (field): FieldChange => ({ field, before: before?.[field] ?? null, after: rest[field] }),
        )
        const changes: FieldChange[] = [
          ...fields,
          { field: 'address', before: addressText(stored), after: addressText(kept) },
          { field: 'takesArrivals', before: textOf(before?.takesArrivals), after: textOf(arrivals) },
        ]
        const data = { ...rest, takesArrivals: arrivals, ...(address && { address: { ...address } }) }
        await tx.warehouse.upsert({
          where: { id },
          create: { id, ...data },
          update: data,
          select: { id: true },
        })
        await recordChanges(tx, { actor, source: 'PERSON' }, [{ type: 'Warehouse', id, changes }])
        return id
      })
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      throw new Refused(
        'ALREADY_EXISTS',
        ['code'],
        `code: ${JSON.stringify(rest.code)} is taken by another warehouse.`,
      )
    }
  })
}

/** One line of it, without the person and the telephone number. */
function addressText(address: Address | null): string | null {
  if (!address) return null
  const { line1, line2, city, region, postalCode, country } = address
  return [line1, line2, city, region, postalCode, country].filter(Boolean).join(', ')
}
