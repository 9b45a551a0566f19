import { z } from 'zod'
import { money } from '../../domain/money.ts'
import type { RefundState } from '../../domain/order-line.ts'
import type { MarketplaceLineState, MarketplaceOrder, MarketplaceOrderStatus } from '../marketplace.ts'
import { bareList, fen, id, int, none, readRows, text, yuan } from '../wire.ts'
import { time1688 } from './time.ts'

/** protocols.md 3.5. `terminated` is an order ended after payment. */
const STATUS: Readonly<Record<string, MarketplaceOrderStatus>> = {
  waitbuyerpay: 'PENDING_PAYMENT',
  waitsellersend: 'PAID',
  waitbuyerreceive: 'SHIPPED',
  confirm_goods: 'DELIVERED',
  success: 'COMPLETED',
  cancel: 'CANCELLED',
  terminated: 'REFUNDED',
}

const LINE_STATE: Readonly<Record<string, MarketplaceLineState>> = {
  waitbuyerpay: 'WAITS',
  waitsellersend: 'WAITS',
  waitbuyerreceive: 'SENT',
  confirm_goods: 'SENT',
  success: 'SENT',
  cancel: 'CLOSED',
  terminated: 'CLOSED',
}

/** upstream-calls.md 1.8 and 1.12: the same words in upper case with underscores on lines, in lower case in refunds. */
const REFUND: Readonly<Record<string, RefundState>> = {
  waitselleragree: 'REQUESTED',
  waitbuyermodify: 'REFUSED',
  waitbuyersend: 'AGREED',
  waitsellerreceive: 'RETURNING',
  refundsuccess: 'SUCCEEDED',
  refundclose: 'CLOSED',
  refundclosed: 'CLOSED',
}

const refundOf = (word: string | null): RefundState | 'NONE' =>
  word === null ? 'NONE' : (REFUND[word.toLowerCase().replaceAll('_', '')] ?? 'UNKNOWN')

const optionalText = none(text).optional()
const optionalTime = none(time1688).optional().catch(null)

const base = z.object({
  id: none(id).optional(),
  idOfStr: none(id).optional(),
  status: z.string(),
  // Yuan in order reads, save the discount, which is fen.
  totalAmount: yuan,
  shippingFee: none(yuan).optional(),
  discount: none(fen).optional().catch(null),
  createTime: optionalTime,
  payTime: optionalTime,
  allDeliveredTime: optionalTime,
  modifyTime: optionalTime,
  completeTime: optionalTime,
  buyerID: optionalText,
  sellerID: optionalText,
  outOrderId: optionalText,
  refundStatus: optionalText,
  closeReason: optionalText,
  buyerFeedback: optionalText,
  receiverInfo: none(
    z.object({
      toFullName: optionalText,
      toMobile: optionalText,
      toPhone: optionalText,
      toArea: optionalText,
      toPost: optionalText,
    }),
  ).optional(),
})

const item = z.object({
  subItemIDString: none(id).optional(),
  subItemID: none(id).optional(),
  productID: none(id).optional(),
  skuID: none(id).optional(),
  specId: optionalText,
  cargoNumber: optionalText,
  name: z.string().catch(''),
  price: yuan,
  quantity: int,
  itemAmount: none(yuan).optional(),
  status: optionalText,
  refundStatus: optionalText,
})

const parcelItem = z.object({ logisticsBillNo: optionalText, logisticsCompanyName: optionalText })
const order = z.object({
  baseInfo: base,
  productItems: bareList.pipe(z.array(item)),
  nativeLogistics: none(z.object({ logisticsItems: bareList.pipe(z.array(parcelItem)).catch([]) }))
    .optional()
    .catch(null),
})
export type Row1688 = z.output<typeof order>

/** Order ids have 19 digits; the text field is exact even for readers that round the number. */
export function readOrders(rows: readonly unknown[]) {
  const { good, unreadable } = readRows(order, rows, 'id')
  return {
    rows: good,
    orders: good.flatMap(({ value, raw }) => toOrder(value, raw) ?? []),
    unreadable: unreadable.map((one, index) => ({
      ...one,
      externalId: one.externalId ?? idIn(one.payload) ?? `unreadable ${index}`,
    })),
  }
}

function idIn(payload: unknown): string | null {
  const { data } = z
    .object({ baseInfo: z.object({ idOfStr: id.optional(), id: id.optional() }) })
    .safeParse(payload)
  return data?.baseInfo.idOfStr ?? data?.baseInfo.id ?? null
}

export const orderIdOf = ({ baseInfo }: Row1688) => baseInfo.idOfStr ?? baseInfo.id ?? null
export const statusOf = (word: string): MarketplaceOrderStatus => STATUS[word] ?? 'UNKNOWN'

function toOrder(row: Row1688, raw: unknown): MarketplaceOrder | null {
  const { baseInfo, productItems, nativeLogistics } = row
  const externalId = orderIdOf(row)
  if (externalId === null) return null
  const bill = nativeLogistics?.logisticsItems.find((one) => one.logisticsBillNo)?.logisticsBillNo ?? null
  const to = baseInfo.receiverInfo
  return {
    externalId,
    status: statusOf(baseInfo.status),
    rawStatus: baseInfo.status,
    createdAt: baseInfo.createTime ?? null,
    paidAt: baseInfo.payTime ?? null,
    shippedAt: baseInfo.allDeliveredTime ?? null,
    endedAt: baseInfo.completeTime ?? null,
    modifiedAt: baseInfo.modifyTime ?? null,
    total: baseInfo.totalAmount,
    shippingFee: baseInfo.shippingFee ?? money(0),
    discount: baseInfo.discount ?? money(0),
    buyer: baseInfo.buyerID ?? null,
    buyerMessage: baseInfo.buyerFeedback ?? null,
    sellerMemo: null,
    receiver: to
      ? {
          name: to.toFullName ?? null,
          mobile: to.toMobile ?? null,
          phone: to.toPhone ?? null,
          province: null,
          city: null,
          district: null,
          town: null,
          address: to.toArea ?? null,
          postCode: to.toPost ?? null,
          handle: null,
        }
      : null,
    lines: productItems.map((one, index) => ({
      externalId: one.subItemIDString ?? one.subItemID ?? `${externalId}-${index + 1}`,
      offerId: one.productID ?? null,
      skuId: one.skuID ?? null,
      outerSkuId: one.cargoNumber ?? null,
      title: one.name,
      attributesText: null,
      unitPrice: one.price,
      quantity: one.quantity,
      total: one.itemAmount ?? money(one.price.minor * BigInt(one.quantity)),
      state: LINE_STATE[one.status?.toLowerCase() ?? ''] ?? null,
      refund: refundOf(one.refundStatus ?? null),
      trackingNumber: bill,
      oversold: false,
    })),
    raw,
  }
}
