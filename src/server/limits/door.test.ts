import { Buffer } from 'node:buffer'
import { describe, expect, it } from 'vitest'
import { ANONYMOUS, viewerOf } from '../../domain/viewer.ts'
import { doorOf } from './door.ts'
import { LIMITS } from './limits.ts'

const asker = { viewer: ANONYMOUS, address: '192.0.2.1' }
const ada = { viewer: viewerOf('customer', 'ada'), address: '192.0.2.1' }

/** A door whose budget is `left`; all that was charged. */
function withBudget(left: { points: number } = { points: Number.POSITIVE_INFINITY }) {
  const charged: number[] = []
  const door = doorOf(
    { ...LIMITS, anonymousBodyBytes: 3_000, bodyBytes: 5_000, variableValues: 200, nesting: 20 },
    {
      refusedFor: () => (left.points < 0 ? 1_500 : null),
      take: async (_viewer, _address, points) => {
        charged.push(points)
        left.points -= points
        return left.points < 0 ? 1_500 : null
      },
    },
  )
  return { door, charged, left }
}
const spaces = (bytes: number) => Buffer.from(' '.repeat(bytes))
const lists = (count: number) => Buffer.from('[]'.repeat(count))
const deep = (depth: number) => Buffer.from('['.repeat(depth) + ']'.repeat(depth))

describe('the door', () => {
  it('lets those with a token send more', () => {
    const { door } = withBudget()
    expect([door.longest(ANONYMOUS), door.longest(ada.viewer)]).toEqual([3_000, 5_000])
  })

  it.each([
    ['2,000 bytes', spaces(2_000), []],
    ['one byte more', spaces(2_001), [1]],
    ['1,000 bytes more', spaces(3_000), [10]],
    ['100 lists', lists(100), []],
    ['one list more', lists(101), [1]],
    ['25 lists more', lists(125), [3]],
    ['10 levels', deep(10), []],
    ['5 levels more', deep(15), [5]],
    ['all of it', Buffer.concat([deep(12), lists(98), spaces(2_000)]), [1 + 3 + 2]],
  ])('charges for what is larger than usual: %s', async (_what, text, points) => {
    const { door, charged } = withBudget()
    await door.enter(asker, text)
    expect(charged).toEqual(points)
    expect(door.pass(asker, text)).toBeNull()
    expect(charged).toEqual([...points, ...points])
  })

  it('refuses more lists or levels than are allowed, and charges for them', async () => {
    const { door, charged } = withBudget()
    expect(door.pass(asker, lists(201))?.message).toBe(
      'The operation has 201 or more lists and objects; 200 are allowed.',
    )
    await expect(door.enter(asker, deep(21))).rejects.toThrow(
      'The operation has 21 or more lists and objects inside each other; 20 are allowed.',
    )
    expect(charged).toEqual([11, 11])
    expect([door.pass(asker, lists(200)), door.pass(asker, deep(20))]).toEqual([null, null])
  })

  it('refuses a text that is too long, and charges for the longest that were allowed', async () => {
    const { door, charged } = withBudget()
    await expect(door.enter(asker, spaces(3_001))).rejects.toThrow('more than 3000 bytes')
    expect(door.pass(ada, spaces(5_001))?.message).toContain('more than 5000 bytes')
    expect(door.tooLong(asker).message).toContain('more than 3000 bytes')
    expect(charged).toEqual([10, 30, 10])
  })

  it('is closed to those without a budget, whatever the text, and charges them no more', async () => {
    const { door, charged, left } = withBudget({ points: 5 })
    await expect(door.enter(asker, spaces(3_000))).rejects.toThrow('try again in 2 s')
    expect(charged).toEqual([10])
    await expect(door.enter(asker, spaces(1))).rejects.toThrow('try again in 2 s')
    await expect(door.enter(asker, spaces(9_000))).rejects.toThrow('try again in 2 s')
    expect(door.tooLong(asker).message).toContain('try again in 2 s')
    expect(charged).toEqual([10])
    left.points = 5
    expect(door.pass(asker, spaces(3_000))).toBeNull()
    expect(door.pass(asker, spaces(3_000))?.message).toContain('try again in 2 s')
    expect(door.pass(asker, spaces(1))).toBeNull()
  })
})
