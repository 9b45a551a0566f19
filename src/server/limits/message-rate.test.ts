import { expect, it } from 'vitest'
import { MessageRate } from './message-rate.ts'

/** How many of `count` messages at this moment are taken. */
const taken = (rate: MessageRate, now: number, count = 100) =>
  Array.from({ length: count }, () => rate.take(now)).filter((isTaken) => isTaken).length

it('five seconds of messages may come at once, then as many as the rate gives', () => {
  const rate = new MessageRate(4, 1_000)
  expect(taken(rate, 1_000)).toBe(20)
  expect(taken(rate, 1_249)).toBe(0)
  expect(taken(rate, 1_250)).toBe(1)
  expect(taken(rate, 2_250)).toBe(4)
})

it('a long quiet time saves no more than that', () => {
  const rate = new MessageRate(4, 0)
  taken(rate, 0)
  expect(taken(rate, 3_600_000)).toBe(20)
})
