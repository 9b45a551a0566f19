import type {
  Purchase,
  PurchaseDraft,
  PurchaseLine,
  PurchaseOrder,
  PurchasePreview,
} from '../../connectors/purchasing.ts'
import { amountText, type Money, money } from '../../domain/money.ts'
import { isFinal } from '../../domain/order-state.ts'
import { lockOrder } from '../../store/order.ts'
import { type TakenPurchase, writePurchase } from '../../store/purchase-queue.ts'
import { transaction } from '../../store/transaction.ts'
import type { BuyerAccount, PurchaseDeps } from './deps.ts'
import { byHand } from './failure.ts'
import { followPurchases, type Settlement, settle } from './settle.ts'

/**
 * Places one purchase under its own id. The first attempt is recorded before it is sent:
 * after a crash or a lost answer the next worker first looks the purchase up by its id.
 */
export async function placePurchase(
  deps: PurchaseDeps,
  purchase: TakenPurchase,
  { connector, shop }: BuyerAccount,
  signal: AbortSignal,
): Promise<void> {
  if (purchase.id.length > connector.limits.keyLength || purchase.lines.length > connector.limits.lines)
    return done(settle(deps, purchase, byHand('It is too large for the API of the platform')))
  if (!deps.hub)
    return done(settle(deps, purchase, byHand('HUB_ADDRESS is not set: nobody knows where to send it')))

  const resume = purchase.submittedAt !== null
  const standing = resume ? await connector.findByKey(shop, purchase.id, signal) : null
  if (standing && standing.orders.length > 0)
    return done(settle(deps, purchase, placed(standing, purchase.totalMinor)))

  const draft = { lines: purchase.lines.map(lineOf), address: deps.hub }
  const preview = await connector.preview(shop, draft, signal)
  const objection = objectionTo(purchase, draft.lines, preview)
  if (objection) return done(settle(deps, purchase, objection))
  if (!(await aboutToSubmit(deps, purchase, preview.total))) return

  const request = { ...atPrices(draft, preview), key: purchase.id, total: preview.total, resume }
  const answer = await connector.place(shop, request, signal)
  await settle(deps, purchase, placed(answer, preview.total.minor))
}

const done = async (writing: Promise<unknown>): Promise<void> => void (await writing)

function lineOf(line: TakenPurchase['lines'][number], index: number): PurchaseLine {
  return {
    lineNo: String(index + 1),
    offerId: line.externalId,
    skuId: line.externalSkuId || null,
    purchaseRef: line.specId,
    quantity: line.quantity,
    unitPrice: money(line.unitPriceMinor),
  }
}

/** Why it is not bought as it is; null when it is. */
function objectionTo(
  { lines }: TakenPurchase,
  draft: readonly PurchaseLine[],
  { total, shippingFee, unavailable }: PurchasePreview,
): Settlement | null {
  const [missing] = unavailable
  if (missing) {
    const offer = draft.find((line) => line.lineNo === missing.lineNo)?.offerId
    return {
      status: 'FAILED',
      reason: `Offer ${offer} can't be bought: ${missing.reason}`,
      note: 'Something can not be bought at the moment; an operator decides',
    }
  }
  const expected = lines.reduce((sum, line) => sum + line.unitPriceMinor * BigInt(line.quantity), 0n)
  const goods = total.minor - shippingFee.minor
  if (total.currency !== 'CNY' || goods > expected)
    return byHand(
      `The price rose: ${amountText({ ...total, minor: goods })} for the goods, ${amountText(money(expected))} were expected. Decide whether to buy`,
    )
  return null
}

/** At what this account really pays: JD refuses any other price, and less than expected is fine. */
function atPrices({ lines, address }: PurchaseDraft, { prices }: PurchasePreview): PurchaseDraft {
  const priceOf = new Map(prices.map(({ lineNo, unitPrice }) => [lineNo, unitPrice]))
  return {
    address,
    lines: lines.map((line) => ({ ...line, unitPrice: priceOf.get(line.lineNo) ?? line.unitPrice })),
  }
}

/** False when it was cancelled, or somebody else has it by now: then nothing may be sent. */
function aboutToSubmit(deps: PurchaseDeps, purchase: TakenPurchase, { minor }: Money): Promise<boolean> {
  return transaction(deps.prisma, async (tx) => {
    const order = purchase.orderId ? await lockOrder(tx, { id: purchase.orderId }) : null
    const data = { submittedAt: purchase.submittedAt ?? new Date(), totalMinor: minor, reason: null }
    const stillWanted = {
      status: 'PENDING' as const,
      cancelRequestedAt: null,
      leasedUntil: { gt: new Date() },
    }
    if (!(await writePurchase(tx, purchase, data, { AND: stillWanted }))) return false
    if (order && isFinal(order.status))
      throw new Error(`order ${order.number} is ${order.status} and still has purchases to be placed`)
    if (order) await followPurchases(tx, order)
    return true
  })
}

/** @param limit maximum total, from the preview, in fen */
function placed({ orders }: Purchase, limit: bigint | null): Settlement {
  const live = orders.filter((order) => order.status !== 'CLOSED')
  const [first] = live
  if (!first) {
    const [closed] = orders
    return {
      status: 'FAILED',
      ...(closed && { externalId: closed.externalId }),
      reason: `The platform closed it: ${closed?.closeReason ?? 'no reason given'}`,
      note: 'A purchase was closed by the marketplace; an operator decides',
    }
  }
  const ids = {
    externalId: first.externalId,
    partIds: live.length > 1 ? live.map((order) => order.externalId) : [],
  }
  const total = totalOf(live)
  if (total !== null && limit !== null && total > limit)
    return {
      ...ids,
      ...byHand(
        `Order ${first.externalId} was placed and not paid: it costs ${amountText(money(total))}, ${amountText(money(limit))} were previewed. Pay it by hand or cancel it`,
      ),
    }
  return { ...ids, status: 'PLACED', ...(total !== null && { totalMinor: total }), reason: null }
}

/** The platform's total for all parts, if known. */
function totalOf(orders: readonly PurchaseOrder[]): bigint | null {
  const totals = orders.flatMap((order) => (order.total?.currency === 'CNY' ? [order.total.minor] : []))
  return totals.length === orders.length ? totals.reduce((sum, one) => sum + one, 0n) : null
}
