import type { Life } from './life.ts'
import { PACE } from './life.ts'

/** Where a parcel is. Each platform has its own words for these (purchasing.md 3.1). */
const PARCEL_STEPS = ['SHIPPED', 'PICKED_UP', 'DEPARTED', 'ARRIVED', 'OUT_FOR_DELIVERY', 'SIGNED'] as const
export type ParcelStep = (typeof PARCEL_STEPS)[number]

interface ParcelEvent {
  at: Date
  step: ParcelStep
  text: string
  city: string
}

export interface Parcel {
  /** The carrier as the sender named it: a code or id of the platform. */
  carrier: string
  carrierName: string
  number: string
  lineIds: string[]
  events: ParcelEvent[]
}

const TEXT: Readonly<Record<ParcelStep, (city: string) => string>> = {
  SHIPPED: () => '商家已发货，等待快递揽收',
  PICKED_UP: (city) => `【${city}】快件已被揽收`,
  DEPARTED: (city) => `【${city}】快件已从转运中心发出`,
  ARRIVED: (city) => `【${city}】快件已到达转运中心`,
  OUT_FOR_DELIVERY: (city) => `【${city}】快递员正在派件`,
  SIGNED: (city) => `【${city}】快件已签收，感谢使用`,
}

/** Adds an event to a parcel, stamped now. */
export function moveParcel(parcel: Parcel, step: ParcelStep, now: Date, city?: string): void {
  const where =
    city ?? (step === 'SHIPPED' || step === 'PICKED_UP' || step === 'DEPARTED' ? '杭州市' : '广州市')
  parcel.events.push({ at: now, step, text: TEXT[step](where), city: where })
}

/** Plans the way of a parcel from pick-up to signature; `each` runs after every step, and may stop the rest. */
export function planParcel(
  life: Life,
  parcel: Parcel,
  now: () => Date,
  each: (step: ParcelStep) => boolean,
): void {
  const rest = PARCEL_STEPS.slice(1)
  const next = () => {
    const step = rest.shift()
    if (step === undefined) return
    moveParcel(parcel, step, now())
    if (each(step)) life.after(PACE.parcelStep, next)
  }
  life.after(PACE.parcelStep, next)
}
