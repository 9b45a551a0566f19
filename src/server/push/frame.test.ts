import type { Buffer } from 'node:buffer'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { FrameSource, frameOf } from './frame.ts'

/** RFC 6455 5.2, as a client reads it. */
function textIn(frame: Buffer): string {
  expect(frame[0]).toBe(0x81)
  const short = frame[1] ?? 0
  const header = short < 126 ? 2 : short === 126 ? 4 : 10
  const length =
    short < 126 ? short : short === 126 ? frame.readUInt16BE(2) : Number(frame.readBigUInt64BE(2))
  expect(frame.length).toBe(header + length)
  return frame.toString('utf8', header)
}

const plainId = fc.stringMatching(/^[\w.:-]{1,40}$/)
const anyId = fc.oneof(plainId, fc.string({ minLength: 1 }))

describe('the frame of a payload', () => {
  it('is the message with each id in turn, whatever ids and payload are', () => {
    fc.assert(
      fc.property(fc.json(), fc.array(anyId, { minLength: 1, maxLength: 20 }), (json, ids) => {
        const source = new FrameSource(json)
        for (const id of ids)
          expect(JSON.parse(textIn(source.frame(id)))).toEqual({
            id,
            type: 'next',
            payload: JSON.parse(json),
          })
      }),
    )
  })

  it('is patched in place for ids of one length, unless the last one was given away', () => {
    const source = new FrameSource('{"a":"商品"}')
    const one = source.frame('id-1')
    const two = source.frame('id-2')
    expect(two).toBe(one)
    source.detach()
    const three = source.frame('id-3')
    expect(three).not.toBe(two)
    expect(JSON.parse(textIn(two))).toMatchObject({ id: 'id-2' })
    expect(JSON.parse(textIn(three))).toEqual({ id: 'id-3', type: 'next', payload: { a: '商品' } })
  })

  it('that is a copy stays as it is', () => {
    const source = new FrameSource('1')
    const own = source.ownFrame('id-1')
    source.frame('id-2')
    expect(JSON.parse(textIn(own))).toEqual({ id: 'id-1', type: 'next', payload: 1 })
  })
})

it.each([0, 125, 126, 65_535, 65_536, 70_000])(
  'a text of %i bytes has the right length in its head',
  (size) => {
    expect(textIn(frameOf('x'.repeat(size)))).toBe('x'.repeat(size))
  },
)

it('frames that are kept hold their own bytes only', () => {
  const { buffer, length } = new FrameSource('"short"').frame('id-1')
  expect(buffer.byteLength).toBe(length)
})
