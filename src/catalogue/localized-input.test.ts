import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import {
  fieldOfLocale,
  line,
  localeOf,
  oneTextPerLocale,
  TITLE,
  textList,
  textsByLocale,
} from './localized-input.ts'

const Input = z
  .object({ titleZh: line(20).nullish(), titleEn: line(20).nullish(), titles: textList(line(20)) })
  .check(oneTextPerLocale(TITLE))
const flaws = (input: object) =>
  Input.safeParse(input).error?.issues.map(({ path, message }) => [path.join('.'), message]) ?? []

describe('a text in several languages', () => {
  it.each([
    ['ZH-tw', 'zh-TW'],
    ['eng', 'en'],
    ['zh-hans-cn', 'zh-Hans-CN'],
    ['en-u-ca-buddhist', 'en'],
    ['zh_TW', null],
    ['und', null],
    ['x-private', null],
    ['', null],
  ])('takes %j for %j', (tag, locale) => {
    expect(localeOf(tag)).toBe(locale)
  })

  it('is read by locale: what is absent stays, what is empty or null is to go', () => {
    const parsed = Input.parse({ titleZh: ' 茶 ', titleEn: null, titles: [{ locale: 'FR', text: '' }] })
    expect([...textsByLocale(parsed, TITLE)]).toEqual([
      ['zh', '茶'],
      ['en', null],
      ['fr', null],
    ])
    expect(textsByLocale(Input.parse({}), TITLE).size).toBe(0)
  })

  it('says each language once, be it in the short form', () => {
    const titles = [
      { locale: 'en', text: 'a' },
      { locale: 'de', text: 'b' },
      { locale: 'DE', text: 'c' },
      { locale: '??', text: 'd' },
    ]
    expect(flaws({ titleEn: 'x', titles })).toEqual([
      ['titles.0.locale', 'en is given twice, in titleEn as well'],
      ['titles.2.locale', 'de is given twice, in titles.1 as well'],
      ['titles.3.locale', '"??" is not a BCP 47 language, such as "fr" or "zh-TW"'],
    ])
    expect(flaws({ titles: [{ locale: 'en', text: 'a' }] })).toEqual([])
  })

  it('has a field of its own for each locale', () => {
    expect(['zh', 'en', 'fr'].map((locale) => fieldOfLocale(TITLE, locale))).toEqual([
      'titleZh',
      'titleEn',
      'titles.fr',
    ])
  })
})
