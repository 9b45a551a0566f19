import { expect, it } from 'vitest'
import { parcelNumber, parcelNumbers } from './parcel-number.ts'

it.each([
  ['SF1795043210', 'SF1795043210'],
  ['sf1795043210', 'SF1795043210'],
  [' SF1795 043 210\t', 'SF1795043210'],
  ['SF1795\u00a0043\u3000210\n', 'SF1795043210'],
  ['SF1795-0432-10', 'SF1795043210'],
  ['SF1795\u20110432\u201310', 'SF1795043210'],
  ['\ufeffSF1795\u200b043210', 'SF1795043210'],
  ['ＳＦ１７９５０４３２１０', 'SF1795043210'],
  [' - ', ''],
])('%j is compared as %s', (text, number) => {
  expect(parcelNumber(text)).toBe(number)
  expect(parcelNumber(parcelNumber(text))).toBe(number)
})

it('numbers in one field are told apart, each once', () => {
  expect(parcelNumbers('sf1|SF-1|yt 2，jd3')).toEqual(['SF1', 'YT2', 'JD3'])
  expect(parcelNumbers(' ')).toEqual([])
})
