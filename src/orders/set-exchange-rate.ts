import { z } from 'zod'
import { BASE_CURRENCY, isCurrency } from '../domain/exchange-rate.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'

const Input = z.object({
  currency: z
    .string()
    .trim()
    .refine(
      (code) => isCurrency(code) && code !== BASE_CURRENCY,
      'has to be an ISO 4217 code other than CNY',
    ),
  rate: z
    .string()
    .trim()
    .regex(/^\d{1,10}(\.\d{1,10})?$/, 'has to be a decimal such as "0.1389"')
    .refine((rate) => /[1-9]/.test(rate), 'has to be more than 0'),
})

/** From now on prices are shown at this rate; orders that were placed keep theirs. @returns the currency */
export function setExchangeRate(
  prisma: PrismaClient,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const { currency, rate } = parseInput(Input, input)
    await prisma.exchangeRate.upsert({
      where: { currency },
      create: { currency, rate, updatedBy: actor },
      update: { rate, updatedBy: actor },
    })
    return currency
  })
}
