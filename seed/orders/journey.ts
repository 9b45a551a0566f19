import type { Random } from '../random.ts'
import type { Blueprint } from './blueprint.ts'
import type { SeedOrderEvent, SeedOrderStatus } from './types.ts'

/** The way of an order that nothing stops. */
export const PATH: readonly SeedOrderStatus[] = [
  'PENDING_PAYMENT',
  'PAID',
  'PURCHASING',
  'PURCHASED',
  'AT_WAREHOUSE',
  'SHIPPED',
  'DELIVERED',
  'COMPLETED',
]

/** Hours from the state before until this one is reached, and hours an order has been in it by now. */
const HOURS: Readonly<Record<SeedOrderStatus, { step: [number, number]; rest: [number, number] }>> = {
  PENDING_PAYMENT: { step: [0, 0], rest: [0.1, 1.8] },
  PAID: { step: [0.05, 1.5], rest: [0.2, 8] },
  PURCHASING: { step: [0.1, 3], rest: [1, 30] },
  PURCHASED: { step: [1, 20], rest: [8, 40] },
  AT_WAREHOUSE: { step: [40, 110], rest: [3, 60] },
  SHIPPED: { step: [8, 48], rest: [30, 240] },
  DELIVERED: { step: [150, 310], rest: [5, 150] },
  COMPLETED: { step: [160, 300], rest: [10, 560] },
  CANCELLED: { step: [2, 24], rest: [5, 1200] },
  REFUNDED: { step: [20, 100], rest: [5, 480] },
}

/** Who moves an order into a state, and what the history says about it. */
const NOTES: Readonly<Record<SeedOrderStatus, readonly [actor: string, storefront: string, shop: string]>> = {
  PENDING_PAYMENT: ['customer', 'Order placed', 'Order pulled from the shop'],
  PAID: ['payment', 'Payment confirmed by the provider', 'Paid on the platform'],
  PURCHASING: ['worker', 'Purchases handed to the platforms', 'Delivery order sent to the warehouse'],
  PURCHASED: ['worker', 'All purchases placed and paid', 'Warehouse accepted the delivery order'],
  AT_WAREHOUSE: ['warehouse', 'All parcels arrived at the hub', 'Picked and packed'],
  SHIPPED: ['warehouse', 'Consolidated parcel handed to the carrier', 'Parcel handed to the carrier'],
  DELIVERED: ['carrier', 'Signed for by the recipient', 'Signed for by the recipient'],
  COMPLETED: ['system', 'Return period is over', 'Buyer confirmed the receipt'],
  CANCELLED: ['customer', 'Cancelled by the customer', 'Cancelled by the buyer'],
  REFUNDED: ['operator', 'Refunded in full', 'Refunded on the platform'],
}

const secondsWithin = (random: Random, [from, to]: readonly [number, number]): number =>
  random.int(Math.round(from * 3600), Math.round(to * 3600))

/** The states an order went through, the last one its present state. */
export function statesOf({ status, leftFrom }: Blueprint): SeedOrderStatus[] {
  const last = PATH.indexOf(leftFrom ?? status)
  return [...PATH.slice(0, last + 1), ...(leftFrom ? [status] : [])]
}

/** The history of an order that has been in its present state for some time at `now`. Oldest first. */
export function journey(random: Random, blueprint: Blueprint, now: Date): SeedOrderEvent[] {
  const states = statesOf(blueprint)
  const steps = states.map((state) => secondsWithin(random, HOURS[state].step))
  const rest = secondsWithin(random, HOURS[blueprint.status].rest)
  const total = steps.reduce((sum, step) => sum + step, rest)
  let at = now.getTime() - total * 1000
  return states.map((to, index) => {
    at += (steps[index] ?? 0) * 1000
    const [actor, storefront, shop] = NOTES[to]
    return {
      at: new Date(at),
      from: states[index - 1] ?? null,
      to,
      note: blueprint.source === 'STOREFRONT' ? storefront : shop,
      actor: blueprint.source === 'STOREFRONT' ? actor : 'sync',
    }
  })
}

/** When the order reached a state; undefined when it never did. */
export function reachedAt(events: readonly SeedOrderEvent[], state: SeedOrderStatus): Date | undefined {
  return events.find(({ to }) => to === state)?.at
}
