import type { SeedOrderSource, SeedOrderStatus } from './types.ts'

/** Fixed part of an order before anything is drawn: its source and its state. */
export interface Blueprint {
  source: SeedOrderSource
  status: SeedOrderStatus
  /** The state in which it was cancelled or refunded. */
  leftFrom?: SeedOrderStatus
}

/** Six of ten orders are the storefront's. */
const SOURCES: readonly SeedOrderSource[] = [
  'STOREFRONT',
  'TAOBAO',
  'STOREFRONT',
  'JD',
  'STOREFRONT',
  'STOREFRONT',
  'ALIBABA_1688',
  'STOREFRONT',
  'TAOBAO',
  'STOREFRONT',
]

const COUNTS: readonly (readonly [count: number, status: SeedOrderStatus, leftFrom?: SeedOrderStatus])[] = [
  [20, 'COMPLETED'],
  [10, 'DELIVERED'],
  [16, 'SHIPPED'],
  [10, 'AT_WAREHOUSE'],
  [10, 'PAID'],
  [6, 'PENDING_PAYMENT'],
  [4, 'CANCELLED', 'PENDING_PAYMENT'],
  [2, 'CANCELLED', 'PAID'],
  [1, 'REFUNDED', 'PAID'],
  [1, 'REFUNDED', 'PURCHASING'],
  [2, 'REFUNDED', 'DELIVERED'],
  [10, 'PURCHASING'],
  [8, 'PURCHASED'],
]

/** Orders of a shop are picked from stock, so none of them waits in a state of buying. */
function isBuying({ status, leftFrom }: Pick<Blueprint, 'status' | 'leftFrom'>): boolean {
  return [status, leftFrom].some((state) => state === 'PURCHASING' || state === 'PURCHASED')
}

/** The 100 orders, in no order of time. */
export function blueprints(): Blueprint[] {
  return COUNTS.flatMap(([count, status, leftFrom]) =>
    Array.from({ length: count }, () => ({ status, ...(leftFrom ? { leftFrom } : {}) })),
  ).map((state, index) => ({
    ...state,
    source: isBuying(state) ? 'STOREFRONT' : (SOURCES[index % SOURCES.length] ?? 'STOREFRONT'),
  }))
}
