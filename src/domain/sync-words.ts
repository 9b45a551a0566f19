/** Closed vocabularies of synchronisation. They may grow: the graph has each as an enum. */

/** Conditions that an operator sees while they last. */
export const SYNC_ALERT_KINDS = [
  'FAILING',
  'TIME_OUT',
  'RATE_STARVED',
  'CURSOR_STANDS_STILL',
  'FAILED_RECORDS',
  'MESSAGES_WAIT',
  'DRIFT',
  'OVERSOLD',
  'NEEDS_AUTHORIZATION',
  'TOKEN_ENDS',
  'WAREHOUSE_MESSAGE',
  'UNPRICED',
  'OFFERS',
] as const
export type SyncAlertKind = (typeof SYNC_ALERT_KINDS)[number]

/** In what two sides differ. */
export const DISCREPANCY_KINDS = [
  'DAY_COUNT',
  'DAY_AMOUNT',
  'ORDER_MISSING',
  'ORDER_UNKNOWN_THERE',
  'ORDER_AMOUNT',
  'ORDER_STATUS',
  'ORDER_LINES',
  'REFUND',
  'STOCK_SHOP',
  'STOCK_WAREHOUSE',
] as const
export type DiscrepancyKind = (typeof DISCREPANCY_KINDS)[number]

/** State of a refund on a marketplace. */
export type MarketplaceRefundStatus =
  | 'REQUESTED'
  | 'AGREED'
  | 'RETURNING'
  | 'REFUSED'
  | 'CLOSED'
  | 'SUCCEEDED'
  | 'UNKNOWN'

/** How far a run is. */
export type RunStatus = 'QUEUED' | 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'INTERRUPTED'
