import { describe, expect, it } from 'vitest'
import { randomOf } from './random.ts'

const draw = (seed: string, count: number): number[] => {
  const random = randomOf(seed)
  return Array.from({ length: count }, () => random.next())
}

describe('randomOf', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(draw('tea', 50)).toEqual(draw('tea', 50))
    const shared = draw('tea 1', 50).filter((number) => draw('tea 2', 50).includes(number))
    expect(shared).toEqual([])
  })

  it('spreads over the whole range', () => {
    const tenths = new Map<number, number>()
    for (const number of draw('spread', 10_000)) {
      const tenth = Math.floor(number * 10)
      tenths.set(tenth, (tenths.get(tenth) ?? 0) + 1)
    }
    expect([...tenths.keys()].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
    for (const count of tenths.values()) {
      expect(count).toBeGreaterThan(850)
      expect(count).toBeLessThan(1150)
    }
  })

  it('reaches both ends of int and nothing outside', () => {
    const random = randomOf('ends')
    const seen = new Set(Array.from({ length: 500 }, () => random.int(3, 6)))
    expect([...seen].sort()).toEqual([3, 4, 5, 6])
  })

  it('shuffles a copy that holds the same things', () => {
    const list = Array.from({ length: 40 }, (_, index) => index)
    const shuffled = randomOf('cards').shuffle(list)
    expect(shuffled).not.toEqual(list)
    expect(shuffled.toSorted((one, other) => one - other)).toEqual(list)
  })

  it('writes digits and hexadecimal digits of the length asked for', () => {
    const random = randomOf('text')
    for (let count = 1; count <= 19; count++) {
      expect(random.digits(count)).toMatch(new RegExp(`^[1-9]\\d{${count - 1}}$`))
    }
    expect(random.hex(32)).toMatch(/^[0-9a-f]{32}$/)
  })

  it('refuses to pick from nothing', () => {
    expect(() => randomOf('empty').pick([])).toThrow(RangeError)
  })
})
