import { expect, it } from 'vitest'
import { webAddress } from './web-address.ts'

it.each([
  ['https://item.taobao.com/item.htm?id=1', 'https://item.taobao.com/item.htm?id=1'],
  ['http://img.example/1.jpg', 'http://img.example/1.jpg'],
  ['//img.alicdn.com/i1/1.jpg', 'https://img.alicdn.com/i1/1.jpg'],
  [' HTTPS://Img.Example/图.jpg ', 'https://img.example/%E5%9B%BE.jpg'],
])('takes %j as %s', (text, address) => {
  expect(webAddress(text)).toBe(address)
})

it.each([
  'javascript:alert(1)',
  ' JavaScript:alert(1)',
  'java\nscript:alert(1)',
  '\u0001javascript:alert(1)',
  'data:text/html,<script>',
  'vbscript:x',
  'file:///etc/passwd',
  'ftp://a.example/',
  'taobao://item.taobao.com/1',
  'https://user:password@a.example/',
  'https://',
  '//',
  '/item/1',
  'item.taobao.com/1',
  '',
  `https://a.example/${'x'.repeat(2_000)}`,
  null,
  undefined,
  1,
  ['https://a.example/'],
])('takes %j for none', (value) => {
  expect(webAddress(value)).toBeNull()
})
