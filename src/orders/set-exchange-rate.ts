import { z } from 'zod'
import { isCurrency, notACurrency } from '../domain/currency.ts'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { idempotencyKey } from '../domain/input-schemas.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
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
    .refine((rate) => /[1-9]/.test(rate), 'has to be more than 0'),
  idempotencyKey,
})

/** From now on prices are shown at this rate; orders that were placed keep theirs. @returns the currency */
export function setExchangeRate(
  prisma: PrismaClient,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    const { currency, rate } = parsed
    return transaction(prisma, (tx) =>
      idempotent(tx, { actor, operation: 'setExchangeRate', input: parsed }, async () => {
        await tx.exchangeRate.upsert({
          where: { currency },
          create: { currency, rate, updatedBy: actor },
          update: { rate, updatedBy: actor },
        })
        return currency
      }),
    )
  })
}
