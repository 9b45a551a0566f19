import { expect, it } from 'vitest'
import { money } from '../domain/money.ts'
import { attributesOf, choiceTitles, sourceTitles } from './item-choices.ts'

const told = { name: '颜色', value: '红色' }
const machine = {
  name: 'Colour',
  value: 'Red',
  nameZh: '颜色',
  valueZh: '红色',
  values: { fr: 'Rouge' },
  machine: ['name.en', 'value.en', 'value.fr'],
}

it('keeps what a source says of an attribute, with its translations', () => {
  expect(attributesOf([told])).toEqual([{ ...told, nameZh: '颜色', valueZh: '红色' }])
  const names = [{ locale: 'en', text: 'Colour' }]
  const values = [
    { locale: 'EN', text: 'Red' },
    { locale: 'pt-br', text: 'Vermelho' },
    { locale: 'zh', text: '红' },
    { locale: 'zh_tw', text: '紅' },
  ]
  expect(attributesOf([{ ...told, names, values }])).toEqual([
    { name: 'Colour', value: 'Red', nameZh: '颜色', valueZh: '红色', values: { 'pt-BR': 'Vermelho' } },
  ])
})

it('keeps translations of texts that have not changed, and no others', () => {
  expect(attributesOf([told], [machine])).toEqual([machine])
  expect(attributesOf([{ name: '颜色', value: '绿色' }], [machine])).toEqual([
    { name: 'Colour', value: '绿色', nameZh: '颜色', valueZh: '绿色', machine: ['name.en'] },
  ])
})

it("takes the source's own words in place of a machine's", () => {
  expect(attributesOf([{ ...told, values: [{ locale: 'en', text: 'Crimson' }] }], [machine])).toEqual([
    { ...machine, value: 'Crimson', machine: ['name.en', 'value.fr'] },
  ])
})

it('names a choice in the languages in which its source has all words', () => {
  const titles = [
    { locale: 'en', text: 'Tea' },
    { locale: 'fr', text: 'Thé' },
    { locale: '??', text: 'none' },
  ]
  expect([...sourceTitles({ titles })]).toEqual([
    ['en', 'Tea'],
    ['fr', 'Thé'],
  ])
  const choice = {
    externalSkuId: '1',
    outerId: null,
    price: money(1n),
    quantity: 1,
    quantityKnown: true,
    imageUrl: null,
    attributes: [
      { ...told, values: [{ locale: 'en', text: 'Red' }] },
      { name: '尺码', value: 'XL' },
    ],
  }
  const item = { titles } as unknown as Parameters<typeof choiceTitles>[0]
  expect([...choiceTitles(item, choice)]).toEqual([['en', 'Tea Red XL']])
})
