import { describe, expect, it } from 'vitest'
import { HANDLE, handleBase, handleOf } from './handle.ts'

describe('a handle', () => {
  it.each([
    [['Café Longjing, 2026!'], 'cafe-longjing-2026'],
    [['龙井茶 Longjing 茶'], 'longjing'],
    [['茶杯', 'Cup'], 'cup'],
    [['  --Tea--  '], 'tea'],
    [[`${'x'.repeat(59)} yz`], 'x'.repeat(59)],
    [['茶杯', null, undefined], null],
    [['2026'], null],
  ])('of %j is %j', (titles, base) => {
    expect(handleBase(titles)).toBe(base)
    if (base !== null) expect(base).toMatch(HANDLE)
  })

  it('of a title and an id is one that no other product has', () => {
    const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
    expect(handleOf(['Tea'], id)).toBe('tea-0c1d2e3f4a5b')
    expect(handleOf(['茶'], id)).toBe('0c1d2e3f4a5b')
  })
})
