import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readXml } from '../read-xml.ts'
import { writeXml } from './xml.ts'

test('codes stay text, entities of XML itself are decoded', () => {
  expect(readXml('<request><code>000123</code><name>a &amp; b &lt; c</name></request>')).toEqual({
    request: { code: '000123', name: 'a & b < c' },
  })
})

test.each([
  ['an external entity', '<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>'],
  ['entities that multiply', '<!DOCTYPE r [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><r>&b;</r>'],
  ['endless nesting', '<a>'.repeat(100) + '</a>'.repeat(100)],
  ['a huge document', `<a>${'x'.repeat(5 << 20)}</a>`],
  ['an unclosed tag', '<request><a></request>'],
  ['text', 'no xml at all'],
])('%s is refused', (_, text) => {
  expect(() => readXml(text)).toThrow(SyntaxError)
})

test('names that reach into prototypes stay ordinary data', () => {
  try {
    readXml('<r><__proto__><polluted>1</polluted></__proto__></r>')
  } catch (error) {
    expect(error).toBeInstanceOf(SyntaxError)
  }
  expect(Reflect.get({}, 'polluted')).toBeUndefined()
})

test('what is written can be read again, whatever the text', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', minLength: 1 }), (text) => {
      // Control characters and halves of surrogate pairs cannot be in XML at all.
      const possible = text.replace(/\p{Cc}|\p{Surrogate}|[\ufffe\uffff]/gu, '').trim()
      fc.pre(possible !== '')
      expect(readXml(writeXml('request', { a: possible }))).toEqual({ request: { a: possible } })
    }),
  )
})

test('empty values are left out and lists keep their wrapper', () => {
  expect(writeXml('request', { a: '', b: null, lines: { line: [{ n: 1 }, { n: 2 }] } })).toBe(
    '<?xml version="1.0" encoding="utf-8"?><request><lines><line><n>1</n></line><line><n>2</n></line></lines></request>',
  )
})
