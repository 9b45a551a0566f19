import type { Purchase, PurchaseLine } from '../state/purchase.ts'
import { purchaseTotalFen } from '../state/purchase.ts'
import type { SandboxState } from '../state/state.ts'
import { contractFen } from './prices.ts'
import { VopRefusal, vopBadParam } from './vop-refusal.ts'

const FREE_FREIGHT_FROM_FEN = 9_900
const FREIGHT_FEN = 600
const MAX_KINDS = 100

/** Common input of both generations' submit calls, after reading their own field names. */
export interface Submission {
  thirdOrder: string
  skus: { skuId: string; num: number }[]
  /** Prices the buyer expects, in fen by SKU; another price refuses the order with 3019. */
  expected: ReadonlyMap<string, number>
  /** 0 holds the order for a confirmation, 1 pays at once. */
  submitState: '0' | '1'
  receiver: Record<string, unknown>
  remark: string
}

/** Places an order, held or paid. Throws VopRefusal with the code that the buyer must act on. */
export function submit(state: SandboxState, buyer: string, order: Submission): Purchase {
  if (order.thirdOrder === '' || order.thirdOrder.length > 100) throw vopBadParam('thirdOrder')
  if (order.skus.length === 0 || order.skus.length > MAX_KINDS) throw vopBadParam('sku')
  const known = byThirdOrder(state, buyer, order.thirdOrder)
  if (known) throw new VopRefusal('0008', `重复下单，京东订单号${known.id}`)
  const lines = order.skus.map((wanted) => lineOf(state, wanted, order.expected))
  const purchase = state.purchases.place({
    platform: 'JD_VOP',
    ownKey: order.thirdOrder,
    buyer,
    supplier: 'JD',
    lines,
    freightFen: freightOf(lines),
    receiver: order.receiver,
    message: order.remark,
    status: 'HELD',
  })
  if (order.submitState === '1') confirm(state, purchase)
  return purchase
}

export function freightOf(lines: readonly { priceFen: number; quantity: number }[]): number {
  const goods = lines.reduce((sum, line) => sum + line.priceFen * line.quantity, 0)
  return goods >= FREE_FREIGHT_FROM_FEN ? 0 : FREIGHT_FEN
}

function lineOf(
  state: SandboxState,
  { skuId, num }: { skuId: string; num: number },
  expected: ReadonlyMap<string, number>,
): Omit<PurchaseLine, 'id'> {
  const found = state.shelf.sku('JD', skuId)
  if (!found?.item.onSale) throw new VopRefusal('3002', `商品${skuId}不在商品池或已下架`)
  if (!Number.isInteger(num) || num < 1) throw vopBadParam('num')
  const priceFen = contractFen(found.sku)
  const wanted = expected.get(skuId)
  if (wanted !== undefined && wanted !== priceFen)
    throw new VopRefusal('3019', `商品${skuId}价格变动，最新价格${(priceFen / 100).toFixed(2)}`)
  if (found.sku.quantity < num) throw new VopRefusal('3008', `商品${skuId}库存不足`)
  return { ...found, quantity: num, priceFen, ownLine: '' }
}

export function byThirdOrder(state: SandboxState, buyer: string, thirdOrder: string): Purchase | undefined {
  return state.purchases
    .byOwnKey('JD_VOP', thirdOrder)
    .find((purchase) => purchase.buyer === buyer && purchase.parentId === undefined)
}

/** A parent order of this buyer; throws when there is none. */
export function ownOrder(state: SandboxState, buyer: string, jdOrderId: string): Purchase {
  const purchase = state.purchases.find('JD_VOP', jdOrderId)
  if (purchase?.buyer !== buyer) throw new VopRefusal('3203', `订单${jdOrderId}不存在`)
  return purchase
}

/** Here the money moves. An order of several suppliers is split, and its children ship. */
export function confirm(state: SandboxState, purchase: Purchase): void {
  if (purchase.status === 'PAID' || purchase.paidAt) throw new VopRefusal('3103', '订单已确认')
  if (!state.purchases.pay(purchase))
    throw purchase.payFailure === 'BALANCE_SHORT'
      ? new VopRefusal('3017', '余额不足')
      : new VopRefusal('3104', '订单已取消')
  const shares = Map.groupBy(purchase.lines, (line) => line.item.supplier)
  if (shares.size > 1) state.purchases.split(purchase, [...shares.values()])
}

/** Only what was not confirmed can be cancelled. */
export function cancel(state: SandboxState, purchase: Purchase, reason: string): void {
  if (!state.purchases.cancel(purchase, reason)) throw new VopRefusal('3204', '订单已确认，不能取消')
}

/** The children of a split order, or the order itself. */
export function parts(state: SandboxState, purchase: Purchase): Purchase[] {
  const children = purchase.childIds.flatMap((id) => state.purchases.find('JD_VOP', id) ?? [])
  return children.length > 0 ? children : [purchase]
}

export const orderPriceFen = purchaseTotalFen
