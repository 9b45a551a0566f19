import type { RefundState } from '../../domain/order-line.ts'

/** protocols.md 1.7; the same words in `refunds.receive.get` and on the sub-orders of a trade. */
const STATES: Readonly<Record<string, RefundState>> = {
  WAIT_SELLER_AGREE: 'REQUESTED',
  WAIT_BUYER_RETURN_GOODS: 'AGREED',
  WAIT_SELLER_CONFIRM_GOODS: 'RETURNING',
  SELLER_REFUSE_BUYER: 'REFUSED',
  CLOSED: 'CLOSED',
  SUCCESS: 'SUCCEEDED',
}

export const refundState = (word: string): RefundState => STATES[word] ?? 'UNKNOWN'
