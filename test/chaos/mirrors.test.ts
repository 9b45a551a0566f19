import { describe, expect, it } from 'vitest'
import { encodeCursor } from '../../src/realtime/cursor.ts'
import { AlertMirror } from './alert-mirror.ts'
import { Counts } from './counts.ts'
import { type StockItem, StockMirror } from './mirror.ts'

/** A verdict that can't be "violated" would prove nothing: each broken promise is shown to it here. */

const cursorOf = (seq: number) => encodeCursor({ epoch: 'a', seq })
const level = (version: number, id = 'one') => ({ id, version, onHand: version, available: version })
const change = (seq: number, version: number, { id = 'one', coalesced = 0 } = {}): StockItem => ({
  __typename: 'StockChange',
  cursor: cursorOf(seq),
  delta: 1 + coalesced,
  coalesced,
  level: level(version, id),
})
const state = (seq: number, ...versions: number[]): StockItem => ({
  __typename: 'StockSnapshot',
  cursor: cursorOf(seq),
  complete: true,
  levels: versions.map((version) => level(version)),
})
const gap = (seq: number): StockItem => ({ __typename: 'FeedGap', cursor: cursorOf(seq), gapReason: 'X' })

/** One connection per list. */
function violationsOf(...connections: StockItem[][]): string[] {
  const mirror = new StockMirror('it', new Set(['one']), new Counts())
  for (const items of connections) {
    mirror.begin()
    for (const item of items) mirror.take(item)
  }
  return mirror.violations
}

describe('what a subscriber of stock got', () => {
  it.each([
    ['a state and every change after it', [[state(5, 1), change(6, 2), change(7, 3)]]],
    ['changes that a later one stands for', [[state(5, 1), change(9, 4, { coalesced: 2 })]]],
    ['a gap and the state', [[state(5, 1), gap(9), state(9, 4), change(10, 5)]]],
    [
      'again, after a reconnect, what it had',
      [
        [state(5, 1), change(6, 2)],
        [change(7, 2), change(8, 3)],
      ],
    ],
  ])('keeps the promise: %s', (_what, connections) => {
    expect(violationsOf(...connections)).toEqual([])
  })

  it.each([
    ['a change is missing', [[state(5, 1), change(7, 3)]], /missed what follows 1 up to 2/],
    ['more is missing than is coalesced', [[state(5, 1), change(9, 5, { coalesced: 2 })]], /missed/],
    [
      'a change is missing after a reconnect',
      [[state(5, 1), change(6, 2)], [change(8, 4)]],
      /missed what follows 2 up to 3/,
    ],
    ['a change comes twice', [[state(5, 1), change(6, 2), change(7, 2)]], /known already/],
    ['a number goes back', [[state(5, 1), change(7, 2), change(6, 3)]], /number 6 after 7/],
    ['a gap has no state', [[state(5, 1), gap(9), change(10, 5)]], /where the state was due/],
    ['a state hides what was lost', [[state(5, 1), state(9, 4)]], /no gap before it/],
    ['a state is older than what was shown', [[state(5, 4), gap(9), state(9, 3)]], /version 3 after 4/],
    ['a state has not all levels', [[state(5)]], /0 of 1 levels/],
    ['it is of somebody else', [[state(5, 1), change(6, 1, { id: 'two' })]], /nobody asked/],
  ])('is a violation when %s', (_what, connections, violation) => {
    expect(violationsOf(...connections)[0]).toMatch(violation)
  })
})

describe('what a subscriber of alerts got', () => {
  const alert = (seq: number, id = `alert ${seq}`) =>
    ({ __typename: 'AlertChange', cursor: cursorOf(seq), alert: { id } }) as const
  const alertGap = (seq: number) =>
    ({ __typename: 'FeedGap', cursor: cursorOf(seq), gapReason: 'X' }) as const
  const told = [1, 2, 3, 4].map((seq) => ({ seq, alertId: `alert ${seq}` }))

  it.each([
    ['is all of them', [alert(1), alert(2), alert(3), alert(4)], []],
    ['has one missing', [alert(1), alert(2), alert(4)], ['it: missed alert number 3']],
    ['has one missing behind a gap', [alert(1), alertGap(3), alert(4)], []],
    [
      'has one invented',
      [alert(1), alert(2, 'no such'), alert(3), alert(4)],
      ['it: alert no such under number 2, where there is none'],
    ],
    ['has one twice', [alert(1), alert(2), alert(2), alert(3), alert(4)], ['it: alert number 2 after 2']],
  ])('%s', (_what, items, violations) => {
    const mirror = new AlertMirror('it', new Counts())
    for (const item of items) mirror.take(item)
    mirror.judge(told)
    expect(mirror.violations).toEqual(violations)
  })
})
