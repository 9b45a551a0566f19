import type { Random } from '../random.ts'
import type { SeedAddress, SeedShipment, SeedTrackingStatus } from './types.ts'

/** One scan of a parcel, without its time. */
export type Stop = readonly [status: SeedTrackingStatus, description: string, location: string | null]

const HUB = 'Guangzhou, CN'
const SELLER_CITIES = [
  'Hangzhou, CN',
  'Yiwu, CN',
  'Shenzhen, CN',
  'Jingdezhen, CN',
  'Quanzhou, CN',
  'Chengdu, CN',
]

/** Where parcels enter a country. */
const GATEWAYS: Readonly<Record<string, string>> = {
  US: 'Los Angeles, US',
  CA: 'Toronto, CA',
  GB: 'London, GB',
  DE: 'Frankfurt am Main, DE',
  FR: 'Paris, FR',
  AU: 'Sydney, AU',
  SG: 'Singapore, SG',
  MY: 'Kuala Lumpur, MY',
}

const place = ({ city, country }: SeedAddress): string => `${city}, ${country}`

/** Seller to hub. Signed for at the hub is not delivered: the last scan says so. */
export function toHub(random: Random): Stop[] {
  const seller = random.pick(SELLER_CITIES)
  return [
    ['PICKED_UP', 'Collected from the seller', seller],
    ['IN_TRANSIT', 'Left the sorting centre', seller],
    ['IN_TRANSIT', 'Arrived at the sorting centre', HUB],
    ['ARRIVED_AT_HUB', 'Signed for at the consolidation hub', HUB],
  ]
}

export function toBuyerAbroad(address: SeedAddress): Stop[] {
  const gateway = GATEWAYS[address.country] ?? place(address)
  return [
    ['PICKED_UP', 'Collected from the hub', HUB],
    ['IN_TRANSIT', 'Departed from the export gateway', 'Shenzhen, CN'],
    ['IN_TRANSIT', 'Arrived in the destination country', gateway],
    ['CUSTOMS', 'Presented to import customs', gateway],
    ['IN_TRANSIT', 'Released by customs, on the way to the local depot', gateway],
    ['OUT_FOR_DELIVERY', 'Out for delivery', place(address)],
    ['DELIVERED', 'Delivered, signed for by the recipient', place(address)],
  ]
}

export function toBuyerInChina(address: SeedAddress): Stop[] {
  return [
    ['PICKED_UP', 'Collected from the warehouse', HUB],
    ['IN_TRANSIT', 'Left the sorting centre', HUB],
    ['OUT_FOR_DELIVERY', 'Out for delivery', place(address)],
    ['DELIVERED', 'Delivered, signed for by the recipient', place(address)],
  ]
}

/** The scans of a parcel that has not arrived: by turns it flies, waits at customs, or meets a difficulty. */
export function stuck(stops: readonly Stop[], address: SeedAddress, rank: number): Stop[] {
  const under = stops.slice(0, -1)
  const upTo = (status: SeedTrackingStatus) =>
    under.slice(0, under.findLastIndex(([at]) => at === status) + 1)
  const customs = upTo('CUSTOMS')
  const last = place(address)
  const cases: Stop[][] = [
    under.slice(0, 2),
    customs.length > 0 ? customs : under,
    under,
    [...under, ['ATTEMPT_FAILED', 'Nobody at home, next attempt on the following working day', last]],
    [
      ...(customs.length > 0 ? customs : under),
      [
        'EXCEPTION',
        customs.length > 0 ? 'Held until import duties are paid' : 'Address incomplete, parcel held',
        last,
      ],
    ],
    under.slice(0, 1),
  ]
  return cases[rank % cases.length] ?? under
}

/** A parcel that came back after it was delivered, before the money was returned at `refundedAt`. */
export function returned(delivered: SeedShipment, refundedAt: Date): SeedShipment {
  const last = delivered.events.at(-1)?.occurredAt ?? refundedAt
  const occurredAt = new Date(Math.floor((last.getTime() + refundedAt.getTime()) / 2000) * 1000)
  return {
    ...delivered,
    status: 'RETURNED',
    events: [
      ...delivered.events,
      {
        status: 'RETURNED',
        description: 'Sent back by the recipient, received at the hub',
        location: HUB,
        occurredAt,
      },
    ],
  }
}
