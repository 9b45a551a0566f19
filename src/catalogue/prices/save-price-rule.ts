import { v7 } from 'uuid'
import { z } from 'zod'
import { currencyDigits, isCurrency, notACurrency } from '../../domain/currency.ts'
import { BASE_CURRENCY } from '../../domain/exchange-rate.ts'
import { localId } from '../../domain/input-schemas.ts'
import { amountText, formatAmount, money, parseAmount } from '../../domain/money.ts'
import { parseInput } from '../../domain/parse-input.ts'
import { PLATFORMS } from '../../domain/platform.ts'
import { type Outcome, outcome, Refused } from '../../domain/user-error.ts'
import type { PrismaClient } from '../../store/database.ts'
import { readRate } from '../../store/exchange-rate.ts'
import { type Tx, transaction } from '../../store/transaction.ts'
import { recordChanges } from '../record-changes.ts'

/** A percentage from 0 on, with at most four decimals. */
const percent = (most: number, words: string) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,5}(\.\d{1,4})?$/, 'has to be a decimal from 0 on with at most 4 decimals, such as "12.5"')
    .refine((text) => Number(text) <= most, words)
const markup = percent(10_000, 'has to be at most 10000')
const share = percent(99.9999, 'has to be below 100')

const currency = z
  .string()
  .trim()
  .refine(isCurrency, { error: ({ input }) => notACurrency(String(input)) })

const fixed = z.object({ amount: z.string(), currency }).transform(({ amount, currency: code }, context) => {
  try {
    const parsed = parseAmount(amount, code)
    if (parsed.minor >= 0n) return parsed
  } catch {}
  const example = formatAmount(money(1, code))
  context.addIssue({ code: 'custom', message: `has to be an amount from 0 on, such as "${example}" ${code}` })
  return z.NEVER
})

const Input = z
  .object({
    id: localId.nullish(),
    name: z.string().trim().min(1, 'needs 1 to 200 characters').max(200, 'needs 1 to 200 characters'),
    active: z.boolean().nullish(),
    currency: currency.nullish(),
    platform: z.enum(PLATFORMS).nullish(),
    categoryId: localId.nullish(),
    supplierId: localId.nullish(),
    markupPercent: markup,
    fixed: fixed.nullish(),
    roundTo: z
      .string()
      .trim()
      .regex(/^\d{1,10}(\.\d{1,4})?$/, 'has to be a decimal with at most 4 decimals, such as "0.50"')
      .refine((text) => /[1-9]/.test(text), 'has to be more than 0')
      .nullish(),
    minMarginPercent: share.nullish(),
    paymentSharePercent: share.nullish(),
    holdAbovePercent: markup.nullish(),
  })
  .strip()
type Input = z.output<typeof Input>

/**
 * Creates a price rule, or changes the one with `id`: absent fields stay and null removes. Its SKUs
 * get their new prices from a job (`repriceDue`).
 * @returns the rule's id
 */
export function savePriceRule(prisma: PrismaClient, input: unknown, actor: string): Promise<Outcome<string>> {
  return outcome(async () => {
    const parsed = parseInput(Input, input)
    return transaction(prisma, (tx) => write(tx, parsed, actor))
  })
}

async function write(tx: Tx, { id: known, ...input }: Input, actor: string): Promise<string> {
  const before = known ? await lockRule(tx, known) : null
  const row = rowOf(input, before)
  await check(tx, row)
  const id = known ?? v7()
  if (before) await tx.priceRule.update({ where: { id }, data: row, select: { id: true } })
  else await tx.priceRule.create({ data: { id, ...row }, select: { id: true } })
  const [from, to] = [before && shown(before), shown(row)]
  const changes = Object.entries(to).map(([field, after]) => ({
    field,
    before: from?.[field] ?? null,
    after,
  }))
  await recordChanges(tx, { actor, source: 'PERSON' }, [{ type: 'PriceRule', id, changes }])
  return id
}

async function lockRule(tx: Tx, id: string) {
  await tx.$queryRaw`SELECT FROM price_rule WHERE id = ${id} FOR UPDATE`
  const row = await tx.priceRule.findUnique({ where: { id } })
  if (!row) throw new Refused('NOT_FOUND', ['id'], 'There is no such price rule.')
  if (row.archivedAt)
    throw new Refused(
      'INVALID_TRANSITION',
      ['id'],
      'The price rule is archived: restore it before you change it.',
    )
  const {
    createdAt: _1,
    archivedAt: _2,
    revision: _3,
    repriceAt: _4,
    repriceAfter: _5,
    id: _6,
    ...rest
  } = row
  return {
    ...rest,
    markupPercent: row.markupPercent.toFixed(),
    roundTo: row.roundTo?.toFixed() ?? null,
    minMarginPercent: row.minMarginPercent?.toFixed() ?? null,
    paymentSharePercent: row.paymentSharePercent?.toFixed() ?? null,
    holdAbovePercent: row.holdAbovePercent?.toFixed() ?? null,
  }
}

type Row = Awaited<ReturnType<typeof lockRule>>

function rowOf(input: Omit<Input, 'id'>, before: Row | null): Row {
  const stays = <Key extends keyof Row>(key: Key, value: Row[Key] | undefined) =>
    value === undefined ? (before?.[key] ?? null) : value
  const sum = input.fixed === null ? { minor: null, currency: null } : input.fixed
  return {
    name: input.name,
    active: input.active ?? before?.active ?? true,
    markupPercent: input.markupPercent,
    currency: stays('currency', input.currency) as string | null,
    platform: stays('platform', input.platform) as Row['platform'],
    categoryId: stays('categoryId', input.categoryId) as string | null,
    supplierId: stays('supplierId', input.supplierId) as string | null,
    fixedMinor: stays('fixedMinor', sum?.minor) as bigint | null,
    fixedCurrency: stays('fixedCurrency', sum?.currency) as string | null,
    roundTo: stays('roundTo', input.roundTo) as string | null,
    minMarginPercent: stays('minMarginPercent', input.minMarginPercent) as string | null,
    paymentSharePercent: stays('paymentSharePercent', input.paymentSharePercent) as string | null,
    holdAbovePercent: stays('holdAbovePercent', input.holdAbovePercent) as string | null,
  }
}

/** @throws Refused that names the field: what the rule says as a whole, and what it refers to */
async function check(tx: Tx, row: Row): Promise<void> {
  const kept = Number(row.minMarginPercent ?? 0) + Number(row.paymentSharePercent ?? 0)
  if (kept >= 100)
    throw new Refused(
      'INVALID_INPUT',
      ['minMarginPercent'],
      `minMarginPercent: together with paymentSharePercent it has to be below 100; they are ${kept}.`,
    )
  const digits = row.currency === null ? null : currencyDigits(row.currency)
  const [, decimals = ''] = (row.roundTo ?? '').split('.')
  if (digits !== null && decimals.replace(/0+$/, '').length > digits)
    throw new Refused(
      'INVALID_INPUT',
      ['roundTo'],
      `roundTo: ${row.currency} has ${digits} decimals, got ${row.roundTo}.`,
    )
  for (const [field, code] of [
    ['currency', row.currency],
    ['fixed', row.fixedCurrency],
  ] as const)
    if (code !== null && code !== BASE_CURRENCY && !(await readRate(tx, code)))
      throw new Refused(
        'INVALID_INPUT',
        field === 'fixed' ? ['fixed', 'currency'] : ['currency'],
        `${field}: there is no exchange rate for ${code}: set it first (setExchangeRate).`,
      )
  if (
    row.categoryId !== null &&
    !(await tx.category.count({ where: { id: row.categoryId, archivedAt: null } }))
  )
    throw new Refused('NOT_FOUND', ['categoryId'], 'There is no such category, or it is archived.')
  if (
    row.supplierId !== null &&
    !(await tx.supplier.count({ where: { id: row.supplierId, archivedAt: null } }))
  )
    throw new Refused('NOT_FOUND', ['supplierId'], 'There is no such supplier, or it is archived.')
}

/** Fields as the graph shows them. */
function shown({ fixedMinor, fixedCurrency, ...row }: Row): Record<string, string | null> {
  const sum = fixedMinor === null || fixedCurrency === null ? null : money(fixedMinor, fixedCurrency)
  const fields = Object.entries(row).map(([field, value]) => [field, value === null ? null : String(value)])
  return { ...Object.fromEntries(fields), fixed: sum && amountText(sum) }
}
