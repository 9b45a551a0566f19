import fc from 'fast-check'
import { expect, it } from 'vitest'
import { Refused } from '../domain/user-error.ts'
import { agreeingRows, readTable, toCsv } from './csv.ts'

const COLUMNS = ['a', 'b'] as const
const read = (csv: string) => readTable(csv, COLUMNS).map((row) => COLUMNS.map((column) => row.at(column)))
const refusal = (csv: string) => {
  try {
    return read(csv)
  } catch (error) {
    if (error instanceof Refused) return error.errors
    throw error
  }
}

it('comes back as it was written, whatever the fields hold', () => {
  const field = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', '=', "'", ' ', '茶') })
  fc.assert(
    fc.property(fc.array(fc.tuple(field, field), { maxLength: 5 }), (rows) => {
      const kept = rows.filter((row) => row.some((one) => one.trim() !== ''))
      const trimmed = kept.map((row) => row.map((one) => one.trim()))
      expect(read(toCsv([[...COLUMNS], ...kept]))).toEqual(trimmed)
    }),
  )
})

it('makes no formulas', () => {
  expect(toCsv([['=1+1', '@x', 'a']])).toBe("'=1+1,'@x,a\r\n")
})

it('takes what spreadsheets write: a byte order mark, bare line feeds, blank lines, columns in another order', () => {
  const rows = readTable('\uFEFFB,note,A\n"say ""x""",-,"1,5"\n\n,,\n2,,1\n', COLUMNS)
  expect(rows.map((row) => [row.line, row.at('a'), row.at('b')])).toEqual([
    [2, '1,5', 'say "x"'],
    [5, '1', '2'],
  ])
})

it('refuses what is no table, and says where', () => {
  expect(refusal('a,b\n1,"2')).toMatchObject([{ code: 'INVALID_INPUT', field: ['csv'] }])
  expect(refusal('a,c\n')).toMatchObject([{ message: 'csv: the first row has no column b' }])
  expect(refusal('a,b,A\n')).toMatchObject([{ message: 'csv: the first row has the column a twice' }])
  expect(refusal('')).toMatchObject([{ message: 'csv: the first row has no column a' }])
  expect(refusal(`a,b\n${'1,2\n'.repeat(20_001)}`)).toMatchObject([{ code: 'LIMIT_EXCEEDED' }])
})

it('keeps one of rows that agree, and names both lines of those that contradict each other', () => {
  const agreeing = (csv: string) =>
    agreeingRows(readTable(csv, COLUMNS), ['a'], ['b']).map((row) => [row.line, row.at('b')])
  expect(agreeing('a,b,note\n1,x,first\n2,y,\n1,x,again\n')).toEqual([
    [2, 'x'],
    [3, 'y'],
  ])
  const contrary = () => agreeing('a,b\n1,x\n2,y\n1,z\n2,y\n1,\n')
  expect(contrary).toThrow(Refused)
  expect(contrary).toThrow(
    'csv: lines 2 and 4 contradict each other: both are about a "1"; csv: lines 2 and 6 contradict each other: both are about a "1"',
  )
})
