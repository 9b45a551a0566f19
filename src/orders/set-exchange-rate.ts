import { z } from 'zod'
import { isCurrency, notACurrency } from '../domain/currency.ts'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { idempotencyKey } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import { idempotent } from '../store/idempotency.ts'
import { transaction } from '../store/transaction.ts'

const Input = z.object({
  currency: z
    .string()
    .trim()
    .refine(isCurrency, { error: ({ input }) => notACurrency(String(input)) })
    .refine((code) => code !== BASE_CURRENCY, `${BASE_CURRENCY} is what rates are for one unit of`),
  rate: z
    .string()
    .trim()
    .regex(/^\d{1,10}(\.\d{1,10})?$/, 'has to be a decimal such as "0.1389"')
    .refine((rate) => /[1-9]/.test(rate), 'has to be more than 0')
    .nullish(),
  idempotencyKey,
})

/**
 * From now on prices are shown at this rate, until another is set; orders that were placed keep theirs. Without a rate
 * the currency follows the published table again, from its next reading on.
 * @param isFollowing whether there is such a table
 * @returns the currency
 */
export function setExchangeRate(
  prisma: PrismaClient,
  input: unknown,
  actor: string,
  isFollowing = false,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { currency, rate = null } = parsed
    if (rate === null && !isFollowing)
      throw new Refused(
        'INVALID_INPUT',
        ['rate'],
        'rate: is needed, since no published table is followed (EXCHANGE_RATES)',
      )
    return transaction(prisma, (tx) =>
      idempotent(tx, { actor, operation: 'setExchangeRate', input: parsed }, async () => {
        const byHand = { updatedBy: actor, publishedOn: null }
        if (rate !== null)
          await tx.exchangeRate.upsert({
            where: { currency },
            create: { currency, rate, ...byHand },
            update: { rate, ...byHand },
          })
        else if (
          (await tx.exchangeRate.updateMany({ where: { currency }, data: { updatedBy: null } })).count === 0
        )
          throw new Refused('NOT_FOUND', ['currency'], `currency: there is no rate of ${currency}`)
        return currency
      }),
    )
  })
}
