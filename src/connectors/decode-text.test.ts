import { Buffer } from 'node:buffer'
import { expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

/** 库存 in GBK. */
const GBK = Buffer.from([0xbf, 0xe2, 0xb4, 0xe6])
const xml = (encoding: string, text: Uint8Array) =>
  Buffer.concat([Buffer.from(`<?xml version="1.0" encoding="${encoding}"?><a>`), text, Buffer.from('</a>')])

it.each<[string, Uint8Array, string | null, string]>([
  ['UTF-8 when nothing is said', Buffer.from('库存'), null, '库存'],
  ['what the Content-Type names', GBK, 'text/xml; charset=GBK', '库存'],
  ['a quoted charset', GBK, 'application/json;charset="gb2312"', '库存'],
  [
    'what the XML declaration names',
    xml('gbk', GBK),
    'text/xml',
    '<?xml version="1.0" encoding="gbk"?><a>库存</a>',
  ],
  [
    'the Content-Type before the declaration',
    xml('gbk', Buffer.from('库存')),
    'text/xml;charset=utf-8',
    '<?xml version="1.0" encoding="gbk"?><a>库存</a>',
  ],
  ['the mark of UTF-8, without it', Buffer.from('\ufeff{"a":1}'), null, '{"a":1}'],
  ['the mark of UTF-16', Buffer.from('\ufeff<a/>', 'utf16le'), 'text/xml;charset=gbk', '<a/>'],
  ['UTF-8 for an encoding that is none', Buffer.from('库存'), 'text/xml; charset=evil', '库存'],
  ['marks in the place of bytes that are no text', Buffer.from([0x61, 0xff, 0x62]), null, 'a\ufffdb'],
  ['nothing as nothing', Buffer.alloc(0), 'text/xml; charset=GBK', ''],
])('reads %s', (_what, bytes, contentType, text) => {
  expect(decodeText(bytes, contentType)).toBe(text)
})
