import { expect, it } from 'vitest'
import { stockEvent, stockEvents } from '../../test/support/events.ts'
import { RecentEvents } from './recent-events.ts'

const filled = (from: number, to: number, kept?: number) => {
  const recent = new RecentEvents(kept)
  const events = stockEvents(from, to)
  for (const event of events) recent.add('a', event)
  return { recent, events }
}

it('gives the very events that were delivered, so that what was made of them is found again', () => {
  const { recent, events } = filled(5, 9)
  const read = recent.read({ epoch: 'a', seq: 6 }, 2)
  expect(read).toHaveLength(2)
  expect(read?.[0]).toBe(events[2])
  expect(read?.[1]).toBe(events[3])
  expect(recent.read({ epoch: 'a', seq: 4 }, 100)).toEqual(events)
})

it('has no answer for what is further back, of another epoch, or yet to come', () => {
  const { recent } = filled(5, 9)
  expect(recent.read({ epoch: 'a', seq: 3 }, 100)).toBeNull()
  expect(recent.read({ epoch: 'b', seq: 6 }, 100)).toBeNull()
  expect(recent.read({ epoch: 'a', seq: 9 }, 100)).toBeNull()
  expect(new RecentEvents().read({ epoch: 'a', seq: 0 }, 100)).toBeNull()
})

it('begins anew after a hole and in another epoch: it never hides that something is missing', () => {
  const { recent } = filled(5, 9)
  recent.add('a', stockEvent(11))
  expect(recent.read({ epoch: 'a', seq: 8 }, 100)).toBeNull()
  expect(recent.read({ epoch: 'a', seq: 10 }, 100)).toEqual([stockEvent(11)])
  recent.add('b', stockEvent(12))
  expect(recent.read({ epoch: 'a', seq: 10 }, 100)).toBeNull()
  expect(recent.read({ epoch: 'b', seq: 11 }, 100)).toEqual([stockEvent(12)])
})

it('lets the oldest go', () => {
  const { recent } = filled(1, 1_000, 100)
  expect(recent.read({ epoch: 'a', seq: 800 }, 1)).toBeNull()
  expect(recent.read({ epoch: 'a', seq: 899 }, 1_000)).toEqual(stockEvents(900, 1_000))
})
