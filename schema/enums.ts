import type { AlertKind, AlertStatus } from '../src/domain/alert.ts'
import type { GoodsRestriction } from '../src/domain/goods-restriction.ts'
import type { OfferAlertKind } from '../src/domain/offer-alert.ts'
import type { OrderStatus } from '../src/domain/order-state.ts'
import type { Platform } from '../src/domain/platform.ts'
import type { ProductStatus } from '../src/domain/product-list.ts'
import type { StockMovementReason } from '../src/domain/stock.ts'
import type { UserErrorCode } from '../src/domain/user-error.ts'
import { builder } from './builder.ts'

/** Enums that more than one type uses. Those that the domain knows have to name each of its values. */
export type Meaning<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

export const PlatformEnum = builder.enumType('Platform', {
  description: 'A marketplace. More may join: take values that you do not know.',
  values: {
    TAOBAO: { description: 'Taobao and Tmall.' },
    JD: { description: 'JD.com.' },
    ALIBABA_1688: { description: '1688, wholesale.' },
    WEIDIAN: { description: 'Weidian. Read through a data provider, bought by hand.' },
    PINDUODUO: { description: 'Pinduoduo. Read through a data provider, bought by hand.' },
  } satisfies Meaning<Platform>,
})

export const UserErrorCodeEnum = builder.enumType('UserErrorCode', {
  description: 'Why a mutation was refused.',
  values: {
    NOT_FOUND: { description: 'Something that the input names does not exist.' },
    INVALID_INPUT: { description: 'A field of the input is not what it should be.' },
    INSUFFICIENT_STOCK: { description: 'There is not enough stock.' },
    VERSION_CONFLICT: { description: 'Somebody changed it meanwhile: read it again and decide again.' },
    IDEMPOTENCY_MISMATCH: { description: 'The idempotency key was used before with another input.' },
    INVALID_TRANSITION: { description: 'Not possible in its present state.' },
    FORBIDDEN: { description: 'Not for this viewer.' },
    ALREADY_EXISTS: { description: 'Another one has this code, key, slug or handle.' },
    QUOTE_EXPIRED: { description: 'What was shown no longer holds: ask for a new quote.' },
    PRICE_CHANGED: { description: 'It costs more now than was expected.' },
    INSUFFICIENT_FUNDS: { description: 'The wallet does not hold that much.' },
    RESTRICTED_GOODS: { description: 'Goods that may not be sent that way, or not at all.' },
    UPSTREAM_REJECTED: { description: 'The platform said no.' },
    UPSTREAM_UNAVAILABLE: { description: 'The platform did not answer.' },
    LIMIT_EXCEEDED: { description: 'More than is allowed.' },
  } satisfies Meaning<UserErrorCode>,
})

export const AvailabilityEnum = builder.enumType('Availability', {
  description: 'Stock as shoppers see it.',
  values: {
    IN_STOCK: { description: 'A SKU has at least 10 units available in one warehouse.' },
    LOW_STOCK: { description: 'Something is available, but nowhere 10 units or more.' },
    OUT_OF_STOCK: { description: 'Nothing is available in any warehouse.' },
    MADE_TO_ORDER: { description: 'Nothing is on our shelf; it is bought in China once it is paid.' },
  } as const,
})

export const GoodsRestrictionEnum = builder.enumType('GoodsRestriction', {
  description: 'What carriers ask of goods before they take them.',
  values: {
    BATTERY: { description: 'Has a battery.' },
    LIQUID: { description: 'Is or has a liquid.' },
    POWDER: { description: 'Is a powder.' },
    MAGNET: { description: 'Is magnetic.' },
    FOOD: { description: 'Is eaten or drunk.' },
    COSMETIC: { description: 'Is put on the skin.' },
    BRAND: { description: 'Bears a brand that customs look at.' },
    PROHIBITED: { description: 'No carrier takes it.' },
  } satisfies Meaning<GoodsRestriction>,
})

export const ProductStatusEnum = builder.enumType('ProductStatus', {
  description: 'Whether a product or SKU is on show.',
  values: {
    DRAFT: { description: 'Not yet: no page of the catalogue shows it.' },
    ACTIVE: { description: 'On show.' },
    ARCHIVED: { description: 'No longer: kept for what refers to it.' },
  } satisfies Meaning<ProductStatus>,
})

export const StockMovementReasonEnum = builder.enumType('StockMovementReason', {
  description: 'Why on hand or reserved changed.',
  values: {
    RECEIPT: { description: 'Goods came in.' },
    SALE: { description: 'Sold and gone.' },
    RESERVATION: { description: 'Promised to somebody; on hand stays.' },
    RELEASE: { description: 'A promise was given back; on hand stays.' },
    TRANSFER_OUT: { description: 'Left for another warehouse.' },
    TRANSFER_IN: { description: 'Came from another warehouse.' },
    STOCKTAKE: { description: 'Counted: the difference.' },
    ADJUSTMENT: { description: 'Corrected by hand.' },
    RETURN: { description: 'Came back from a customer.' },
    DAMAGE: { description: 'Broken or lost.' },
    SYNC: { description: 'Copied from another system.' },
  } satisfies Meaning<StockMovementReason>,
})

export const AlertKindEnum = builder.enumType('AlertKind', {
  description: 'What an inventory alert tells.',
  values: {
    LOW_STOCK: { description: 'Available fell below the threshold.' },
    OUT_OF_STOCK: { description: 'Nothing is available any more.' },
    OVERSOLD: { description: 'More is reserved than is on hand.' },
    BACK_IN_STOCK: {
      description: 'Available again after nothing was. A one-off notice: resolved as soon as it is sent.',
    },
  } satisfies Meaning<AlertKind>,
})

export const OfferAlertKindEnum = builder.enumType('OfferAlertKind', {
  description: 'What an alert about an offer tells. May grow.',
  values: {
    UPSTREAM_LOW: { description: 'The seller has fewer units than the limit.' },
    UPSTREAM_GONE: { description: 'The seller does not offer it any more.' },
    PRICE_ROSE: { description: 'The seller asks for more, by more percent than the limit.' },
    MARGIN_LOW: { description: 'Less of our price is left after the cost than the limit, in percent.' },
    PRICE_HELD: { description: 'Our price would rise by more than its rule allows: an operator decides.' },
  } satisfies Meaning<OfferAlertKind>,
})

export const AlertStatusEnum = builder.enumType('AlertStatus', {
  description: 'The life of an alert: it is resolved by stock coming back, not by being acknowledged.',
  values: {
    OPEN: { description: 'Nobody is working on it yet.' },
    ACKNOWLEDGED: { description: 'Somebody is working on it.' },
    RESOLVED: { description: 'Over: stock is back above the limit.' },
  } satisfies Meaning<AlertStatus>,
})

export const OrderStatusEnum = builder.enumType('OrderStatus', {
  description: 'States of an order, in the order they are passed. An order never moves back.',
  values: {
    PENDING_PAYMENT: { description: 'Placed, not paid.' },
    PAID: { description: 'Paid, nothing bought yet.' },
    PURCHASING: { description: 'Being bought on the marketplaces.' },
    PURCHASED: { description: 'Bought, on the way to our hub.' },
    AT_WAREHOUSE: { description: 'Everything is in our hub.' },
    SHIPPED: { description: 'On the way to the customer.' },
    DELIVERED: { description: 'The customer has it.' },
    COMPLETED: { description: 'Over; nothing can be claimed any more.' },
    CANCELLED: { description: 'Cancelled before it left.' },
    REFUNDED: { description: 'The money was given back.' },
  } satisfies Meaning<OrderStatus>,
})

export const SyncKindEnum = builder.enumType('SyncKind', {
  description:
    'What a synchronisation moves: read from the shop, or (the kinds that end in PUSH) written to it.',
  values: {
    PRODUCTS: { description: 'Items and prices, from the shop.' },
    STOCK: { description: 'Quantities, from the shop.' },
    ORDERS: { description: 'Orders, from the shop.' },
    LOGISTICS: { description: 'Tracking, from the shop.' },
    STOCK_PUSH: { description: 'Sellable quantities, to the shop.' },
    SHIPMENT_PUSH: { description: 'Parcel numbers, to the shop.' },
    DELIVERY_PUSH: { description: 'Paid orders of the shop, to the warehouse.' },
    WAREHOUSE_STOCK: { description: 'What the warehouse system has, where its messages were lost.' },
    REFUNDS: { description: 'Refunds that buyers asked for, from the shop.' },
  } as const,
})

export const FeedGapReasonEnum = builder.enumType('FeedGapReason', {
  description: 'Why something could not be delivered.',
  values: {
    SLOW_CONSUMER: { description: 'The client did not read fast enough and its queue was given up.' },
    RETENTION: { description: 'The cursor is older than what is kept.' },
    EPOCH_CHANGED: {
      description: 'The cursor belongs to another history, for example before a restored backup.',
    },
  } as const,
})

export const OrderSourceEnum = builder.enumType('OrderSource', {
  description: 'Where an order was placed.',
  values: {
    STOREFRONT: { description: 'By a customer of ours, in the storefront.' },
    TAOBAO: { description: 'In a linked Taobao or Tmall shop.' },
    JD: { description: 'In a linked JD shop.' },
    ALIBABA_1688: { description: 'In a linked 1688 shop.' },
  } as const,
})
