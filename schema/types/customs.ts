import { builder } from '../builder.ts'
import { GoodsRestrictionEnum } from '../enums.ts'
import { type CustomsForm, SkuRef } from '../refs.ts'

const CustomsInfo = builder.objectRef<CustomsForm>('CustomsInfo').implement({
  description: 'What a customs form and a carrier ask of a SKU.',
  fields: (t) => ({
    hsCode: t.exposeString('hsCode', {
      nullable: true,
      description: 'Code of the Harmonized System, 6 to 12 digits; null when it is not known.',
    }),
    originCountry: t.expose('originCountry', {
      type: 'CountryCode',
      nullable: true,
      description: 'Where it was made; null when it is not known.',
    }),
    nameEn: t.exposeString('customsNameEn', {
      nullable: true,
      description: 'What it is, in English, for customs; null when it is not known.',
    }),
    nameZh: t.exposeString('customsNameZh', {
      nullable: true,
      description: 'The same in Chinese; null when it is not known.',
    }),
    restrictions: t.field({
      type: [GoodsRestrictionEnum],
      description: 'What carriers have to know; empty when there is nothing.',
      resolve: ({ restrictions }) => [...restrictions],
    }),
  }),
})

builder.prismaObjectFields(SkuRef, (t) => ({
  customs: t.field({
    type: CustomsInfo,
    nullable: true,
    description: 'For customs and carriers; null while nothing is known of it.',
    select: {
      hsCode: true,
      originCountry: true,
      customsNameEn: true,
      customsNameZh: true,
      restrictions: true,
    },
    resolve: (sku) => {
      const { hsCode, originCountry, customsNameEn, customsNameZh, restrictions } = sku
      const isKnown = hsCode ?? originCountry ?? customsNameEn ?? customsNameZh
      return isKnown === null && restrictions.length === 0 ? null : sku
    },
  }),
}))
