import { v7 } from 'uuid'
import { z } from 'zod'
import { AddressSchema } from '../domain/address.ts'
import { BASE_CURRENCY, convert } from '../domain/exchange-rate.ts'
import { idempotencyKey, localId, positiveQuantity } from '../domain/input-schemas.ts'
import { money } from '../domain/money.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused, type UserError } from '../domain/user-error.ts'
import { readRate } from '../store/exchange-rate.ts'
import { type IdempotentRequest, idempotent } from '../store/idempotency.ts'
import { nextOrderNumber } from '../store/order.ts'
import { readSellable } from '../store/sellable.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { type OrderDeps, ownerOf } from './deps.ts'
import { recordPlaced } from './move-order.ts'
import { sourceLines } from './source-lines.ts'

const MAX_LINES = 100

const Input = z.object({
  lines: z
    .array(z.object({ skuId: localId, quantity: positiveQuantity }))
    .min(1, 'needs at least one line')
    .max(MAX_LINES, `takes at most ${MAX_LINES} lines`),
  shippingAddress: AddressSchema,
  currency: z.string().nullish(),
  idempotencyKey,
})
type Input = z.output<typeof Input>

export interface Buyer {
  /** Role and subject: keys of different actors never meet. */
  readonly actor: string
  /** Subject of the customer who will own the order; null when an operator places it for nobody in particular. */
  readonly customerId: string | null
}

/**
 * Places an order: holds every line from our own stock until it is paid. A line for which there is too little
 * is bought upstream after payment if its SKU is marked for that; otherwise the whole order is refused.
 * @returns the order's id
 */
export function placeOrder(deps: OrderDeps, input: unknown, buyer: Buyer): Promise<Outcome<string>> {
  return outcome(() => {
    const order = parseInput(Input, input)
    const request = { actor: buyer.actor, key: order.idempotencyKey, operation: 'placeOrder', input }
    return deps.rush(() => placeOrBuy(deps, order, buyer, request))
  })
}

/** From stock; the lines that stock is too low for are bought, if all of them can be. */
async function placeOrBuy(
  deps: OrderDeps,
  order: Input,
  buyer: Buyer,
  request: IdempotentRequest,
): Promise<string> {
  const bought = new Set<number>()
  let refused = await tooLittle(deps, order, request)
  // Each round finds at least one more line to buy, or ends.
  for (;;) {
    if (refused) {
      const short = shortLines(refused.errors)
      if (!short || short.some((line) => bought.has(line))) throw refused
      if (!(await canBeBought(deps, order, short))) throw refused
      for (const line of short) bought.add(line)
    }
    try {
      return await transaction(deps.prisma, (tx) =>
        idempotent(tx, request, () => place(tx, deps, order, buyer, bought)),
      )
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      refused = error
    }
  }
}

/** Turns away early, without a transaction, what has no chance: in a rush for the last pieces most. */
async function tooLittle(
  { prisma }: OrderDeps,
  { lines }: Input,
  request: { actor: string; key: string },
): Promise<Refused | null> {
  const sellable = await readSellable(
    prisma,
    lines.map((line) => line.skuId),
    request,
  )
  const left = new Map(sellable?.map((sku) => [sku.skuId, { ...sku }]))
  const errors = lines.flatMap(({ skuId, quantity }, index): UserError[] => {
    const sku = left.get(skuId)
    if (!sku) return []
    if (sku.left >= quantity) {
      sku.left -= quantity
      return []
    }
    const message = `Only ${sku.left} of ${sku.code} available, ${quantity} wanted.`
    return [{ code: 'INSUFFICIENT_STOCK', field: fieldOf(index), message }]
  })
  return left.size > 0 && errors.length > 0 ? new Refused(errors) : null
}

async function place(
  tx: Tx,
  deps: OrderDeps,
  { lines, shippingAddress, currency }: Input,
  { actor, customerId }: Buyer,
  bought: ReadonlySet<number>,
): Promise<string> {
  const id = v7()
  const skus = await skusOf(tx, lines)
  const placedAt = new Date()
  const payBy = new Date(placedAt.getTime() + deps.reservationMinutes * 60_000)
  const total = lines.reduce(
    (sum, line, index) => sum + skuAt(skus, index).priceMinor * BigInt(line.quantity),
    0n,
  )
  const order = { id, status: 'PENDING_PAYMENT' as const, customerId }
  const number = await nextOrderNumber(tx)
  await tx.order.create({
    data: {
      ...order,
      number,
      source: 'STOREFRONT',
      totalMinor: total,
      currency: BASE_CURRENCY,
      shippingAddress: deps.box.seal(JSON.stringify(shippingAddress)),
      ...(await shown(tx, total, currency)),
      payBy,
      placedAt,
    },
    select: { id: true },
  })
  await tx.orderLine.createMany({
    data: lines.map(({ skuId, quantity }, index) => {
      const { titleEn, titleZh, priceMinor } = skuAt(skus, index)
      return {
        orderId: id,
        position: index + 1,
        skuId,
        title: titleEn ?? titleZh,
        quantity,
        unitPriceMinor: priceMinor,
        currency: BASE_CURRENCY,
        boughtToOrder: bought.has(index),
      }
    }),
  })
  await recordPlaced(tx, order, { note: 'Order placed', actor, at: placedAt })
  // Last, because it locks the levels: others who want the same SKU wait only for what is left of this transaction.
  const held = lines.flatMap((line, index) => (bought.has(index) ? [] : [{ ...line, field: fieldOf(index) }]))
  if (held.length > 0)
    await deps.holds.reserve(tx, {
      lines: held,
      owner: ownerOf(id),
      expiresAt: payBy,
      actor,
      reference: number,
    })
  return id
}

const fieldOf = (index: number): string[] => ['lines', String(index), 'quantity']

type Sku = Awaited<ReturnType<typeof skusOf>>[number]

/** The SKUs in the order of the lines. @throws Refused NOT_FOUND, an error for each line that names none */
async function skusOf(tx: Tx, lines: Input['lines']) {
  const found = await tx.sku.findMany({
    where: { id: { in: lines.map((line) => line.skuId) } },
    select: { id: true, titleEn: true, titleZh: true, priceMinor: true, currency: true },
  })
  const byId = new Map(found.map((sku) => [sku.id, sku]))
  const unknown = lines.flatMap((line, index) => (byId.has(line.skuId) ? [] : [index]))
  if (unknown.length > 0)
    throw new Refused(
      unknown.map((index) => ({
        code: 'NOT_FOUND',
        field: ['lines', String(index), 'skuId'],
        message: 'There is no such SKU.',
      })),
    )
  return lines.flatMap((line) => byId.get(line.skuId) ?? [])
}

function skuAt(skus: readonly Sku[], index: number): Sku {
  const sku = skus[index]
  if (!sku) throw new RangeError('a line without SKU')
  if (sku.currency !== BASE_CURRENCY) throw new Error(`SKU ${sku.id} is priced in ${sku.currency}`)
  return sku
}

/** What the customer was shown, with the rate, so that it can be said later as it was. */
async function shown(tx: Tx, total: bigint, currency: string | null | undefined) {
  if (!currency || currency === BASE_CURRENCY) return {}
  const rate = await readRate(tx, currency)
  if (!rate) throw new Refused('INVALID_INPUT', ['currency'], `currency: there is no exchange rate for it`)
  const { minor } = convert(money(total), rate)
  return { shownCurrency: currency, exchangeRate: rate.rate, shownTotalMinor: minor }
}

/** Lines refused for want of stock; null when something else was refused as well. */
function shortLines(errors: readonly UserError[]): number[] | null {
  return errors.every((error) => error.code === 'INSUFFICIENT_STOCK' && error.field?.[0] === 'lines')
    ? errors.map((error) => Number(error.field?.[1]))
    : null
}

/** Whether all these lines are of SKUs that are bought to order and that a marketplace offers. */
async function canBeBought(
  { prisma }: OrderDeps,
  { lines }: Input,
  short: readonly number[],
): Promise<boolean> {
  const wanted = short.flatMap((index) => lines[index] ?? [])
  const marked = await prisma.sku.findMany({
    where: { id: { in: wanted.map((line) => line.skuId) }, buyToOrder: true },
    select: { id: true },
  })
  const ids = new Set(marked.map((sku) => sku.id))
  if (!wanted.every((line) => ids.has(line.skuId))) return false
  const sources = await sourceLines(prisma, wanted)
  return sources.every((source) => source !== null)
}
