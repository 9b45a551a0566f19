import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { atDestination, statusOf, TRACKING_STATUSES, trackingStatus } from './tracking.ts'

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 8, minute))
const events = (...statuses: (typeof TRACKING_STATUSES)[number][]) =>
  statuses.map((status, minute) => ({ status, occurredAt: at(minute) }))

const anyEvents = fc.array(
  fc.record({ status: fc.constantFrom(...TRACKING_STATUSES), occurredAt: fc.nat(20).map(at) }),
  { maxLength: 12 },
)

describe('a status', () => {
  it('signed for at the hub is an arrival, not a delivery', () => {
    expect(trackingStatus('delivered', 'HUB')).toBe('ARRIVED_AT_HUB')
    expect(trackingStatus('delivered', 'CUSTOMER')).toBe('DELIVERED')
    expect(atDestination('ARRIVED_AT_HUB', 'CUSTOMER')).toBe('IN_TRANSIT')
  })

  it.each(['HUB', 'CUSTOMER'] as const)('on the way to %s is the same for both', (destination) => {
    for (const status of ['PENDING', 'IN_TRANSIT', 'OUT_FOR_DELIVERY', 'EXCEPTION', 'RETURNED'] as const)
      expect(atDestination(status, destination)).toBe(status)
    expect(atDestination('ARRIVED_AT_HUB', 'HUB')).toBe('ARRIVED_AT_HUB')
  })

  it.each([
    ['info_received', 'PENDING'],
    ['customs', 'CUSTOMS'],
    ['available_for_pickup', 'OUT_FOR_DELIVERY'],
    ['refused', 'EXCEPTION'],
    ['returned', 'RETURNED'],
  ] as const)('of a connector, %s, is %s', (state, status) => {
    expect(trackingStatus(state, 'CUSTOMER')).toBe(status)
  })
})

describe('the status of a parcel', () => {
  it('is the newest of its messages', () => {
    expect(statusOf([])).toBe('PENDING')
    expect(statusOf(events('PICKED_UP', 'IN_TRANSIT', 'CUSTOMS', 'IN_TRANSIT'))).toBe('IN_TRANSIT')
    expect(statusOf(events('IN_TRANSIT', 'CUSTOMS'))).toBe('CUSTOMS')
    expect(statusOf(events('OUT_FOR_DELIVERY', 'ATTEMPT_FAILED'))).toBe('ATTEMPT_FAILED')
  })

  it.each([
    ['DELIVERED', 'ARRIVED_AT_HUB', 'DELIVERED'],
    ['CUSTOMS', 'IN_TRANSIT', 'IN_TRANSIT'],
    ['EXCEPTION', 'PENDING', 'PENDING'],
    ['PICKED_UP', 'IN_TRANSIT', 'IN_TRANSIT'],
  ] as const)('of %s and %s at the same moment is %s, whichever came first', (one, other, status) => {
    const both = [one, other].map((each) => ({ status: each, occurredAt: at(0) }))
    expect(statusOf(both)).toBe(status)
    expect(statusOf(both.toReversed())).toBe(status)
  })

  it('stays delivered when the parcel is said to be on its way later', () => {
    expect(statusOf(events('DELIVERED', 'IN_TRANSIT', 'OUT_FOR_DELIVERY'))).toBe('DELIVERED')
    expect(statusOf(events('DELIVERED', 'EXCEPTION'))).toBe('DELIVERED')
  })

  it('may turn from delivered to returned, and then stays', () => {
    expect(statusOf(events('DELIVERED', 'RETURNED', 'DELIVERED'))).toBe('RETURNED')
  })

  it('shows an exception until there is other news', () => {
    expect(statusOf(events('IN_TRANSIT', 'EXCEPTION'))).toBe('EXCEPTION')
    expect(statusOf(events('IN_TRANSIT', 'EXCEPTION', 'OUT_FOR_DELIVERY'))).toBe('OUT_FOR_DELIVERY')
    expect(statusOf(events('OUT_FOR_DELIVERY', 'EXCEPTION', 'PICKED_UP'))).toBe('EXCEPTION')
  })

  it('does not depend on the order in which messages arrive, nor on their repetition', () => {
    fc.assert(
      fc.property(
        anyEvents.chain((list) =>
          fc.tuple(
            fc.constant(list),
            fc.shuffledSubarray([...list, ...list], { minLength: 2 * list.length }),
          ),
        ),
        ([list, shuffled]) => {
          expect(statusOf(shuffled)).toBe(statusOf(list))
        },
      ),
    )
  })

  it('never leaves delivered but for returned, whatever is added', () => {
    fc.assert(
      fc.property(anyEvents, anyEvents, (before, later) => {
        const base = [...before, { status: 'DELIVERED' as const, occurredAt: at(30) }]
        if (statusOf(base) !== 'DELIVERED') return
        const more = later.map(({ status, occurredAt }) => ({
          status,
          occurredAt: new Date(occurredAt.getTime() + 3_600_000),
        }))
        expect(['DELIVERED', 'RETURNED']).toContain(statusOf([...base, ...more]))
      }),
    )
  })
})
