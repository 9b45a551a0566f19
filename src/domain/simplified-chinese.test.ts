import { expect, it } from 'vitest'
import { simplifiedOf } from './simplified-chinese.ts'

it.each([
  ['龍井綠茶 250g', '龙井绿茶 250g'],
  ['臺灣', '台湾'],
  ['龙井绿茶', null],
  ['Longjing', null],
])('simplifies %j to %j', (text, simplified) => {
  expect(simplifiedOf(text)).toBe(simplified)
})
