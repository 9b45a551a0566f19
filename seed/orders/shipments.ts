import type { Random } from '../random.ts'
import type { Blueprint } from './blueprint.ts'
import { reachedAt } from './journey.ts'
import { parcelNumber } from './tracking-number.ts'
import { returned, type Stop, stuck, toBuyerAbroad, toBuyerInChina, toHub } from './tracking-stops.ts'
import type { SeedAddress, SeedOrderEvent, SeedPurchase, SeedShipment } from './types.ts'

/** When a parcel still under way was last seen: four fifths of the time since `start`. */
const latestScan = (start: Date, now: Date): Date =>
  new Date(start.getTime() + Math.floor((now.getTime() - start.getTime()) * 0.0008) * 1000)

/** A parcel with events between two instants: the first at the start, the last at the end. */
function parcel(
  random: Random,
  leg: SeedShipment['leg'],
  stops: readonly Stop[],
  [start, end]: [Date, Date],
  purchaseExternalId: string | null = null,
): SeedShipment {
  const span = (end.getTime() - start.getTime()) / 1000
  const parts = Math.max(1, stops.length - 1)
  const events = stops.map(([status, description, location], index) => ({
    status,
    description,
    location,
    occurredAt: new Date(start.getTime() + Math.floor((span * index) / parts) * 1000),
  }))
  const last = stops.at(-1)
  if (!last) throw new RangeError('a parcel has at least one event')
  return { leg, ...parcelNumber(random, leg), status: last[0], purchaseExternalId, events }
}

/** Seller to hub, one parcel for each purchase that left the seller. */
function inbound(
  random: Random,
  events: readonly SeedOrderEvent[],
  purchases: readonly SeedPurchase[],
  now: Date,
): SeedShipment[] {
  const start = reachedAt(events, 'PURCHASED')
  if (!start) return []
  const end = reachedAt(events, 'AT_WAREHOUSE')
  return purchases
    .filter(({ status }) => status === 'SHIPPED' || status === 'RECEIVED')
    .map(({ externalId }) => {
      const stops = toHub(random)
      const underWay = stops.slice(0, random.int(1, stops.length - 1))
      return end
        ? parcel(random, 'DOMESTIC', stops, [start, end], externalId)
        : parcel(random, 'DOMESTIC', underWay, [start, latestScan(start, now)], externalId)
    })
}

/** Hub to buyer. */
function outbound(
  random: Random,
  { source, leftFrom }: Blueprint,
  events: readonly SeedOrderEvent[],
  address: SeedAddress,
  rank: number,
  now: Date,
): SeedShipment[] {
  const isAbroad = source === 'STOREFRONT'
  const leg = isAbroad ? 'INTERNATIONAL' : 'DOMESTIC'
  const stops = isAbroad ? toBuyerAbroad(address) : toBuyerInChina(address)
  const packed = reachedAt(events, 'AT_WAREHOUSE')
  const start = reachedAt(events, 'SHIPPED')
  const end = reachedAt(events, 'DELIVERED')
  if (!start) {
    const label: Stop = ['PENDING', 'Label created, not yet handed over', 'Guangzhou, CN']
    return packed && rank % 2 === 0 ? [parcel(random, leg, [label], [packed, packed])] : []
  }
  if (!end) return [parcel(random, leg, stuck(stops, address, rank), [start, latestScan(start, now)])]
  const delivered = parcel(random, leg, stops, [start, end])
  const refundedAt = reachedAt(events, 'REFUNDED')
  return [leftFrom && refundedAt ? returned(delivered, refundedAt) : delivered]
}

/** All parcels of an order, those to the hub first. `rank` counts the orders, so that the cases take turns. */
export function shipmentsOf(
  random: Random,
  blueprint: Blueprint,
  events: readonly SeedOrderEvent[],
  purchases: readonly SeedPurchase[],
  address: SeedAddress,
  rank: number,
  now: Date,
): SeedShipment[] {
  return [
    ...inbound(random, events, purchases, now),
    ...outbound(random, blueprint, events, address, rank, now),
  ]
}
