import { ALERT_KINDS } from '../src/domain/alert.ts'
import { PLATFORMS } from '../src/domain/platform.ts'
import { MOVEMENT_REASONS } from '../src/domain/stock.ts'
import { USER_ERROR_CODES } from '../src/domain/user-error.ts'
import { builder } from './builder.ts'

/** Enums that more than one type uses. The values of each carry their meaning. */

export const PlatformEnum = builder.enumType('Platform', {
  description: 'A marketplace.',
  values: PLATFORMS,
})

export const UserErrorCodeEnum = builder.enumType('UserErrorCode', {
  description: 'Why a mutation was refused.',
  values: USER_ERROR_CODES,
})

export const AvailabilityEnum = builder.enumType('Availability', {
  description: 'What a shopper is told.',
  values: {
    IN_STOCK: { description: 'A SKU has at least 10 pieces available in one warehouse.' },
    LOW_STOCK: { description: 'Something is available, but nowhere 10 pieces or more.' },
    OUT_OF_STOCK: { description: 'Nothing is available in any warehouse.' },
  } as const,
})

export const StockMovementReasonEnum = builder.enumType('StockMovementReason', {
  description: 'Why on hand or reserved changed.',
  values: MOVEMENT_REASONS,
})

export const AlertKindEnum = builder.enumType('AlertKind', {
  description: 'What an inventory alert tells.',
  values: ALERT_KINDS,
})

export const AlertStatusEnum = builder.enumType('AlertStatus', {
  description: 'The life of an alert: it is resolved by stock coming back, not by being acknowledged.',
  values: ['OPEN', 'ACKNOWLEDGED', 'RESOLVED'] as const,
})

export const OrderStatusEnum = builder.enumType('OrderStatus', {
  description: 'States of an order, in the order they are passed. An order never moves back.',
  values: [
    'PENDING_PAYMENT',
    'PAID',
    'PURCHASING',
    'PURCHASED',
    'AT_WAREHOUSE',
    'SHIPPED',
    'DELIVERED',
    'COMPLETED',
    'CANCELLED',
    'REFUNDED',
  ] as const,
})

export const SyncKindEnum = builder.enumType('SyncKind', {
  description:
    'What a synchronisation moves: the first four are read from the shop, the last two written to it.',
  values: ['PRODUCTS', 'STOCK', 'ORDERS', 'LOGISTICS', 'STOCK_PUSH', 'SHIPMENT_PUSH'] as const,
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
