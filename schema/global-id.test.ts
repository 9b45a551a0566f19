import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import {
  decodeGlobalId,
  encodeGlobalId,
  inputIdOf,
  localIdOf,
  localIdsOf,
  parseGlobalId,
} from './global-id.ts'

const base64 = (text: string | Buffer) => Buffer.from(text as string).toString('base64')

it.each(['0190a8f0-3d4e-7000-8000-000000000001', 'shop-taobao-shop-1', '店:1', 'x'.repeat(100)])(
  'reads back the id of %j, padded or not',
  (id) => {
    const globalId = encodeGlobalId('Shop', id)
    expect(parseGlobalId(globalId)).toEqual({ typename: 'Shop', id })
    expect(parseGlobalId(globalId.replace(/=+$/, ''))).toEqual({ typename: 'Shop', id })
    expect(decodeGlobalId('Shop', globalId)).toBe(id)
    expect(decodeGlobalId('Sku', globalId)).toBeNull()
  },
)

const NO_IDS = {
  'an empty text': '',
  'a text that is no base64': 'Sku:a',
  'base64 with a line break in it': `${base64('Sku:a')}\n`,
  'no type': base64(':a'),
  'no local id': base64('Sku:'),
  'a NUL': base64('Sku:a\0'),
  'a line break': base64('Sku:a\nb'),
  'half a surrogate pair': base64('Sku:a\ud800b'),
  'bytes that are no UTF-8': base64(Buffer.from([0x53, 0x6b, 0x75, 0x3a, 0xff, 0xfe])),
  'a local id of 101 characters': base64(`Sku:${'x'.repeat(101)}`),
  'ten thousand characters': base64(`Sku:${'x'.repeat(10_000)}`),
  'a type that is a name of every object': base64('__proto__:a'),
}

it.each(Object.entries(NO_IDS))('takes %s for no id, wherever one is read', (_name, text) => {
  expect(parseGlobalId(text)).toBeNull()
  expect(() => localIdOf('Sku', 'skuId', text)).toThrow(
    expect.objectContaining({ extensions: { code: 'BAD_USER_INPUT', argument: 'skuId' } }),
  )
  expect(() => localIdsOf('Sku', 'skuIds', [encodeGlobalId('Sku', 'a'), text])).toThrow('skuIds: ')
  expect(() => inputIdOf('Sku', ['lines', '0', 'skuId'], text)).toThrow(
    expect.objectContaining({
      errors: [expect.objectContaining({ code: 'INVALID_INPUT', field: ['lines', '0', 'skuId'] })],
    }),
  )
})
