import { v7 } from 'uuid'
import { Refused } from '../domain/user-error.ts'
import type { LockedOrder } from '../store/order.ts'
import type { Tx } from '../store/transaction.ts'
import { type OrderDeps, ownerOf } from './deps.ts'
import { letGo } from './let-go.ts'
import { forAll, moveOrder, type Note } from './move-order.ts'
import { followPurchases } from './purchases/settle.ts'
import { type Source, sourceLines } from './source-lines.ts'

/**
 * The order's price has arrived: its stock is held for good, and what must be bought is written down for the
 * purchase worker in the same transaction. Stock that was let go while the payment was on its way is taken again;
 * when it is gone, the order is cancelled and the payment waits to be given back.
 * @returns false when it was cancelled
 */
export async function orderPaid(
  tx: Tx,
  deps: OrderDeps,
  order: LockedOrder,
  { paymentId, note, actor }: { paymentId: string; note: Note; actor: string },
): Promise<boolean> {
  const paid = await moveOrder(tx, order, { to: 'PAID', note, actor })
  await tx.order.update({ where: { id: order.id }, data: { payBy: null }, select: { id: true } })
  if (!(await holdForGood(tx, deps, order, actor))) {
    await tx.payment.update({
      where: { id: paymentId },
      data: { refundRequestedAt: new Date() },
      select: { id: true },
    })
    await moveOrder(tx, paid, {
      to: 'CANCELLED',
      note: forAll(
        'The payment came after the time to pay, and the stock was sold meanwhile: the amount has to be given back',
      ),
      actor: 'system:orders',
    })
    await letGo(tx, deps, paid, actor)
    return false
  }
  // What nobody offers any more waits for an operator from the start.
  if (await writePurchases(tx, order.id)) await followPurchases(tx, paid, 'system:orders')
  return true
}

/** False when released units are no longer available. */
async function holdForGood(tx: Tx, deps: OrderDeps, order: LockedOrder, actor: string): Promise<boolean> {
  const owner = ownerOf(order.id)
  const active = await deps.holds.makePermanent(tx, owner)
  const lines = await tx.orderLine.findMany({
    where: { orderId: order.id, boughtToOrder: false, skuId: { not: null } },
    orderBy: { position: 'asc' },
  })
  const held = await tx.reservation.findMany({ where: { ownerType: owner.type, ownerId: owner.id } })
  if (active === held.length) return true
  const missing = new Map<string, number>()
  for (const { skuId, quantity } of lines) if (skuId) missing.set(skuId, (missing.get(skuId) ?? 0) + quantity)
  for (const { skuId, quantity, status } of held)
    if (status === 'ACTIVE') missing.set(skuId, (missing.get(skuId) ?? 0) - quantity)
  const wanted = [...missing]
    .filter(([, quantity]) => quantity > 0)
    .map(([skuId, quantity]) => ({ skuId, quantity, field: [] }))
  if (wanted.length === 0) return true
  try {
    const reference = order.number
    await deps.holds.reserve(tx, { lines: wanted, owner, expiresAt: null, actor, reference })
    return true
  } catch (error) {
    // Refused before anything was written: the transaction can go on.
    if (!(error instanceof Refused)) throw error
    return false
  }
}

/** One purchase for each platform and seller; the worker takes them from there. False when nothing has to be bought. */
async function writePurchases(tx: Tx, orderId: string): Promise<boolean> {
  const lines = (
    await tx.orderLine.findMany({
      where: { orderId, boughtToOrder: true },
      orderBy: { position: 'asc' },
    })
  ).flatMap(({ id, skuId, quantity }) => (skuId ? [{ orderLineId: id, skuId, quantity }] : []))
  if (lines.length === 0) return false
  const sources = await sourceLines(tx, lines)
  const purchases = new Map<string, { id: string; source: Source | null; lines: typeof lines }>()
  for (const [index, line] of lines.entries()) {
    const source = sources[index] ?? null
    const key = source ? `${source.platform} ${source.seller ?? source.externalId}` : 'nobody'
    const purchase = purchases.get(key) ?? { id: v7(), source, lines: [] }
    purchase.lines.push(line)
    purchases.set(key, purchase)
  }
  await tx.purchaseOrder.createMany({
    data: [...purchases.values()].map(({ id, source }) => ({
      id,
      orderId,
      ...(source
        ? { platform: source.platform, seller: source.seller, status: 'PENDING' as const }
        : {
            platform: 'ALIBABA_1688' as const,
            status: 'AWAITING_MANUAL_PURCHASE' as const,
            reason: 'No marketplace lists it in this quantity any more: buy it by hand, anywhere',
          }),
    })),
  })
  await tx.purchaseOrderLine.createMany({
    data: lines.map((line, index) => {
      const source = sources[index]
      const purchase = [...purchases.values()].find((one) => one.lines.includes(line))
      if (!purchase) throw new Error('a line without a purchase')
      return {
        ...line,
        purchaseOrderId: purchase.id,
        externalId: source?.externalId ?? '',
        externalSkuId: source?.externalSkuId ?? '',
        specId: source?.specId ?? null,
        unitPriceMinor: source?.unitPriceMinor ?? 0n,
      }
    }),
  })
  return true
}
