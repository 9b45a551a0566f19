export type Tone = 'good' | 'warn' | 'bad' | 'info' | 'plain'

const TONES: Readonly<Record<string, Tone>> = {
  LINKED: 'good',
  NEEDS_AUTHORIZATION: 'bad',
  SUSPENDED: 'warn',
  QUEUED: 'info',
  RUNNING: 'info',
  SUCCEEDED: 'good',
  FAILED: 'bad',
  INTERRUPTED: 'warn',
  OPEN: 'bad',
  ACKNOWLEDGED: 'warn',
  RESOLVED: 'good',
  LOW_STOCK: 'warn',
  OUT_OF_STOCK: 'bad',
  OVERSOLD: 'bad',
  BACK_IN_STOCK: 'good',
  PROPOSED: 'info',
  APPROVED: 'good',
  PENDING_PAYMENT: 'plain',
  PAID: 'info',
  PURCHASING: 'info',
  PURCHASED: 'info',
  AT_WAREHOUSE: 'info',
  SHIPPED: 'info',
  DELIVERED: 'good',
  COMPLETED: 'good',
  RECEIVED: 'good',
  REFUNDED: 'warn',
  AWAITING_MANUAL_PURCHASE: 'warn',
  EXCEPTION: 'bad',
  DEAD: 'bad',
  DRAFT: 'plain',
  ACTIVE: 'good',
  PARTIAL: 'warn',
  CREATED: 'good',
  UPDATED: 'info',
}

/** Colour of a state; its word is always next to it. */
export function toneOf(state: string): Tone {
  return TONES[state] ?? 'plain'
}
