import type {
  DiscrepancyKind,
  MarketplaceRefundStatus,
  RunStatus,
  SyncAlertKind,
} from '../src/domain/sync-words.ts'
import { builder } from './builder.ts'

type Meaning<Name extends string> = Readonly<Record<Name, { readonly description: string }>>

export const SyncRunStatusEnum = builder.enumType('SyncRunStatus', {
  description: 'States of a run of a synchronisation.',
  values: {
    QUEUED: { description: 'It waits for a worker.' },
    RUNNING: { description: 'A worker is at it.' },
    SUCCEEDED: { description: 'Everything was read or written.' },
    FAILED: { description: 'It failed as a whole; `error` says why.' },
    INTERRUPTED: { description: 'Its worker stopped; the next run goes on from there.' },
  } satisfies Meaning<RunStatus>,
})

export const SyncAlertKindEnum = builder.enumType('SyncAlertKind', {
  description: 'What is wrong with a synchronisation. May grow.',
  values: {
    FAILING: { description: 'Several runs in a row failed.' },
    TIME_OUT: { description: 'A run timed out.' },
    RATE_STARVED: { description: 'The platform allows fewer calls than are needed.' },
    CURSOR_STANDS_STILL: { description: 'Nothing new was read for too long.' },
    FAILED_RECORDS: { description: 'Records could not be imported.' },
    MESSAGES_WAIT: { description: 'Messages of the platform are not handled.' },
    DRIFT: { description: 'Our figures and those of another system differ.' },
    OVERSOLD: { description: 'A marketplace sold more than there is.' },
    NEEDS_AUTHORIZATION: { description: "The shop's owner has to link it again." },
    TOKEN_ENDS: { description: 'The permission ends soon and cannot be renewed by us.' },
    WAREHOUSE_MESSAGE: { description: 'A message of the warehouse system could not be handled.' },
    UNPRICED: { description: 'SKUs have no price by a rule: none fits, or an exchange rate is missing.' },
    OFFERS: { description: 'Alerts about offers and prices are open.' },
  } satisfies Meaning<SyncAlertKind>,
})

export const DiscrepancyKindEnum = builder.enumType('DiscrepancyKind', {
  description: 'In what two sides differ. May grow.',
  values: {
    DAY_COUNT: { description: 'The number of orders of a day.' },
    DAY_AMOUNT: { description: 'The sum of the orders of a day.' },
    ORDER_MISSING: { description: 'The platform has an order that we have not.' },
    ORDER_UNKNOWN_THERE: { description: 'We have an order that the platform has not.' },
    ORDER_AMOUNT: { description: 'The amount of an order.' },
    ORDER_STATUS: { description: 'The state of an order.' },
    ORDER_LINES: { description: 'The lines of an order.' },
    REFUND: { description: 'The state or the amount of a refund.' },
    STOCK_SHOP: { description: 'The quantity of a listing in the shop.' },
    STOCK_WAREHOUSE: { description: 'The quantity of a SKU in the warehouse system.' },
  } satisfies Meaning<DiscrepancyKind>,
})

export const MappedEntityEnum = builder.enumType('MappedEntity', {
  description: 'Which kind of record a field mapping is for. May grow.',
  values: {
    LISTING: { value: 'product', description: 'What a shop sells.' },
    ORDER: { value: 'order', description: 'An order in a shop.' },
  } as const,
})

export const MarketplaceRefundStatusEnum = builder.enumType('MarketplaceRefundStatus', {
  description: 'State of a refund on a marketplace.',
  values: {
    REQUESTED: { description: 'The buyer asked for it.' },
    AGREED: { description: 'The seller agreed.' },
    RETURNING: { description: 'The goods are on their way back.' },
    REFUSED: { description: 'The seller refused.' },
    CLOSED: { description: 'Over without money going back.' },
    SUCCEEDED: { description: 'The money is back.' },
    UNKNOWN: { description: 'A word of the marketplace that we do not know; see `rawStatus`.' },
  } satisfies Meaning<MarketplaceRefundStatus>,
})
