import { createHash } from 'node:crypto'
import { v7 } from 'uuid'
import { parcelNumber } from '../domain/parcel-number.ts'
import {
  atDestination,
  type Destination,
  type ParcelState,
  statusOf,
  type TrackingStatus,
  trackingStatus,
} from '../domain/tracking.ts'
import type { ShipmentLeg } from '../store/generated/client.ts'
import { findParcel } from '../store/parcel.ts'
import type { Tx } from '../store/transaction.ts'

/** A parcel as connectors tell it (connectors/tracking.ts) or people type it. */
export interface ParcelNews {
  /** Null while there is no number yet: such a parcel can't be written. */
  readonly trackingNumber: string | null
  readonly carrierName: string | null
  readonly state: ParcelState | null
  readonly steps: readonly {
    readonly at: Date | null
    readonly text: string
    readonly rawCode: string | null
    readonly state: ParcelState | TrackingStatus | null
    readonly location?: string | null
  }[]
}

export interface ParcelOf {
  readonly orderId: string | null
  readonly purchaseOrderId: string | null
  readonly leg: ShipmentLeg
  readonly destination: Destination
}

export interface WrittenParcel {
  readonly id: string
  readonly trackingNumber: string
  /** Null for a parcel that is new. */
  readonly before: TrackingStatus | null
  readonly status: TrackingStatus
}

/**
 * Writes a parcel with its scans, each of them once, however often it is reported. The parcel's status is what all its
 * scans add up to, so that late and repeated news never moves it back. Null for a parcel without a number.
 */
export async function writeParcel(tx: Tx, news: ParcelNews, of: ParcelOf): Promise<WrittenParcel | null> {
  const trackingNumber = parcelNumber(news.trackingNumber ?? '')
  if (trackingNumber === '') return null
  const { destination, ...owner } = of
  const key = { carrier: news.carrierName?.trim() || 'UNKNOWN', trackingNumber }
  const { orderId, purchaseOrderId, leg } = owner
  const where = { carrier_trackingNumber: key }
  const standing = await findParcel(tx, key, { orderId, leg })
  const shipment =
    standing ??
    (await tx.shipment.upsert({
      where,
      create: { id: v7(), ...key, orderId, purchaseOrderId, leg },
      update: {},
      select: { id: true, status: true },
    }))
  const events = news.steps.flatMap(({ at, text, rawCode, state, location = null }) => {
    if (!at) return []
    const dedupeKey = createHash('sha256')
      .update(`${at.toISOString()}|${rawCode ?? ''}|${text}`)
      .digest('hex')
    const status = state && inOurWords(state, destination)
    return [{ at, text, location, status, dedupeKey }]
  })
  const known = await tx.trackingEvent.findMany({
    where: { shipmentId: shipment.id },
    select: { status: true, occurredAt: true, dedupeKey: true },
  })
  const keys = new Set(known.map((event) => event.dedupeKey))
  const added = events.filter((event) => !keys.has(event.dedupeKey))
  const told = [...known]
  // An unknown code keeps the state it came in (purchasing.md 3.3).
  for (const event of added.toSorted((a, b) => a.at.getTime() - b.at.getTime()))
    told.push({
      status: event.status ?? statusOf(told.filter((one) => one.occurredAt <= event.at)),
      occurredAt: event.at,
      dedupeKey: event.dedupeKey,
    })
  await tx.trackingEvent.createMany({
    data: added.map(({ at, text, location, dedupeKey }) => ({
      shipmentId: shipment.id,
      status: told.find((event) => event.dedupeKey === dedupeKey)?.status ?? 'PENDING',
      description: text,
      location,
      occurredAt: at,
      dedupeKey,
    })),
    skipDuplicates: true,
  })
  const whole = news.state
    ? [{ status: trackingStatus(news.state, destination), occurredAt: lastOf(told) }]
    : []
  const status = statusOf([...told, ...whole])
  if (status !== shipment.status)
    await tx.shipment.update({ where: { id: shipment.id }, data: { status }, select: { id: true } })
  return { id: shipment.id, trackingNumber, before: standing?.status ?? null, status }
}

function inOurWords(state: ParcelState | TrackingStatus, destination: Destination): TrackingStatus {
  return isParcelState(state) ? trackingStatus(state, destination) : atDestination(state, destination)
}

/** The connectors' words are lower case, the graph's upper. */
function isParcelState(state: ParcelState | TrackingStatus): state is ParcelState {
  return state === state.toLowerCase()
}

/** Data of the parcel as a whole is as new as its newest scan. */
function lastOf(events: readonly { readonly occurredAt: Date }[]): Date {
  return new Date(Math.max(0, ...events.map((event) => event.occurredAt.getTime())))
}
