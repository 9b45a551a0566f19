import { textIn } from '../../src/domain/localized-text.ts'
import { type FacetKind, MOST_ATTRIBUTES, MOST_VALUES } from '../../src/domain/product-list.ts'
import { builder } from '../builder.ts'
import { LOCALE_DESCRIPTION } from '../localized.ts'
import { FacetRef, FacetValueRef } from '../refs.ts'

const FacetKindEnum = builder.enumType('FacetKind', {
  description: 'What a facet is about.',
  values: {
    CATEGORY: { description: 'Categories, each with those below it.' },
    PLATFORM: { description: 'Marketplaces where it is sold.' },
    AVAILABILITY: { description: 'Its stock as shoppers see it.' },
    ATTRIBUTE: { description: 'An attribute of SKUs that are sold, such as Colour.' },
  } satisfies Record<FacetKind, { description: string }>,
})

/** Names of kinds and values that have no name of their own. */
const CALLED: Readonly<Record<string, { readonly zh: string; readonly en: string }>> = {
  CATEGORY: { zh: '分类', en: 'Category' },
  PLATFORM: { zh: '平台', en: 'Marketplace' },
  AVAILABILITY: { zh: '库存', en: 'Availability' },
  IN_STOCK: { zh: '有货', en: 'In stock' },
  LOW_STOCK: { zh: '库存紧张', en: 'Low stock' },
  OUT_OF_STOCK: { zh: '缺货', en: 'Out of stock' },
  MADE_TO_ORDER: { zh: '代购', en: 'Bought to order' },
}

builder.objectType(FacetRef, {
  description: `A respect in which the products of a list differ. Attributes: at most ${MOST_ATTRIBUTES}, those that most products have.`,
  fields: (t) => ({
    kind: t.field({ type: FacetKindEnum, description: 'What it is about.', resolve: ({ kind }) => kind }),
    name: t.exposeString('name', {
      description:
        'Of an attribute its name, as `AttributeFilter.name` takes it; of others the field of the filter.',
    }),
    label: t.string({
      description: 'What it is called.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ kind, name, label }, { locale }) =>
        textIn(label ?? CALLED[kind] ?? { zh: null, en: null }, locale) ?? name,
    }),
    values: t.field({
      type: [FacetValueRef],
      description: `What products of the list have; at most ${MOST_VALUES}, the most frequent first.`,
      resolve: ({ values }) => values,
    }),
  }),
})

builder.objectType(FacetValueRef, {
  description: 'One choice, and how many products of the list there would be with it.',
  fields: (t) => ({
    value: t.exposeString('value', {
      description: 'As the filter takes it: the global id of a category, otherwise the value.',
    }),
    label: t.string({
      description: 'What it is called.',
      args: { locale: t.arg.string({ description: LOCALE_DESCRIPTION }) },
      resolve: ({ value, label }, { locale }) =>
        textIn(label ?? CALLED[value] ?? { zh: null, en: null }, locale) ?? value,
    }),
    count: t.exposeInt('count', {
      description: 'Products, over the whole filter without the own condition.',
    }),
  }),
})
