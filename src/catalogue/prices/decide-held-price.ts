import { z } from 'zod'
import { localId } from '../../domain/input-schemas.ts'
import { amountText, formatAmount, type Money, money, parseAmount } from '../../domain/money.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { recordChanges } from '../record-changes.ts'
import { reprice } from './reprice.ts'

const Input = z
  .object({
    id: localId,
    decision: z.enum(['ACCEPT', 'KEEP', 'SET']),
    price: z.object({ amount: z.string(), currency: z.string() }).nullish(),
  })
  .refine(({ decision, price }) => (decision === 'SET') === (price != null), {
    path: ['price'],
    message: 'is given with SET, and with nothing else',
  })
type Input = z.output<typeof Input>

/**
 * An operator decides on a price that is held: takes it, keeps the present one, or sets another by hand, which no rule
 * changes any more. Of two at once the first decides.
 * @returns the SKU's id
 */
export function decideHeldPrice(
  prisma: PrismaClient,
  input: unknown,
  actor: string,
): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    return transaction(prisma, (tx) => decide(tx, parsed, actor))
  })
}

async function decide(tx: Tx, { id, decision, price }: Input, actor: string): Promise<string> {
  const named = await tx.heldPrice.findUnique({ where: { id }, select: { skuId: true } })
  if (!named) throw new Refused('NOT_FOUND', ['id'], 'There is no such held price.')
  const { skuId } = named
  // Readings of new costs take the same lock first: the price can't move meanwhile.
  await tx.$queryRaw`SELECT FROM sku WHERE id = ${skuId} FOR NO KEY UPDATE`
  const sku = await tx.sku.findUniqueOrThrow({ where: { id: skuId } })
  const held = await tx.heldPrice.findUniqueOrThrow({ where: { id } })
  const now = new Date()
  const closed = await tx.heldPrice.updateMany({
    where: { id, decidedAt: null },
    data: { decidedAt: now, decision, decidedBy: actor },
  })
  if (closed.count === 0)
    throw new Refused(
      'INVALID_TRANSITION',
      ['id'],
      `It was decided at ${held.decidedAt?.toISOString()} by ${held.decidedBy}: ${held.decision ?? 'the price came back'}.`,
    )
  const before = money(sku.priceMinor, sku.currency)
  const after =
    decision === 'KEEP'
      ? before
      : decision === 'ACCEPT'
        ? money(held.proposedMinor, held.currency)
        : setPrice(price, [sku.currency, held.currency])
  const edited = new Set([...sku.editedFields, ...(decision === 'SET' ? ['price'] : [])])
  await tx.sku.update({
    where: { id: skuId },
    data: { priceMinor: after.minor, currency: after.currency, editedFields: [...edited] },
    select: { id: true },
  })
  const at = { actor, source: 'PERSON', at: now } as const
  const changes = [{ field: 'price', before: amountText(before), after: amountText(after) }]
  await recordChanges(tx, at, [{ type: 'Sku', id: skuId, productId: sku.productId, changes }])
  // Ends the alert, and judges the margin of the operator's price.
  await reprice(tx, [{ skuId }], at)
  return skuId
}

function setPrice(price: Input['price'], currencies: readonly string[]): Money {
  const { amount = '', currency = '' } = price ?? {}
  if (!currencies.includes(currency))
    throw new Refused(
      'INVALID_INPUT',
      ['price', 'currency'],
      `price.currency: the SKU is priced in ${[...new Set(currencies)].join(' or ')}, got ${JSON.stringify(currency.slice(0, 20))}.`,
    )
  try {
    const parsed = parseAmount(amount, currency)
    if (parsed.minor > 0n) return parsed
  } catch {}
  throw new Refused(
    'INVALID_INPUT',
    ['price', 'amount'],
    `price.amount: has to be more than 0 and an amount of ${currency}, such as "${formatAmount(money(1990, currency))}".`,
  )
}
