import { expect, it } from 'vitest'
import { flawOfLine, isStorable, storable, tidyLine } from './text.ts'

it.each([
  ['a\0b', 'a\uFFFDb'],
  ['\ud800', '\uFFFD'],
  ['a\udc00b\0', 'a\uFFFDb\uFFFD'],
])('makes %j storable', (text, kept) => {
  expect(isStorable(text)).toBe(false)
  expect(storable(text)).toBe(kept)
})

it.each(['', 'x', '\u{20BB7}野家', '\u0001', '\uFFFF'])('leaves %j as it is', (text) => {
  expect(isStorable(text)).toBe(true)
  expect(storable(text)).toBe(text)
})

it.each([
  ['  Ada  ', 'Ada'],
  ['\u3000吉野家\u3000', '吉野家'],
  ['Zoe\u0301', 'Zoé'],
  ['A\u200bda\u00ad \ufeff', 'Ada'],
  ['\u200b\u2060', ''],
  // A joiner that Persian needs.
  ['می\u200cخواهم', 'می\u200cخواهم'],
])('tidies %j', (text, kept) => {
  expect(tidyLine(text)).toBe(kept)
})

it.each([
  'Ada',
  '李小龍',
  '\u{20BB7}野\u3000\u{2A6A5}',
  'محمد',
  '\u200fאבי',
  'ณัฐ',
  'किरण',
  '1',
  'Nº 7 — “B”',
  'O\u2019Brien',
  '',
])('finds no flaw in %j', (text) => {
  expect(flawOfLine(text)).toBeNull()
})

it.each([
  ['Road 1\nUnit 2', /line breaks/],
  ['Road 1\u2028Unit 2', /line breaks/],
  ['Road 1\u2029', /line breaks/],
  ['a\0', /control/],
  ['a\u0085b', /control/],
  ['\ud800', /control/],
  ['A\u202EgnaW', /direction/],
  ['\u2066A\u2069', /direction/],
  ['\u200d\u200c', /letter or a digit/],
  ['\u3164\u115f', /letter or a digit/],
  ['\u2800', /letter or a digit/],
  ['\u0301', /letter or a digit/],
  ['---', /letter or a digit/],
])('says what is wrong with %j', (text, words) => {
  expect(flawOfLine(text)).toMatch(words)
})
