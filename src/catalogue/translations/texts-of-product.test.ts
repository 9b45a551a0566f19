import { describe, expect, it } from 'vitest'
import type { SkuAttribute } from '../../domain/sku-attribute.ts'
import { hasChinese } from '../../domain/text.ts'
import { hashOfText, type ProductTexts, type SkuTexts, translatedTexts } from './texts-of-product.ts'

const PRODUCT: ProductTexts = {
  titleZh: '龙井茶',
  titleEn: null,
  descriptionZh: '好茶',
  descriptionEn: null,
  texts: {},
  machineTexts: {},
  editedFields: [],
}
const colour = (value: string, changes: Partial<SkuAttribute> = {}): SkuAttribute => ({
  name: '颜色',
  value,
  nameZh: '颜色',
  valueZh: value,
  ...changes,
})
const SKU: SkuTexts = {
  id: 'sku',
  titleZh: '龙井茶 红色',
  titleEn: null,
  titles: {},
  attributes: [colour('红色')],
  machineTexts: {},
  editedFields: [],
}
const WORDS: Readonly<Record<string, string>> = {
  龙井茶: 'Longjing tea',
  颜色: 'Colour',
  红色: 'Red',
  好茶: 'Good tea',
  我们的: 'Ours',
}
const lookup = (text: string, locale: string) =>
  WORDS[text] === undefined ? undefined : locale === 'en' ? WORDS[text] : `${locale}:${WORDS[text]}`
const translated = (
  product: Partial<ProductTexts> = {},
  skus: readonly Partial<SkuTexts>[] = [{}],
  wanted: { locales?: string[]; descriptions?: boolean } = {},
  words: typeof lookup | (() => undefined) = lookup,
) =>
  translatedTexts(
    { ...PRODUCT, ...product },
    skus.map((sku) => ({ ...SKU, ...sku })),
    { locales: ['en'], descriptions: false, ...wanted },
    words,
  )

describe('texts of a product', () => {
  it('names what has to be translated, each text once', () => {
    const { product, skus, missing } = translated(
      {},
      [{}, { id: 'other' }],
      { locales: ['en', 'fr'] },
      () => undefined,
    )
    expect([product, skus]).toEqual([null, []])
    const wanted = ['龙井茶', '颜色', '红色'].flatMap((text) => [
      { text, locale: 'en' },
      { text, locale: 'fr' },
    ])
    expect(missing).toHaveLength(wanted.length)
    expect(missing).toEqual(expect.arrayContaining(wanted))
  })

  it('become those of the translation, with a mark of the source text', () => {
    const { product, skus, missing } = translated({}, [{}], { locales: ['en', 'fr'] })
    expect(missing).toEqual([])
    expect(product?.data).toEqual({
      titleEn: 'Longjing tea',
      texts: { fr: { title: 'fr:Longjing tea' } },
      machineTexts: { titleEn: hashOfText('龙井茶'), 'titles.fr': hashOfText('龙井茶') },
    })
    expect(product?.changes.map(({ field }) => field)).toEqual(['titleEn', 'titles.fr'])
    expect(skus[0]?.data).toMatchObject({
      titleEn: 'Longjing tea Red',
      titles: { fr: 'fr:Longjing tea fr:Red' },
      attributes: [
        {
          name: 'Colour',
          nameZh: '颜色',
          value: 'Red',
          valueZh: '红色',
          names: { fr: 'fr:Colour' },
          values: { fr: 'fr:Red' },
          machine: ['name.en', 'value.en', 'name.fr', 'value.fr'],
        },
      ],
    })
    expect(skus[0]?.changes).toContainEqual({ field: 'attributes.en', before: null, after: 'Colour: Red' })
  })

  it('stay when they are translated already', () => {
    const first = translated()
    const again = translated({ ...first.product?.data }, [{ ...first.skus[0]?.data }])
    expect(again).toEqual({ product: null, skus: [], missing: [] })
  })

  it('follow a source text that has changed, where a machine made them', () => {
    const machineTexts = { titleEn: hashOfText('旧茶') }
    expect(translated({ titleEn: 'Old tea', machineTexts }).product?.changes).toEqual([
      { field: 'titleEn', before: 'Old tea', after: 'Longjing tea' },
    ])
  })

  it.each([
    ["a person's words", { titleEn: 'Mine', editedFields: ['titleEn'] }],
    ["a person's wish for none", { titleEn: null, editedFields: ['titleEn'] }],
    [
      'words of a person in place of a machine',
      { titleEn: 'Mine', editedFields: ['titleEn'], machineTexts: { titleEn: hashOfText('旧茶') } },
    ],
    ["the source's own translation", { titleEn: 'Its own' }],
    ['a title without Chinese', { titleZh: 'Air Max 90' }],
  ])('leave %s', (_what, product) => {
    expect(translated(product, []).product).toBeNull()
    expect(translated(product, [], {}, () => undefined).missing).toEqual([])
  })

  it('have their description translated where that is wanted', () => {
    expect(translated({}, [], { descriptions: true }).product?.data).toMatchObject({
      descriptionEn: 'Good tea',
    })
    expect(translated({}, []).product?.data).not.toHaveProperty('descriptionEn')
  })

  it('cost nothing for sizes and numbers, which count as translated in titles', () => {
    expect(['S', '42', '500ml', 'ABS+PC'].some(hasChinese)).toBe(false)
    const { skus } = translated({}, [{ attributes: [colour('XL')], titleZh: '龙井茶 XL' }])
    expect(skus[0]?.data.titleEn).toBe('Longjing tea XL')
  })

  it('of a SKU take the words of a person for its product, and stay where a person named the SKU', () => {
    const product = { titleEn: 'Mine', editedFields: ['titleEn'] }
    expect(translated(product).skus[0]?.data.titleEn).toBe('Mine Red')
    const named = translated({}, [{ titleEn: 'My SKU', editedFields: ['titleEn'] }])
    expect(named.skus[0]?.data).not.toHaveProperty('titleEn')
    const inChinese = translated({}, [{ titleZh: '我们的', editedFields: ['titleZh'] }])
    expect(inChinese.skus[0]?.data.titleEn).toBe('Ours')
  })

  it("leave a source's own attributes and what a person made without a source", () => {
    const own = colour('红色', { name: 'Color', value: 'Crimson' })
    expect(translated({ titleEn: 'x' }, [{ titleEn: 'x', attributes: [own] }]).skus).toEqual([])
    const byHand = { name: '颜色', value: '红色' }
    expect(translated({ titleEn: 'x' }, [{ titleEn: 'x', attributes: [byHand] }])).toMatchObject({
      skus: [],
      missing: [],
    })
  })
})
