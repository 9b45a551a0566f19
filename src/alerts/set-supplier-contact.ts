import { z } from 'zod'
import { parseInput } from '../domain/parse-input.ts'
import { webhookUrlProblem } from '../domain/public-address.ts'
import { type Outcome, outcome, Refused } from '../domain/user-error.ts'
import type { PrismaClient } from '../store/database.ts'
import type { SecretBox } from '../store/secret-box.ts'
import { transaction } from '../store/transaction.ts'

/** Long enough that a signature says something. */
const SHORTEST_SECRET = 16

const Input = z.object({
  supplier: z.string().min(1, 'has to be the key of a supplier').max(200),
  webhookUrl: z.string().max(2000, 'has to be at most 2000 characters').nullish(),
  webhookSecret: z
    .string()
    .min(SHORTEST_SECRET, `has to be at least ${SHORTEST_SECRET} characters`)
    .max(500, 'has to be at most 500 characters')
    .nullish(),
  email: z.email('has to be an e-mail address').max(320).nullish(),
})

export interface ContactDeps {
  readonly prisma: PrismaClient
  readonly secretBox: SecretBox
  /** True outside production: suppliers may be on this machine. */
  readonly allowPrivateWebhooks: boolean
}

/**
 * Sets how a supplier is notified of alerts. Absent fields stay as they are; null removes. The secret is kept
 * sealed and never shown again. @returns the supplier's id
 */
export function setSupplierContact(deps: ContactDeps, input: unknown): Promise<Outcome<string>> {
  return outcome(async () => {
    const { supplier: key, webhookUrl, webhookSecret, email } = parseInput(Input, input)
    const problem = webhookUrl
      ? webhookUrlProblem(webhookUrl, { allowPrivate: deps.allowPrivateWebhooks })
      : null
    if (problem) throw new Refused('INVALID_INPUT', ['webhookUrl'], `webhookUrl: ${problem}`)
    return transaction(deps.prisma, async (tx) => {
      const supplier = await tx.supplier.findUnique({ where: { key } })
      if (!supplier) throw new Refused('NOT_FOUND', ['supplier'], 'There is no such supplier.')
      const keepsSecret =
        webhookSecret === undefined ? supplier.webhookSecret !== null : webhookSecret !== null
      const keepsUrl = webhookUrl === undefined ? supplier.webhookUrl !== null : webhookUrl !== null
      if (keepsUrl && !keepsSecret)
        throw new Refused('INVALID_INPUT', ['webhookSecret'], 'webhookSecret: is needed with a webhook')
      const { id } = await tx.supplier.update({
        where: { key },
        data: {
          ...(webhookUrl !== undefined && { webhookUrl }),
          ...(email !== undefined && { email }),
          ...(webhookSecret !== undefined && {
            webhookSecret: webhookSecret === null ? null : deps.secretBox.seal(webhookSecret),
          }),
        },
      })
      return id
    })
  })
}
