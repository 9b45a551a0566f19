import { v7 } from 'uuid'
import { z } from 'zod'
import { AddressSchema } from '../domain/address.ts'
import { convert } from '../domain/convert-money.ts'
import { BASE_CURRENCY } from '../domain/exchange-rate.ts'
import { idempotencyKey } from '../domain/input-schemas.ts'
import { textIn } from '../domain/localized-text.ts'
import { money } from '../domain/money.ts'
import { parseInput } from '../domain/parse-input.ts'
import { type Outcome, outcome, Refused, type UserError } from '../domain/user-error.ts'
import { readRate } from '../store/exchange-rate.ts'
import { firstAnswer, type IdempotentRequest, idempotent } from '../store/idempotency.ts'
import { lockUnpaid, nextOrderNumber } from '../store/order.ts'
import { readSellable } from '../store/sellable.ts'
import { archivedAmong } from '../store/sku.ts'
import { type Tx, transaction } from '../store/transaction.ts'
import { CartLine, type SkuLine, withSkus } from './cart-line.ts'
import { type OrderDeps, ownerOf, type WantedLine } from './deps.ts'
import { forAll, recordPlaced } from './move-order.ts'
import { sourceLines } from './source-lines.ts'
import { unitPrices } from './unit-price.ts'

const MAX_LINES = 100

const Input = z.object({
  lines: z
    .array(CartLine)
    .min(1, 'needs at least one line')
    .max(MAX_LINES, `takes at most ${MAX_LINES} lines`),
  shippingAddress: AddressSchema,
  currency: z
    .string()
    .nullish()
    .transform((code) => (code === BASE_CURRENCY ? null : code)),
  idempotencyKey,
})
type Asked = z.output<typeof Input>
/** With a SKU in each line: items have been imported. */
type Input = Omit<Asked, 'lines'> & { readonly lines: readonly SkuLine[] }

export interface Buyer {
  /** Role and subject: keys of different actors never meet. */
  readonly actor: string
  /** Subject of the customer who will own the order; null when an operator names no customer. */
  readonly customerId: string | null
  /** True for customers: limits on unpaid orders apply. Operators have none. */
  readonly isLimited: boolean
}

/**
 * Places an order: holds every line from our own stock until it is paid. A line for which there is too little
 * is bought upstream after payment if its SKU is marked for that; otherwise the whole order is refused.
 * @returns the order's id
 */
export function placeOrder(deps: OrderDeps, cart: unknown, buyer: Buyer): Promise<Outcome<string>> {
  return outcome(async () => {
    const asked = parseInput(Input, cart)
    // The customer is part of it: an operator names one outside of the input.
    const input = { ...asked, customerId: buyer.customerId }
    const request = { actor: buyer.actor, operation: 'placeOrder', input }
    const hasItems = asked.lines.some((line) => line.item)
    // An item may have changed since: an earlier answer is not checked again.
    const before = hasItems ? await firstAnswer<string>(deps.prisma, request) : null
    if (before !== null) return before
    const order = { ...asked, lines: await withSkus(deps, asked.lines) }
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

/** Refuses hopeless orders early, without a transaction: most of them in a rush for the last units. */
async function tooLittle(
  { prisma }: OrderDeps,
  { lines }: Input,
  { actor, input }: IdempotentRequest,
): Promise<Refused | null> {
  const sellable = await readSellable(
    prisma,
    lines.map((line) => line.skuId),
    { actor, key: input.idempotencyKey },
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
  { actor, customerId, isLimited }: Buyer,
  bought: ReadonlySet<number>,
): Promise<string> {
  const id = v7()
  const skus = await skusOf(tx, lines)
  const held = lines.flatMap((line, index) => (bought.has(index) ? [] : [{ ...line, field: fieldOf(index) }]))
  if (isLimited && customerId !== null) await refuseHoarding(tx, deps, customerId, held)
  const placedAt = new Date()
  const payBy = new Date(placedAt.getTime() + deps.reservationMinutes * 60_000)
  const prices = await unitPrices(tx, lines, skus, bought)
  const total = lines.reduce((sum, line, index) => sum + (prices[index] ?? 0n) * BigInt(line.quantity), 0n)
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
      const { titleEn, titleZh, titles } = skuAt(skus, index)
      return {
        orderId: id,
        position: index + 1,
        skuId,
        title: textIn({ zh: titleZh, en: titleEn, more: titles as Record<string, string> }, null) ?? '',
        quantity,
        unitPriceMinor: prices[index] ?? 0n,
        currency: BASE_CURRENCY,
        boughtToOrder: bought.has(index),
      }
    }),
  })
  await refuseArchived(tx, lines)
  await recordPlaced(tx, order, { note: forAll('Order placed'), actor, at: placedAt })
  // Last, because it locks the levels: others who want the same SKU wait only for what is left of this transaction.
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

/**
 * One customer could hold the whole stock by orders that are never paid. @throws Refused LIMIT_EXCEEDED, an error for
 * each line that is too much
 */
async function refuseHoarding(
  tx: Tx,
  { unpaidLimits: most }: OrderDeps,
  customerId: string,
  held: readonly WantedLine[],
): Promise<void> {
  const unpaid = await lockUnpaid(
    tx,
    customerId,
    held.map((line) => line.skuId),
  )
  if (unpaid.orders >= most.orders)
    throw new Refused(
      'LIMIT_EXCEEDED',
      null,
      `At most ${most.orders} orders may wait for their payment, and ${unpaid.orders} do: pay or cancel one first.`,
    )
  const pieces = new Map(unpaid.pieces)
  const errors = held.flatMap(({ skuId, quantity, field }): UserError[] => {
    const before = pieces.get(skuId) ?? 0
    pieces.set(skuId, before + quantity)
    if (before + quantity <= most.piecesOfSku) return []
    const message = `${field.join('.')}: at most ${most.piecesOfSku} pieces of a SKU may be held before they are paid; ${before} are, ${quantity} more wanted.`
    return [{ code: 'LIMIT_EXCEEDED', field, message }]
  })
  if (errors.length > 0) throw new Refused(errors)
}

const fieldOf = (index: number): string[] => ['lines', String(index), 'quantity']

type Sku = Awaited<ReturnType<typeof skusOf>>[number]

/** The SKUs in the order of the lines. @throws Refused NOT_FOUND, an error for each line that names none */
async function skusOf(tx: Tx, lines: Input['lines']) {
  const found = await tx.sku.findMany({
    where: { id: { in: lines.map((line) => line.skuId) } },
    select: {
      id: true,
      code: true,
      titleEn: true,
      titleZh: true,
      titles: true,
      priceMinor: true,
      currency: true,
      costMinor: true,
      costCurrency: true,
    },
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

/**
 * Asked once the lines are written: they hold the SKUs by their keys, and what archives a SKU waits for that.
 * @throws Refused NOT_FOUND, an error for each line whose SKU is no longer sold
 */
async function refuseArchived(tx: Tx, lines: Input['lines']): Promise<void> {
  const archived = await archivedAmong(
    tx,
    lines.map((line) => line.skuId),
  )
  const errors = lines.flatMap(({ skuId }, index): UserError[] => {
    const field = ['lines', String(index), 'skuId']
    if (!archived.has(skuId)) return []
    return [{ code: 'NOT_FOUND', field, message: `${field.join('.')}: This SKU is no longer sold.` }]
  })
  if (errors.length > 0) throw new Refused(errors)
}

function skuAt(skus: readonly Sku[], index: number): Sku {
  const sku = skus[index]
  if (!sku) throw new RangeError('a line without SKU')
  return sku
}

/** Price that the customer saw, with its rate, to show it unchanged later. */
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
