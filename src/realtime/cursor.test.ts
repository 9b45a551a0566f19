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

  it('never throws, whatever a client sends', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const position = decodeCursor(text)
        if (position) expect(Number.isSafeInteger(position.seq)).toBe(true)
      }),
    )
  })
})
