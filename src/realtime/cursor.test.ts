import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeCursor, encodeCursor } from './cursor.ts'

describe('a cursor', () => {
  it('comes back as the position it was made of', () => {
    const epoch = fc.stringMatching(/^[0-9a-f]{32}$/)
    fc.assert(
      fc.property(epoch, fc.nat(), (of, seq) => {
        const cursor = encodeCursor({ epoch: of, seq })
        expect(cursor).toMatch(/^[\w-]+$/)
        expect(decodeCursor(cursor)).toEqual({ epoch: of, seq })
      }),
    )
  })

  it.each(['', 'x', 'abc:', '!!!!', 'YWJjOi0x', 'YWJjOjEuNQ', 'Wk9POjE', 'YWJjOjEyMzQ1Njc4OTAxMjM0NTY'])(
    'is refused when it was never ours: %j',
    (text) => {
      expect(decodeCursor(text)).toBeNull()
    },
  )

  it('of somebody who still needs the state says so when it comes back', () => {
    const point = { epoch: 'a1', seq: 7, needsState: true } as const
    expect(decodeCursor(encodeCursor(point))).toStrictEqual(point)
    expect(decodeCursor(encodeCursor({ epoch: 'a1', seq: 7 }))).toStrictEqual({ epoch: 'a1', seq: 7 })
  })

  const encoded = (text: string) => Buffer.from(text).toString('base64url')

  it('has an epoch of at most 64 hex digits and a number of at most 15 digits', () => {
    const longest = { epoch: 'f'.repeat(64), seq: 999_999_999_999_999 }
    expect(decodeCursor(encodeCursor(longest))).toEqual(longest)
    for (const text of [
      `${'f'.repeat(65)}:1`,
      ':1',
      'a:',
      'a:1:',
      'a:1:states',
      ' a:1',
      'a:1 ',
      'a:1:2',
      'é:1',
    ])
      expect(decodeCursor(encoded(text)), text).toBeNull()
  })

  it('never throws, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const position = decodeCursor(text)
        if (position) expect(Number.isSafeInteger(position.seq)).toBe(true)
      }),
    )
  })
})
