import { describe, expect, it } from 'vitest'
import { HANDLE, handleBase, handleOf } from './handle.ts'

describe('a handle', () => {
  it.each([
    [['Café Longjing, 2026!'], 'cafe-longjing-2026'],
    [['龙井茶 Longjing 茶'], 'long-jing-cha-longjing-cha'],
    [['明前龙井250g'], 'ming-qian-long-jing-250g'],
    [['T恤女'], 't-xu-nv'],
    [['重庆银行'], 'chong-qing-yin-hang'],
    [['長裙'], 'chang-qun'],
    [['茶杯', 'Cup'], 'cup'],
    [['  --Tea--  '], 'tea'],
    [[`${'x'.repeat(59)} yz`], 'x'.repeat(59)],
    [['x'.repeat(61)], 'x'.repeat(60)],
    [['茶杯', null, undefined], 'cha-bei'],
    [['お茶', '绿茶'], 'lv-cha'],
    [['чай', null, undefined], null],
    [['2026'], null],
  ])('of %j is %j', (titles, base) => {
    expect(handleBase(titles)).toBe(base)
    if (base !== null) expect(base).toMatch(HANDLE)
  })

  it('of a title and an id is one that no other product has', () => {
    const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b'
    expect(handleOf(['Tea'], id)).toBe('tea-0c1d2e3f4a5b')
    expect(handleOf(['чай'], id)).toBe('0c1d2e3f4a5b')
  })
})
