import fc from 'fast-check'
import { expect, it } from 'vitest'
import { parseCsv, toCsv } from './csv.ts'

it('comes back as it was written, whatever the fields hold', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '\r', '=', "'", ' ', '茶') })
  fc.assert(
    fc.property(fc.array(fc.array(field, { minLength: 2, maxLength: 4 }), { maxLength: 5 }), (rows) => {
      const kept = rows.filter((row) => row.some((one) => one.trim() !== ''))
      // A field that begins with an apostrophe and a formula's sign would be taken for an escaped one.
      fc.pre(kept.every((row) => row.every((one) => !/^'[=+\-@]|\r/.test(one))))
      expect(parseCsv(toCsv(kept))).toEqual(kept)
    }),
  )
})

it('makes no formulas', () => {
  expect(toCsv([['=1+1', '@x', 'a']])).toBe("'=1+1,'@x,a\r\n")
})

it('takes what spreadsheets write: a byte order mark, bare line feeds, blank lines', () => {
  expect(parseCsv('\uFEFFa,b\n"1,5","say ""x"""\n\n')).toEqual([
    ['a', 'b'],
    ['1,5', 'say "x"'],
  ])
})

it('refuses a quote that is never closed', () => {
  expect(parseCsv('a,"b')).toBeNull()
})
