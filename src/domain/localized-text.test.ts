import { describe, expect, it } from 'vitest'
import { textIn } from './localized-text.ts'

const all = { zh: '茶', en: 'Tea', more: { fr: 'Thé', 'zh-TW': '茶葉' } }

describe('textIn', () => {
  it.each([
    ['fr', 'Thé'],
    ['fr-CA', 'Thé'],
    ['zh', '茶'],
    ['zh-CN', '茶'],
    ['zh_TW', '茶葉'],
    ['ZH-tw', '茶葉'],
    ['en-GB', 'Tea'],
    ['de', 'Tea'],
    ['', 'Tea'],
    [null, 'Tea'],
  ])('takes %s from the nearest language there is', (locale, text) => {
    expect(textIn(all, locale)).toBe(text)
  })

  it('falls back to English, then Chinese, then any language, then nothing', () => {
    expect(textIn({ zh: '茶', en: null, more: { fr: 'Thé' } }, 'de')).toBe('茶')
    expect(textIn({ zh: null, en: null, more: { fr: 'Thé' } }, 'de')).toBe('Thé')
    expect(textIn({ zh: null, en: null }, 'de')).toBeNull()
  })
})
